import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Badge, Card } from '@daiko/client-ui';

const FOUR_CHANGES = [
  { id: 'a1', heading: '連絡可能なメールアドレスを設定してください' },
  { id: 'a2', heading: 'お客様毎に設定可能な ログイン情報は1つになります' },
  { id: 'a3', heading: 'ご自身でログイン情報のリセットが可能となります' },
  { id: 'a4', heading: 'お客様IDが画面上で確認可能となります' },
];

/** お知らせ: the four changes, each with a link. */
@Component({
  selector: 'app-news-card',
  imports: [Badge, Card, RouterLink],
  template: `
    <ui-card cardId="news" heading="お知らせ" [flush]="true">
      <a cardAside routerLink="/announcements/2026-login">4つの変更を見る</a>
      @if (isNew()) {
        <div class="card__lead">
          <ui-badge kind="solid">重要</ui-badge>
          <p>
            ログイン情報の取り扱いが変わりました。お読みになったら、ご案内のページで「確認しました」を押してください。
          </p>
        </div>
      }
      <ol class="list">
        @for (change of changes; track change.id) {
          <li class="list__item">
            <a routerLink="/announcements/2026-login" [fragment]="change.id">{{ change.heading }}</a>
          </li>
        }
      </ol>
    </ui-card>
  `,
})
export class NewsCard {
  /** The customer has not confirmed yet that they have read them. */
  readonly isNew = input.required<boolean>();
  protected readonly changes = FOUR_CHANGES;
}
