import { Component, computed, input } from '@angular/core';
import type { PinRun } from '@daiko/contracts';
import { LetIn } from '@daiko/client-ui';

/**
 * Shown before a PIN is sent: where calls and mails come from, and what can block them. Only for the channels that
 * are offered.
 */
@Component({
  selector: 'app-caller-note',
  imports: [LetIn],
  template: `
    @if (run(); as run) {
      @for (sentence of sentences(); track sentence) {
        <p>{{ sentence }}</p>
      }
      @if (sentences().length > 0) {
        <ui-let-in
          [mailDomain]="offers('email') ? run.mailDomain : ''"
          [callers]="offers('voice') ? run.callers : []"
        />
      }
    }
  `,
})
export class CallerNote {
  readonly run = input.required<PinRun | null>();

  protected readonly sentences = computed(() => {
    const run = this.run();
    return [
      this.offers('voice') ? callerNote(run?.callers ?? []) : '',
      this.offers('email') ? domainNote(run?.mailDomain ?? '') : '',
    ].filter(Boolean);
  });

  protected offers(wanted: 'voice' | 'email'): boolean {
    return this.run()?.destinations.some(({ channel }) => channel === wanted) ?? false;
  }
}

/** `自動音声は 050-1234-5678 からの電話です。…`. @param callers as printed; numbers with + are foreign */
export function callerNote(callers: readonly string[]): string {
  if (callers.length === 0) return '';
  const refused = ['非通知・050番号', ...(callers.some(isForeign) ? ['海外からの電話'] : [])].join('や');
  return `自動音声は ${callers.join('、')} からの電話です。${refused}の着信を拒否している場合は、先に解除してください。`;
}

/** `メールは daiko.example から届きます。…` */
export function domainNote(domain: string): string {
  if (domain === '') return '';
  return `メールは ${domain} から届きます。受信するメールを制限している場合は、先にこのドメインを許可してください。`;
}

const isForeign = (caller: string) => caller.startsWith('+');
