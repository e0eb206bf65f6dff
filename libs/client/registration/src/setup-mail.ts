import { Component, computed, DestroyRef, inject, input, signal, type OnInit } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { CustomerLogin } from '@daiko/contracts';
import { ApiProblem } from '@daiko/client-session';
import { DeliveryTrack, formatDateTime, isHandedOver, Notice } from '@daiko/client-ui';
import { RegistrationClient } from './registration-client';
import { SETUP_FAILURES } from './setup-failures';

/** Milliseconds between two requests for the delivery of the mail. */
const LOOK_AGAIN_MS = 3_000;

/**
 * Follows the setup mail of a customer who was just registered. The page says that the mail was sent only after it
 * really was.
 */
@Component({
  selector: 'app-setup-mail',
  imports: [DeliveryTrack, Notice, RouterLink],
  host: { class: 'stack' },
  template: `
    @if (login()?.takenBy; as owner) {
      <ui-notice kind="warning" [heading]="owner.customerName + ' 様のログインIDです'" [live]="true">
        <p>
          このメールアドレスは、お客様ID {{ owner.customerId }}
          のお客様がログインIDとして使用中です。設定メールは届きません。別のメールアドレスを登録してください。
        </p>
        <p><a [routerLink]="page()">メールアドレスを訂正する</a></p>
      </ui-notice>
    } @else if (failure(); as text) {
      <ui-notice kind="error" heading="ログイン設定メールを届けられませんでした" [live]="true">
        <p>{{ text }}</p>
        <p><a [routerLink]="page()">メールアドレスを訂正する</a></p>
      </ui-notice>
    } @else if (isSent()) {
      <p class="lead" role="status">
        ログイン設定メールを送信しました。お客様が{{
          dateTime(until())
        }}までにパスワードを設定すると、ログインできるようになります。
      </p>
    } @else {
      <p class="lead" role="status">ログイン設定メールを送っています。</p>
    }
    @if (delivery(); as delivery) {
      <div class="receipt"><ui-delivery-track [delivery]="delivery" /></div>
    }
  `,
})
export class SetupMail implements OnInit {
  private readonly client = inject(RegistrationClient);
  readonly customerId = input.required<string>();
  /** The time until which its link is valid, ISO 8601. */
  readonly until = input.required<string>();

  protected readonly login = signal<CustomerLogin | undefined>(undefined);
  protected readonly delivery = computed(() => this.login()?.mail?.delivery);
  protected readonly isSent = computed(() => isHandedOver(this.delivery()));
  protected readonly failure = computed(() => {
    const reason = this.delivery()?.reason ?? null;
    return reason === null ? null : SETUP_FAILURES[reason];
  });
  protected readonly page = computed(() => ['/masters/customers', this.customerId(), 'login']);
  protected readonly dateTime = formatDateTime;
  private readonly timer = setInterval(() => void this.look(), LOOK_AGAIN_MS);

  constructor() {
    inject(DestroyRef).onDestroy(() => clearInterval(this.timer));
  }

  ngOnInit(): void {
    void this.look();
  }

  /**
   * Every request is recorded in the audit trail, so the page makes none after the mail was sent, or while the page
   * is not visible.
   */
  private async look(): Promise<void> {
    if (document.hidden) return;
    try {
      this.login.set(await this.client.login(this.customerId()));
    } catch (error) {
      // If a request fails, the next one follows.
      if (!(error instanceof ApiProblem)) throw error;
    }
    if (this.isSent() || this.failure() !== null) clearInterval(this.timer);
  }
}
