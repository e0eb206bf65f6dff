import { Component, computed, DestroyRef, inject, input, signal, type OnInit } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { CustomerLogin } from '@daiko/contracts';
import { ApiProblem } from '@daiko/client-session';
import { DeliveryTrack, formatDateTime, isHandedOver, Notice } from '@daiko/client-ui';
import { RegistrationClient } from './registration-client';
import { SETUP_FAILURES } from './setup-failures';

/** How often it is asked what has become of the mail, in milliseconds. */
const LOOK_AGAIN_MS = 3_000;

/** What becomes of the setup mail of a customer who was registered a moment ago: called sent only once it is. */
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
  /** Until when its link is good, ISO 8601. */
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

  /** Every look is on record: none is taken after the mail has left, or in a page that nobody sees. */
  private async look(): Promise<void> {
    if (document.hidden) return;
    try {
      this.login.set(await this.client.login(this.customerId()));
    } catch (error) {
      // A look that fails is followed by another one.
      if (!(error instanceof ApiProblem)) throw error;
    }
    if (this.isSent() || this.failure() !== null) clearInterval(this.timer);
  }
}
