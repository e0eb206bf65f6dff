import { Component, computed, inject } from '@angular/core';
import { OPERATOR_NAME, type OwnCustomer, type PublicContact } from '@daiko/contracts';
import { ApiClient, SessionStore } from '@daiko/client-session';
import { fetched, LetIn } from '@daiko/client-ui';

/**
 * Which senders to allow, and which number to call: the dealer above for logged-in customers, the head office for all
 * other users. Shows nothing for data that cannot be loaded, because the page works without it.
 */
@Component({
  selector: 'app-whom-to-call',
  imports: [LetIn],
  host: { class: 'stack stack--12' },
  template: `
    @if (contact.value(); as contact) {
      <p>
        メールの受信や着信を制限している場合は、次のドメインと電話番号を許可してください。受信許可ドメインの設定方法は、お使いの携帯電話会社やメールサービスのご案内を確認してください。
      </p>
      <ui-let-in [mailDomain]="contact.mailDomain" [callers]="contact.callers" />
    }
    <p>
      解決しない場合は、上位店へお問い合わせください。上位店の名前は、ログイン後の画面上部に表示しています。
    </p>
    @if (desks().length > 0) {
      <dl class="defs">
        @for (desk of desks(); track desk.phone) {
          <dt>{{ desk.role }}</dt>
          <dd>
            {{ desk.name }}<br /><strong>{{ desk.phone }}</strong>
            @if (desk.hours) {
              <span class="muted">({{ desk.hours }})</span>
            }
          </dd>
        }
      </dl>
    }
  `,
})
export class WhomToCall {
  private readonly api = inject(ApiClient);
  private readonly isSignedIn = inject(SessionStore).session() !== null;
  protected readonly contact = fetched(() => this.api.get<PublicContact>('/public-contact'));
  private readonly own = fetched(async () =>
    this.isSignedIn ? (await this.api.get<OwnCustomer>('/customers/me')).helpDesk : null,
  );
  protected readonly desks = computed(() => {
    const own = this.own.value();
    if (own) return [{ ...own, hours: null }];
    const office = this.contact.value()?.headOffice;
    return office && !this.isSignedIn ? [{ role: '本部', name: OPERATOR_NAME, ...office }] : [];
  });
}
