import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { OwnCredential } from '@daiko/contracts';
import { ApiClient } from '@daiko/client-session';
import { fetched, Notice, Skeleton, type NoticeKind } from '@daiko/client-ui';

const STATES: Record<OwnCredential['state'], { kind: NoticeKind; heading: string; text: string }> = {
  active: {
    kind: 'success',
    heading: 'あなたのログイン情報: 設定済み 1件',
    text: 'は実在を確認できています。あなたがする手続きはありません。',
  },
  invited: {
    kind: 'warning',
    heading: 'あなたのログイン情報: 確認待ち',
    text: 'に届いた確認メールのリンクを開いてください。',
  },
  suspended: {
    kind: 'warning',
    heading: 'あなたのログイン情報: 停止中',
    text: 'は停止されています。上位店へお問い合わせください。',
  },
};

/**
 * What the four changes mean for the logged-in customer. Shows nothing if the state cannot be loaded, because the
 * page works without it.
 */
@Component({
  selector: 'app-own-state',
  imports: [Notice, RouterLink, Skeleton],
  template: `
    @if (state(); as own) {
      <ui-notice [kind]="own.kind" [heading]="own.heading" [level]="2">
        <p>{{ own.loginIdMasked }} {{ own.text }}</p>
        <p class="no-print"><a routerLink="/mypage/credential">ログイン情報を確認する</a></p>
      </ui-notice>
    } @else if (credential.status() === 'loading') {
      <ui-skeleton [lines]="7" />
    }
  `,
})
export class OwnState {
  private readonly api = inject(ApiClient);
  protected readonly credential = fetched(() => this.api.get<OwnCredential>('/credential'));
  protected readonly state = computed(() => {
    const own = this.credential.value();
    return own && { ...STATES[own.state], loginIdMasked: own.loginIdMasked };
  });
}
