import {
  Component,
  computed,
  DestroyRef,
  type ElementRef,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import type { CampaignFilter, ReminderPlan, ReminderProgress } from '@daiko/contracts';
import { failureText } from '@daiko/client-forms';
import { ApiClient, ApiProblem } from '@daiko/client-session';
import { formatDateTime } from '@daiko/client-ui';
import { CampaignClient } from './campaign-client';

/** Milliseconds between two requests for the progress of the mails. */
const LOOK_AGAIN = 3_000;

/** お願いのメール: 確認 shows how many customers would get one, 送る sends them. */
@Component({
  selector: 'app-reminder-panel',
  template: `
    <div class="actions">
      <button class="button button--secondary" type="button" (click)="ask()">お願いのメールを送る</button>
      <a class="button button--tertiary" [href]="file('xlsx')" download>Excelでダウンロード</a>
      <a class="button button--tertiary" [href]="file('csv')" download>CSVでダウンロード</a>
    </div>
    @if (last(); as last) {
      <div class="stack stack--4">
        <p id="reminder-progress">{{ progressText() }}</p>
        @if (last.waiting > 0) {
          <progress
            class="share"
            aria-labelledby="reminder-progress"
            [max]="last.waiting + last.sent + last.failed"
            [value]="last.sent + last.failed"
          ></progress>
        }
      </div>
    }
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

  private readonly api = inject(ApiClient);
  private readonly client = inject(CampaignClient);
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');
  private readonly outcome = viewChild.required<ElementRef<HTMLElement>>('outcome');
  protected readonly plan = signal<ReminderPlan | null>(null);
  protected readonly outcomeText = signal('');
  protected readonly busy = signal(false);
  protected readonly last = signal<ReminderProgress['last']>(null);
  protected readonly progressText = computed(() => {
    const last = this.last();
    return last === null ? '' : progressText(last);
  });

  constructor() {
    void this.look();
    const timer = setInterval(() => {
      if (!document.hidden && (this.last()?.waiting ?? 0) > 0) void this.api.unattended(() => this.look());
    }, LOOK_AGAIN);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  /** The filtered list as a file. */
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

  /** A second press while the first is in progress has no effect. */
  protected async send(): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    const refusal = await this.attempt(async () => {
      const { customers, dealers } = await this.client.remind(this.filter());
      this.outcomeText.set(`お客様${customers}件、上位店${dealers}件のお願いのメールを受け付けました。`);
    });
    if (refusal !== null) this.outcomeText.set(refusal);
    await this.look();
    this.busy.set(false);
    this.close();
    this.outcome().nativeElement.focus();
    this.sent.emit();
  }

  /** If a request fails, the next one follows. The end is read out by screen readers. */
  private async look(): Promise<void> {
    const was = this.last();
    const seen = await this.client.progress().catch(() => undefined);
    if (seen === undefined) return;
    this.last.set(seen.last);
    const isOver = was !== null && was.waiting > 0 && seen.last?.waiting === 0;
    if (isOver) this.outcomeText.set('お願いのメールを送り終わりました。');
  }

  /** @returns why it failed; null if it did not */
  private async attempt(act: () => Promise<void>): Promise<string | null> {
    try {
      await act();
      return null;
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      return failureText(error);
    }
  }
}

function progressText({ at, waiting, sent, failed }: NonNullable<ReminderProgress['last']>): string {
  const undelivered = failed === 0 ? '' : `、届かなかったもの ${failed}件`;
  const over = `${formatDateTime(at)}に受け付けたお願いのメール: 送信済み ${sent}件${undelivered}`;
  return waiting === 0 ? `${over} (完了)` : `${over}、残り ${waiting}件`;
}
