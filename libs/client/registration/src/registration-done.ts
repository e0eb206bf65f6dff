import { DOCUMENT } from '@angular/common';
import { Component, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { RegisteredCustomer } from '@daiko/contracts';
import { HeadingFocus } from '@daiko/client-forms';
import { CopyButton, Icon, Notice } from '@daiko/client-ui';
import { SetupMail } from './setup-mail';

/** 完了: the お客様ID in large print, to copy and print. */
@Component({
  selector: 'app-registration-done',
  imports: [CopyButton, Icon, Notice, RouterLink, SetupMail],
  hostDirectives: [HeadingFocus],
  template: `
    <div class="stack">
      <ui-notice kind="success" [level]="2" heading="お客様を登録しました">
        <p>{{ registered().customerName }} 様のお客様IDです。お客様へお伝えください。</p>
      </ui-notice>
      <p class="issued-id">
        <span class="issued-id__key">お客様ID</span>
        <strong class="issued-id__value" translate="no">{{ registered().customerId }}</strong>
        <ui-copy-button
          class="no-print"
          label="お客様IDをコピー"
          [block]="true"
          [text]="registered().customerId"
        />
      </p>
      @if (registered().setupExpiresAt; as until) {
        <app-setup-mail [customerId]="registered().customerId" [until]="until" />
      } @else {
        <p class="lead">ログイン設定メールは送っていません。ログイン情報の画面から、いつでも送れます。</p>
      }
      <div class="actions no-print">
        <a
          class="button button--primary button--wide-sp"
          [routerLink]="['/masters/customers', registered().customerId, 'login']"
          >ログイン情報を確認する</a
        >
        <button class="button button--secondary button--wide-sp" type="button" (click)="print()">
          <ui-icon name="print" />印刷する
        </button>
        <button class="button button--tertiary" type="button" (click)="anew.emit()">続けて登録する</button>
      </div>
    </div>
  `,
})
export class RegistrationDone {
  readonly registered = input.required<RegisteredCustomer>();
  readonly anew = output();
  private readonly document = inject(DOCUMENT);

  protected print(): void {
    this.document.defaultView?.print();
  }
}
