import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Control, Disclosure, Field, Icon, SectionBar } from '@daiko/client-ui';
import { findQuestions, TOP_QUESTIONS } from './questions';
import { WhomToCall } from './whom-to-call';

/** ヘルプ: search by words, the frequent questions, and whom to ask. The search is kept in the URL. */
@Component({
  selector: 'app-help-page',
  imports: [Control, Disclosure, Field, Icon, RouterLink, SectionBar, WhomToCall],
  host: { class: 'stack stack--32' },
  template: `
    <ui-section-bar heading="ヘルプ" />
    <form class="finder" role="search" novalidate (submit)="search($event, box.value)">
      <div class="finder__main">
        <ui-field fieldId="help-search" label="知りたいこと" hint="例: PINコード 届かない">
          <input #box uiControl type="search" autocomplete="off" [value]="q() ?? ''" />
        </ui-field>
        <button class="button button--primary" type="submit"><ui-icon name="search" />検索</button>
      </div>
    </form>
    <section class="stack" aria-labelledby="questions-title">
      <ui-section-bar headingId="questions-title" [heading]="q() ? '検索の結果' : 'よくある質問'" [level]="2">
        <p class="bar__aside" role="status">{{ count() }}</p>
      </ui-section-bar>
      @if (found().length === 0) {
        <p>言葉を短くするか、別の言葉で検索してください。よくある質問は次のとおりです。</p>
      }
      <div>
        @for (entry of shown(); track entry.id) {
          <ui-disclosure [summary]="entry.question" [open]="found().length === 1">
            <div class="stack stack--8">
              @for (paragraph of entry.answer; track paragraph) {
                <p>{{ paragraph }}</p>
              }
              @if (entry.link; as link) {
                <p>
                  <a [routerLink]="link.path">{{ link.label }}</a>
                </p>
              }
            </div>
          </ui-disclosure>
        }
      </div>
    </section>
    <section class="stack stack--12" aria-labelledby="more-title">
      <ui-section-bar heading="くわしく知る" headingId="more-title" [level]="2" />
      <p><a routerLink="/announcements/2026-login">ログイン情報の4つの変更</a></p>
    </section>
    <section class="stack stack--12" aria-labelledby="call-title">
      <ui-section-bar heading="問い合わせ先" headingId="call-title" [level]="2" />
      <app-whom-to-call />
    </section>
  `,
})
export class HelpPage {
  /** The search text from the URL. */
  readonly q = input<string>();

  private readonly router = inject(Router);
  protected readonly found = computed(() => findQuestions(this.q() ?? ''));
  protected readonly shown = computed(() => (this.found().length > 0 ? this.found() : TOP_QUESTIONS));
  protected readonly count = computed(() => {
    if (!this.q()) return '';
    const { length } = this.found();
    return length > 0 ? `${length}件見つかりました` : '見つかりませんでした';
  });

  protected async search(event: Event, text: string): Promise<void> {
    event.preventDefault();
    await this.router.navigate([], { queryParams: { q: text.trim() || null } });
  }
}
