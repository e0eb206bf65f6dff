import { Component, signal } from '@angular/core';
import type { MaskedDestination } from '@daiko/contracts';
import {
  Control,
  DestinationPicker,
  ErrorSummary,
  Field,
  PasswordToggle,
  SectionBar,
  type FieldError,
} from '@daiko/client-ui';
import { Specimen } from './specimen';

const DESTINATIONS: readonly MaskedDestination[] = [
  { id: '1', channel: 'voice', label: '****-**-*300 (自動音声)', waitSeconds: 0 },
  { id: '2', channel: 'sms', label: '***-****-*770 (ショートメッセージ)', waitSeconds: 0 },
  { id: '3', channel: 'voice', label: '***-****-*770 (自動音声)', waitSeconds: 0 },
  { id: '4', channel: 'email', label: 'ka*****@gmail.com (メール)', waitSeconds: 0 },
];

@Component({
  selector: 'app-gallery-forms',
  imports: [Control, DestinationPicker, ErrorSummary, Field, PasswordToggle, SectionBar, Specimen],
  host: { class: 'stack' },
  template: `
    <ui-section-bar heading="入力する" [level]="2" />
    <div class="specimens">
      <app-specimen label="button">
        <div class="row">
          <button class="button button--primary" type="button">送信</button>
          <button class="button button--secondary" type="button">確認</button>
          <button class="button button--tertiary" type="button">入力を直す</button>
          <button class="button button--danger" type="button">取り消す</button>
          <button class="button button--primary button--lg" type="button">ログイン</button>
          <button class="button button--secondary button--sm" type="button">確認する</button>
          <button class="button button--secondary button--xs" type="button">ログアウト</button>
          <button class="button button--primary" type="button" aria-busy="true">
            <span class="spinner" aria-hidden="true"></span>送信しています
          </button>
        </div>
      </app-specimen>
      <app-specimen label="error-summary">
        @if (errors().length > 0) {
          <ui-error-summary [errors]="errors()" />
        } @else {
          <button class="button button--secondary" type="button" (click)="showErrors()">
            入力の誤りを見る
          </button>
        }
      </app-specimen>
      <app-specimen label="field PCとスマホで違う見出し、補足あり">
        <ui-field
          fieldId="g-pin"
          label="PINコード(有効時間15分):"
          labelPhone="PINコード (有効時間15分)"
          hint="お手元に届いた6桁の数字です。"
        >
          <input uiControl class="input--pin" type="text" inputmode="numeric" autocomplete="one-time-code" />
        </ui-field>
      </app-specimen>
      <app-specimen label="field 誤り">
        <ui-field
          fieldId="g-id"
          label="お客様ID:"
          labelPhone="お客様ID"
          hint="ログイン後の画面上部、納品書、還元額計算書に記載されている8桁の番号です。"
          error="お客様IDは数字8桁で入力してください"
        >
          <input
            uiControl
            class="input--id"
            type="text"
            inputmode="numeric"
            autocomplete="off"
            value="0105873"
          />
        </ui-field>
      </app-specimen>
      <app-specimen label="field 任意、選択">
        <ui-field fieldId="g-rank" label="ランク" [optional]="true">
          <select uiControl>
            <option>代理店</option>
            <option>特約店</option>
          </select>
        </ui-field>
      </app-specimen>
      <app-specimen label="password-toggle">
        <form class="stack stack--8" novalidate>
          <ui-field fieldId="g-password" label="パスワード:" labelPhone="パスワード">
            <input #password uiControl class="input--mail" type="password" autocomplete="off" />
          </ui-field>
          <ui-password-toggle [control]="password" />
        </form>
      </app-specimen>
      <app-specimen label="destination-picker">
        <ui-destination-picker fieldId="g-destination" [destinations]="destinations" [(selected)]="chosen" />
      </app-specimen>
      <app-specimen label="destination-picker 誤り">
        <ui-destination-picker
          fieldId="g-destination-error"
          error="通知先を1つ選んでください"
          [destinations]="destinations.slice(0, 2)"
          [(selected)]="chosenNone"
        />
      </app-specimen>
      <app-specimen label="destination-picker 1件のみ">
        <ui-destination-picker
          fieldId="g-destination-only"
          [destinations]="destinations.slice(3)"
          [(selected)]="chosenOnly"
        />
      </app-specimen>
    </div>
  `,
})
export class GalleryForms {
  protected readonly destinations = DESTINATIONS;
  protected readonly chosen = signal<string | null>('2');
  protected readonly chosenNone = signal<string | null>(null);
  protected readonly chosenOnly = signal<string | null>(null);
  protected readonly errors = signal<readonly FieldError[]>([]);

  protected showErrors(): void {
    this.errors.set([
      { fieldId: 'g-id', text: 'お客様IDは数字8桁で入力してください' },
      { fieldId: 'g-destination-error', text: '通知先を1つ選んでください' },
      {
        fieldId: null,
        text: '続けて操作できる回数を超えました。しばらく待ってから、もう一度お試しください。',
      },
    ]);
  }
}
