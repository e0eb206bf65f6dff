import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { SessionStore } from '@daiko/client-session';
import { SectionBar } from '@daiko/client-ui';

/** 404, in the frame in which the user is. */
@Component({
  selector: 'app-not-found-page',
  imports: [RouterLink, SectionBar],
  host: { class: 'stack' },
  template: `
    <ui-section-bar heading="ページが見つかりません" />
    <div class="stack stack--16 lead">
      <p>
        アドレスが間違っているか、ページがなくなった可能性があります。アドレスを入力した場合は、もう一度確認してください。
      </p>
      @if (session()) {
        <p>メニューから選び直すか、サイトマップから探してください。</p>
      } @else {
        <p>ログインが必要なページは、ログインすると表示できます。</p>
      }
    </div>
    <div class="actions">
      @if (session()) {
        <a class="button button--primary" routerLink="/mypage">マイページへ</a>
        <a class="button button--secondary" routerLink="/sitemap">サイトマップへ</a>
      } @else {
        <a class="button button--primary" routerLink="/login">ログイン画面へ</a>
        <a class="button button--secondary" routerLink="/help">ヘルプへ</a>
      }
    </div>
  `,
})
export class NotFoundPage {
  protected readonly session = inject(SessionStore).session;
}
