import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { OwnCredential } from '@daiko/contracts';
import { Card } from '@daiko/client-ui';

export interface Task {
  title: string;
  text: string;
  action: string;
  path: string;
}

/** What the customer has to do so that the own login can be reset when it is forgotten. */
export function dueTasks({ state, destinationCount, legacyLoginCount }: OwnCredential): Task[] {
  const tasks: Task[] = [];
  if (state === 'invited') {
    tasks.push({
      title: 'メールアドレスの確認が済んでいません',
      text: 'ログインIDのメールアドレスに届いた確認メールのリンクを開いてください',
      action: 'ログイン情報を見る',
      path: '/mypage/credential',
    });
  }
  if (legacyLoginCount > 0) {
    tasks.push({
      title: `ログイン情報が複数あります (${String(legacyLoginCount + 1)}件)`,
      text: 'お客様毎、設定可能なログイン情報は1つのみです。以前のシステムのログインIDを使えなくします',
      action: 'ログイン情報を1つにする',
      path: '/consolidation',
    });
  }
  if (destinationCount === 0) {
    tasks.push({
      title: 'PINコードの通知先がありません',
      text: 'ログイン情報を忘れたときに再設定できません。上位店へ電話番号の登録を依頼してください',
      action: '手順を見る',
      path: '/help',
    });
  }
  return tasks;
}

/** 要対応. */
@Component({
  selector: 'app-attention-card',
  imports: [Card, RouterLink],
  template: `
    <ui-card cardId="attention" kind="attention" [heading]="'要対応 ' + tasks().length + '件'" [flush]="true">
      <ul class="list">
        @for (task of tasks(); track task.title) {
          <li class="list__item">
            <div>
              <p class="list__title">{{ task.title }}</p>
              <p class="list__meta">{{ task.text }}</p>
            </div>
            <a class="button button--secondary button--sm" [routerLink]="task.path">{{ task.action }}</a>
          </li>
        }
      </ul>
    </ui-card>
  `,
})
export class AttentionCard {
  readonly tasks = input.required<readonly Task[]>();
}
