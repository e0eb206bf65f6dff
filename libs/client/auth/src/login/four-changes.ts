import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';

/** The part beside the login form: the four changes of 2026, and whom to ask for a first login. */
@Component({
  selector: 'app-four-changes',
  imports: [RouterLink],
  template: `
    <section class="card" aria-labelledby="news-title">
      <div class="card__head">
        <h2 class="card__title" id="news-title">ログイン情報の取り扱いが変わりました</h2>
        <a routerLink="/announcements/2026-login">4つの変更を見る</a>
      </div>
      <ol class="list">
        @for (change of changes; track change.id) {
          <li class="list__item">
            <a routerLink="/announcements/2026-login" [fragment]="change.id">{{ change.heading }}</a>
          </li>
        }
      </ol>
    </section>
    <section class="stack stack--8" aria-labelledby="first-title">
      <h2 class="heading-3" id="first-title">はじめてログインする方</h2>
      <p>ご自身でログイン情報を設定していない方は、上位店へログイン情報の登録を依頼してください。</p>
      <p class="muted">
        ログイン情報は、お電話などでは一切ご案内できません。ログインIDやパスワードをお忘れの場合は、ご自身で再設定してください。
      </p>
    </section>
  `,
})
export class FourChanges {
  /** Headings of the announcement, copied word for word. */
  protected readonly changes = [
    { id: 'a1', heading: '連絡可能なメールアドレスを設定してください' },
    { id: 'a2', heading: 'お客様毎に設定可能な ログイン情報は1つになります' },
    { id: 'a3', heading: 'ご自身でログイン情報のリセットが可能となります' },
    { id: 'a4', heading: 'お客様IDが画面上で確認可能となります' },
  ];
}
