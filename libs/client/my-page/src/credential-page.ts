import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { PasskeyCard } from '@daiko/client-passkey';
import { SectionBar } from '@daiko/client-ui';
import { CredentialFacts } from './credential-facts';
import { DeviceCard } from './device-card';
import { fetchOwnCredential } from './own-credential';

/** マイページ › ログイン情報. */
@Component({
  selector: 'app-credential-page',
  imports: [CredentialFacts, DeviceCard, PasskeyCard, RouterLink, SectionBar],
  template: `
    <div class="stack stack--32">
      <ui-section-bar heading="ログイン情報" />
      <p class="lead">
        ログイン情報を変更するときは、ご本人の確認のため、パスワードの再入力とPINコードの入力が必要です。
      </p>
      <p>
        <a routerLink="/mypage/credential/departure">担当者が退職したときの手続き</a>
      </p>
      <div class="columns">
        <app-credential-facts class="span-5" [credential]="credential" />
        <div class="span-7 stack stack--32">
          <app-passkey-card />
          <app-device-card />
        </div>
      </div>
    </div>
  `,
})
export class CredentialPage {
  protected readonly credential = fetchOwnCredential();
}
