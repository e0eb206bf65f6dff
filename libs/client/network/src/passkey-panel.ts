import { Component, inject, input, model, output } from '@angular/core';
import { Card } from '@daiko/client-ui';
import { NetworkClient } from './network-client';
import { ReasonedAct } from './reasoned-act';

/**
 * For a customer who has lost every device with a passkey: an operator removes the passkeys, and the customer can log
 * in with only the password.
 */
@Component({
  selector: 'app-passkey-panel',
  imports: [Card, ReasonedAct],
  template: `
    <ui-card cardId="passkeys" heading="パスキー">
      <div class="stack stack--16">
        <p>
          {{
            count()
          }}件のパスキーが登録されています。パスキーを必須にしたお客様は、パスキーの端末と復旧コードをすべてなくすと、ログインできません。
        </p>
        @if (!asking()) {
          <div class="actions">
            <button class="button button--secondary" type="button" (click)="asking.set(true)">
              パスキーをすべて削除する
            </button>
          </div>
        } @else {
          <p>
            削除すると、お客様のログイン中の端末はすべてログアウトし、すべての連絡先にお知らせが届きます。必須の設定と復旧コードもなくなり、次からはパスワードだけでログインできます。
          </p>
          <app-reasoned-act
            label="削除する理由"
            action="すべて削除する"
            [act]="remove"
            (done)="removed.emit()"
            (cancelled)="asking.set(false)"
          />
        }
      </div>
    </ui-card>
  `,
})
export class PasskeyPanel {
  readonly customerId = input.required<string>();
  readonly count = input.required<number>();
  /** Whether its form is open. */
  readonly asking = model.required<boolean>();
  readonly removed = output();

  private readonly client = inject(NetworkClient);
  protected readonly remove = (reason: string) => this.client.removePasskeys(this.customerId(), reason);
}
