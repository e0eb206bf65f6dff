import { Component, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { FailureNotice, HeadingFocus, SubmitState, TypedForm } from '@daiko/client-forms';
import { ErrorSummary, SectionBar } from '@daiko/client-ui';
import { MailLinkFrame } from './mail-link-frame';
import { MailLinkVisit } from './mail-link-visit';

/** `/not-me#t=…`: それは私ではありません. The page explains what will happen before the user presses the button. */
@Component({
  selector: 'app-not-me-page',
  imports: [ErrorSummary, FailureNotice, HeadingFocus, MailLinkFrame, RouterLink, SectionBar, TypedForm],
  providers: [MailLinkVisit, SubmitState],
  template: `
    <div class="stack stack--32">
      <ui-error-summary [errors]="submits.errors()" />
      @if (reported()) {
        <ui-section-bar appHeadingFocus heading="お知らせいただき、ありがとうございます" />
        <div class="stack">
          <p class="lead">
            ログイン情報のリセットを停止し、上位店と職員に知らせました。このあとの手続きは、上位店へご相談ください。
          </p>
          <div class="actions">
            <a class="button button--secondary" routerLink="/login">ログイン画面へ</a>
          </div>
        </div>
      } @else {
        <app-mail-link-frame heading="お心当たりのない変更のご連絡">
          <form class="stack" (appTyped)="report()">
            <p class="lead">
              ログイン情報の変更にお心当たりがない場合は、下のボタンを押してください。次のことを行います。
            </p>
            <ul class="bullets">
              <li>このお客様IDでの、ログイン情報のリセットを停止します。</li>
              <li>上位店と職員に、お心当たりがないことを知らせます。</li>
              <li>再開するには、上位店または職員による確認が必要です。</li>
            </ul>
            <app-failure-notice />
            <div class="actions">
              <button
                class="button button--primary button--lg button--wide-sp"
                type="submit"
                [attr.aria-busy]="submits.busy()"
              >
                それは私ではありません
              </button>
            </div>
            <p class="lead muted">ご自身で変更した場合は、このページを閉じてください。何も変わりません。</p>
          </form>
        </app-mail-link-frame>
      }
    </div>
  `,
})
export class NotMePage {
  private readonly visit = inject(MailLinkVisit);
  protected readonly submits = inject(SubmitState);
  protected readonly reported = signal(false);

  protected async report(): Promise<void> {
    await this.submits.attempt({
      refused: [],
      send: () => this.visit.reportNotMe(),
      accepted: () => this.reported.set(true),
    });
  }
}
