import { Component, computed } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Flow, FlowStep, formatDateTime, LoadState, SectionBar } from '@daiko/client-ui';
import { DeviceCard } from './device-card';
import { fetchOwnCredential } from './own-credential';

/**
 * If the password was changed within this time, in milliseconds, it is treated as changed because of the departure.
 */
const LATELY = 24 * 3_600_000;

/**
 * 担当者が退職したとき: login ID, password, devices. Nothing is deleted; the page shows what is done and what is left to do.
 */
@Component({
  selector: 'app-departure-page',
  imports: [DeviceCard, Flow, FlowStep, LoadState, RouterLink, SectionBar],
  template: `
    <div class="stack stack--32">
      <ui-section-bar heading="担当者が退職したとき" />
      <p class="lead">
        退職した方がログインできないように、ログイン情報を変更します。お客様ID、注文、納品書などは、何も削除されません。
      </p>
      <ui-load-state [status]="credential.status()" [lines]="6" (retry)="credential.reload()">
        @if (credential.value(); as own) {
          <ui-flow>
            <ui-flow-step [level]="2" [number]="1" heading="ログインIDを確かめる" state="current">
              <p>
                現在のログインIDは <strong>{{ own.loginIdMasked }}</strong>
                です。退職した方のメールアドレスの場合は、変更してください。変更すると、すべての端末がログアウトします。
              </p>
              <div class="actions">
                <a class="button button--secondary button--wide-sp" routerLink="/mypage/credential/login-id"
                  >ログインIDを変更する</a
                >
              </div>
            </ui-flow-step>
            <ui-flow-step
              [level]="2"
              [number]="2"
              heading="パスワードを変更する"
              [state]="isPasswordNew() ? 'done' : 'current'"
            >
              <p>
                @if (isPasswordNew()) {
                  {{ dateTime(own.passwordChangedAt ?? '') }}に変更しました。
                } @else {
                  まだ済んでいません。退職した方が知らないパスワードに変更してください。
                }
              </p>
              <div class="actions">
                <a class="button button--secondary button--wide-sp" routerLink="/mypage/credential/password"
                  >パスワードを変更する</a
                >
              </div>
            </ui-flow-step>
            <ui-flow-step [level]="2" [number]="3" heading="ほかの端末をログアウトする" state="current">
              <p>
                ログインIDまたはパスワードを変更すると、ほかの端末はログアウトします。残っている端末がないか確かめてください。
              </p>
              <app-device-card [level]="3" />
            </ui-flow-step>
          </ui-flow>
        }
      </ui-load-state>
    </div>
  `,
})
export class DeparturePage {
  protected readonly credential = fetchOwnCredential();
  protected readonly dateTime = formatDateTime;
  protected readonly isPasswordNew = computed(() => {
    const at = this.credential.value()?.passwordChangedAt;
    return !!at && Date.now() - Date.parse(at) < LATELY;
  });
}
