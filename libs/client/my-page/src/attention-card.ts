import { Component, computed, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Attention, CampaignCause, OwnCredential } from '@daiko/contracts';
import { Card, LoadState } from '@daiko/client-ui';

export interface Task {
  title: string;
  text: string;
  action: string;
  path: string;
  /** The cause by which the list behind `path` is filtered. */
  cause?: CampaignCause;
  /** Number of customers concerned; if it is not given, the task concerns the viewer. */
  cases?: number;
}

/** What the customer has to do so that the login can be reset when it is forgotten. */
export function dueTasks({ state, destinationCount, legacyLoginCount }: OwnCredential): Task[] {
  const tasks: Task[] = [];
  if (state === 'invited') {
    tasks.push({
      title: 'メールアドレスの確認が済んでいません',
      text: 'ログインIDのメールアドレスに届いた確認メールのリンクを開いてください。',
      action: 'ログイン情報を見る',
      path: '/mypage/credential',
    });
  }
  if (legacyLoginCount > 0) {
    tasks.push({
      title: `ログイン情報が複数あります (${String(legacyLoginCount + 1)}件)`,
      text: 'お客様毎、設定可能なログイン情報は1つのみです。以前のシステムのログインIDを使えなくします。',
      action: 'ログイン情報を1つにする',
      path: '/consolidation',
    });
  }
  if (destinationCount === 0) {
    tasks.push({
      title: 'PINコードの通知先がありません',
      text: 'ログイン情報を忘れたときに再設定できません。上位店へ電話番号の登録を依頼してください。',
      action: '手順を見る',
      path: '/help',
    });
  }
  return tasks;
}

/** The tasks that follow from the campaign data: for the customer, and for a dealer about the customers below. */
export function attentionTasks({ logins, bouncing, below, operatorsWaiting }: Attention): Task[] {
  const tasks: Task[] = [];
  if (logins > 1) {
    tasks.push({
      title: `ログイン情報が複数あります (${logins}件)`,
      text: '1つにすると、ほかのログインIDは使えなくなります。期限までに手続きしてください。',
      action: 'ログイン情報を1つにする',
      path: '/consolidation',
    });
  }
  if (bouncing) {
    tasks.push({
      title: 'メールが届いていません',
      text: '登録されているメールアドレスに送れませんでした。使えるメールアドレスに変更してください。',
      action: 'ログイン情報を見る',
      path: '/mypage/credential',
    });
  }
  if (operatorsWaiting > 0) {
    tasks.push({
      title: `承認を待っている職員の登録 ${operatorsWaiting}件`,
      text: '内容を確かめて、承認または却下してください。',
      action: '承認の一覧を見る',
      path: '/masters/approvals',
      cases: operatorsWaiting,
    });
  }
  return [...tasks, ...belowTasks(below)];
}

function belowTasks(below: Attention['below']): Task[] {
  if (below === null) return [];
  const causes = [
    ['several', below.several, '複数のログイン情報', '配下のお客様に、1つにする手続きをお願いしてください。'],
    ['none', below.none, 'ログイン情報が未設定', 'メールアドレスを登録して、設定メールを送ってください。'],
    [
      'invited',
      below.invited,
      '設定メールの確認待ち',
      '届いていないお客様には、設定メールをもう一度送ってください。',
    ],
    [
      'bouncing',
      below.bouncing,
      '実在を確認できないメール',
      'お客様に使えるメールアドレスを確認してください。',
    ],
    [
      'no_phone',
      below.noPhone,
      '電話番号の登録なし',
      'ログイン情報を忘れたときに再設定できません。電話番号を登録してください。',
    ],
  ] as const;
  return causes
    .filter(([, cases]) => cases > 0)
    .map(([cause, cases, what, text]) => ({
      title: `下位店: ${what} ${inWords(cases)}`,
      text,
      action: '一覧を見る',
      path: '/masters/campaign',
      cause,
      cases,
    }));
}

function inWords(cases: number): string {
  return `${cases.toLocaleString('ja-JP')}件`;
}

/** 要対応. Data that could not be loaded is reported below the tasks that could be. */
@Component({
  selector: 'app-attention-card',
  imports: [Card, LoadState, RouterLink],
  template: `
    <ui-card cardId="attention" kind="attention" [heading]="heading()" [flush]="!isIncomplete()">
      <ul class="list">
        @for (task of tasks(); track task.title) {
          <li class="list__item list__item--stack">
            <div>
              <p class="list__title">{{ task.title }}</p>
              <p class="list__meta">{{ task.text }}</p>
            </div>
            <a
              class="button button--secondary button--sm"
              [routerLink]="task.path"
              [queryParams]="task.cause && { cause: task.cause }"
              [fragment]="task.cause && 'customers-title'"
              [attr.aria-label]="task.action + ': ' + task.title"
              >{{ task.action }}</a
            >
          </li>
        }
      </ul>
      @if (isIncomplete()) {
        <ui-load-state status="error" (retry)="retry.emit()" />
      }
    </ui-card>
  `,
})
export class AttentionCard {
  readonly tasks = input.required<readonly Task[]>();
  /** There may be more tasks than those that are known. */
  readonly isIncomplete = input(false);
  readonly retry = output();

  protected readonly heading = computed(() => {
    const cases = this.tasks().reduce((sum, task) => sum + (task.cases ?? 1), 0);
    return this.isIncomplete() ? '要対応' : `要対応 ${inWords(cases)}`;
  });
}
