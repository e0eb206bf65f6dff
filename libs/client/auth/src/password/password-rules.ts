import { Component, computed, input } from '@angular/core';
import { PASSWORD_MAX, PASSWORD_MIN, readNewPassword } from '@daiko/contracts';
import { Icon } from '@daiko/client-ui';

/**
 * パスワードの決まり. Rules that can be checked here are marked while the user types; the others are checked when the password
 * is set.
 */
@Component({
  selector: 'app-password-rules',
  imports: [Icon],
  host: { class: 'card card--quiet', role: 'complementary', 'aria-labelledby': 'rules-title' },
  template: `
    <div class="card__body stack stack--12">
      <h2 class="heading-3" id="rules-title">パスワードの決まり</h2>
      <ul class="rules">
        <li class="rules__item" [class.rules__item--met]="lengthMet()">
          <ui-icon [name]="lengthMet() ? 'ok' : 'none'" />
          <span>
            {{ min }}文字以上 {{ max }}文字まで
            @if (lengthMet()) {
              <span class="visually-hidden">(満たしています)</span>
            }
          </span>
        </li>
        <li class="rules__item">
          <ui-icon name="none" />
          <span
            >お客様ID、電話番号、メールアドレス、お名前を含まない<span class="muted"
              >(設定するときに確かめます)</span
            ></span
          >
        </li>
        <li class="rules__item">
          <ui-icon name="none" />
          <span
            >流出が知られているパスワードではない<span class="muted">(設定するときに確かめます)</span></span
          >
        </li>
      </ul>
      <p class="muted">
        文字の種類に決まりはありません。ひらがなや空白も使えます。長い文が覚えやすく安全です。
      </p>
      <p class="muted">※他社サービスの情報漏洩により様々な被害が発生する可能性があります</p>
    </div>
  `,
})
export class PasswordRules {
  readonly password = input.required<string>();
  protected readonly min = PASSWORD_MIN;
  protected readonly max = PASSWORD_MAX;
  protected readonly lengthMet = computed(() => readNewPassword(this.password()).code === undefined);
}
