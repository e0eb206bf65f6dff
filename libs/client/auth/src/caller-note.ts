import { Component, computed, input } from '@angular/core';
import type { PinRun } from '@daiko/contracts';

/** Before a call: which number it comes from, and what keeps such calls away. Nothing where no call is offered. */
@Component({
  selector: 'app-caller-note',
  template: `
    @if (text(); as text) {
      <p>{{ text }}</p>
    }
  `,
})
export class CallerNote {
  readonly run = input.required<PinRun | null>();

  protected readonly text = computed(() => {
    const run = this.run();
    return run?.destinations.some(({ channel }) => channel === 'voice') ? callerNote(run.callers) : '';
  });
}

/** `自動音声は 050-1234-5678 からの電話です。…`. @param callers as printed; with + they are foreign */
export function callerNote(callers: readonly string[]): string {
  if (callers.length === 0) return '';
  const refused = ['非通知・050番号', ...(callers.some(isForeign) ? ['海外からの電話'] : [])].join('や');
  return `自動音声は ${callers.join('、')} からの電話です。${refused}の着信を拒否している場合は、先に解除してください。`;
}

const isForeign = (caller: string) => caller.startsWith('+');
