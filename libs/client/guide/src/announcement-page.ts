import { DOCUMENT } from '@angular/common';
import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { SessionStore } from '@daiko/client-session';
import { Crumbs, Icon, SectionBar, type Crumb } from '@daiko/client-ui';
import { Acknowledgement } from './acknowledgement';
import { ChangeSection } from './change-section';
import { FOUR_CHANGES } from './four-changes';
import { OwnState } from './own-state';
import { ResetSteps } from './reset-steps';

const ABOVE: readonly Crumb[] = [{ label: 'ヘルプ', path: '/help' }];

/** ログイン情報の4つの変更, for all users. A logged-in customer sees their own state above it. */
@Component({
  selector: 'app-announcement-page',
  imports: [Acknowledgement, ChangeSection, Crumbs, Icon, OwnState, ResetSteps, RouterLink, SectionBar],
  template: `
    @if (!session()) {
      <ui-crumbs here="ログイン情報の4つの変更" [above]="above" />
    }
    <div class="stack stack--32">
      <ui-section-bar heading="ログイン情報の4つの変更">
        <button class="button button--tertiary no-print" type="button" (click)="print()">
          <ui-icon name="print" />印刷する
        </button>
      </ui-section-bar>
      @if (session()) {
        <app-own-state class="no-print" />
      }
      <div class="columns">
        <nav class="span-3 toc" aria-label="4つの変更">
          <ol class="toc__list">
            @for (change of changes; track change.id; let index = $index) {
              <li>
                <a routerLink="." [fragment]="change.id">{{ index + 1 }}. {{ change.heading }}</a>
              </li>
            }
          </ol>
        </nav>
        <div class="span-9 stack changes">
          @for (change of changes; track change.id; let index = $index) {
            <app-change-section [change]="change" [number]="index + 1">
              @switch (change.id) {
                @case ('a1') {
                  <div class="actions">
                    <a class="button button--secondary" routerLink="/mypage/credential"
                      >メールアドレスを確認する</a
                    >
                  </div>
                }
                @case ('a2') {
                  <div class="actions">
                    <a class="button button--secondary" routerLink="/mypage/credential/departure"
                      >担当者が退職したときの手続き</a
                    >
                  </div>
                }
                @case ('a3') {
                  <div class="actions">
                    <a class="button button--secondary" routerLink="." fragment="reset-steps"
                      >リセットの手順を見る</a
                    >
                  </div>
                  <app-reset-steps />
                }
              }
            </app-change-section>
          }
          @if (session()) {
            <app-acknowledgement class="no-print" />
          }
        </div>
      </div>
    </div>
  `,
})
export class AnnouncementPage {
  private readonly document = inject(DOCUMENT);
  protected readonly session = inject(SessionStore).session;
  protected readonly above = ABOVE;
  protected readonly changes = FOUR_CHANGES;

  protected print(): void {
    this.document.defaultView?.print();
  }
}
