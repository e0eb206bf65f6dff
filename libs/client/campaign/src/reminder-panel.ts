import { Component, type ElementRef, inject, input, output, signal, viewChild } from '@angular/core';
import type { CampaignFilter, ReminderPlan } from '@daiko/contracts';
import { ApiProblem } from '@daiko/client-session';
import { problemText } from '@daiko/client-ui';
import { CampaignClient } from './campaign-client';

/** お願いのメール: 確認 says to how many, 送る sends. */
@Component({
  selector: 'app-reminder-panel',
  template: `
    <div class="actions">
      <button class="button button--secondary" type="button" (click)="ask()">お願いのメールを送る</button>
      <a class="button button--tertiary" [href]="file('xlsx')" download>Excelでダウンロード</a>
      <a class="button button--tertiary" [href]="file('csv')" download>CSVでダウンロード</a>
    </div>
    <p #outcome class="outcome" role="status" tabindex="-1">{{ outcomeText() }}</p>
    <dialog #dialog class="dialog" aria-labelledby="reminder-title">
      @if (plan(); as plan) {
        <div class="dialog__head">
          <h2 class="dialog__title" id="reminder-title">お願いのメールを送りますか</h2>
        </div>
        <div class="dialog__body">
          <dl class="defs">
            <dt>お客様</dt>
            <dd>{{ plan.customers }}件 (確認済みのメールアドレスへ)</dd>
            <dt>上位店</dt>
            <dd>{{ plan.dealers }}件 (下位店の状況のお知らせ)</dd>
            <dt>送れないお客様</dt>
            <dd>{{ plan.unreachable }}件 (上位店からご連絡ください)</dd>
            <dt>送り終わるまで</dt>
            <dd>およそ{{ plan.minutes }}分</dd>
          </dl>
          <p>この7日間に送ったお客様には送りません。</p>
        </div>
        <div class="dialog__foot">
          <button class="button button--secondary" type="button" (click)="close()">やめる</button>
          @if (plan.customers + plan.dealers > 0) {
            <button class="button button--primary" type="button" [attr.aria-busy]="busy()" (click)="send()">
              送る
            </button>
          }
        </div>
      }
    </dialog>
  `,
})
export class ReminderPanel {
  readonly filter = input.required<CampaignFilter>();
  readonly sent = output();

  private readonly client = inject(CampaignClient);
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');
  private readonly outcome = viewChild.required<ElementRef<HTMLElement>>('outcome');
  protected readonly plan = signal<ReminderPlan | null>(null);
  protected readonly outcomeText = signal('');
  protected readonly busy = signal(false);

  /** The list as it is narrowed, as a file. */
  protected file(ending: 'xlsx' | 'csv'): string {
    return this.client.fileOf(this.filter(), ending);
  }

  protected async ask(): Promise<void> {
    this.outcomeText.set('');
    const refusal = await this.attempt(async () => this.plan.set(await this.client.plan(this.filter())));
    if (refusal === null) this.dialog().nativeElement.showModal();
    else this.outcomeText.set(refusal);
  }

  protected close(): void {
    this.dialog().nativeElement.close();
  }

  /** A second press while the first is under way has no effect of its own. */
  protected async send(): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    const refusal = await this.attempt(async () => {
      const { customers, dealers } = await this.client.remind(this.filter());
      this.outcomeText.set(`お客様${customers}件、上位店${dealers}件のお願いのメールを受け付けました。`);
    });
    if (refusal !== null) this.outcomeText.set(refusal);
    this.busy.set(false);
    this.close();
    this.outcome().nativeElement.focus();
    this.sent.emit();
  }

  /** @returns why it came to nothing; null when it did not */
  private async attempt(act: () => Promise<void>): Promise<string | null> {
    try {
      await act();
      return null;
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      return error.problem
        ? problemText(error.problem)
        : '通信できませんでした。電波の状態を確認して、もう一度お試しください。';
    }
  }
}
