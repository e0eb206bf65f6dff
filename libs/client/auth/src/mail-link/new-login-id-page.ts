import { Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { FailureNotice, HeadingFocus, SubmitState, TypedForm } from '@daiko/client-forms';
import { LoginDetour } from '@daiko/client-session';
import { formatDate, formatDeadline, ErrorSummary, SectionBar } from '@daiko/client-ui';
import { MailLinkFrame } from './mail-link-frame';
import { MailLinkVisit } from './mail-link-visit';

/**
 * `/confirm#t=…`: the user opened the link at the new address. Only the button makes it the login ID, never the
 * visit.
 */
@Component({
  selector: 'app-new-login-id-page',
  imports: [ErrorSummary, FailureNotice, HeadingFocus, MailLinkFrame, RouterLink, SectionBar, TypedForm],
  providers: [MailLinkVisit, SubmitState],
  template: `
    <div class="stack stack--32">
      <ui-error-summary [errors]="submits.errors()" />
      @if (confirmed(); as loginId) {
        <ui-section-bar appHeadingFocus heading="手続きが完了しました" />
        <div class="stack">
          <p class="lead">
            新しいログインIDは <strong class="nowrap">{{ loginId }}</strong> です。パスワードは変わりません。
          </p>
          <p class="lead muted">登録済みの連絡先に、変更が済んだことをお知らせしました。</p>
          <div class="actions">
            <a class="button button--primary button--lg button--wide-sp" routerLink="/login">ログイン</a>
          </div>
        </div>
      } @else {
        <app-mail-link-frame heading="新しいログインIDの確認">
          @if (link()) {
            <form class="stack" (appTyped)="confirm()">
              <dl class="defs lead">
                <dt>新しいログインID</dt>
                <dd>{{ loginId() }}</dd>
                <dt>有効期限</dt>
                <dd>{{ deadline() }}まで</dd>
              </dl>
              <p class="lead">
                「有効にする」を押すと、次のログインからこのメールアドレスがログインIDになります。以前のログインIDは使えなくなり、ログイン中の端末はすべてログアウトします。
              </p>
              <app-failure-notice />
              <div class="actions">
                <button
                  class="button button--primary button--lg button--wide-sp"
                  type="submit"
                  [attr.aria-busy]="submits.busy()"
                >
                  有効にする
                </button>
              </div>
              <p class="lead muted">お心当たりがない場合は、このページを閉じてください。何も変わりません。</p>
            </form>
          }
        </app-mail-link-frame>
      }
    </div>
  `,
})
export class NewLoginIdPage {
  private readonly visit = inject(MailLinkVisit);
  private readonly detour = inject(LoginDetour);
  protected readonly submits = inject(SubmitState);
  protected readonly link = this.visit.link;

  protected readonly confirmed = signal<string | null>(null);
  protected readonly loginId = computed(() => this.link()?.loginId ?? '');
  protected readonly deadline = computed(() => {
    const until = this.link()?.expiresAt ?? '';
    return `${formatDate(until)} ${formatDeadline(until)}`;
  });

  protected async confirm(): Promise<void> {
    await this.submits.attempt({
      refused: [],
      send: async () => {
        const { loginIdMasked } = await this.visit.confirmLoginId();
        this.detour.loginId = this.loginId();
        this.confirmed.set(loginIdMasked);
      },
    });
  }
}
