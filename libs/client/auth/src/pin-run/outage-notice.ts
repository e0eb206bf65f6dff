import { Component, computed, input } from '@angular/core';
import { CHANNEL_NAMES, type PinRun } from '@daiko/contracts';
import { Notice } from '@daiko/client-ui';

/** Shows which channels cannot send a PIN now, and why, in the words of the operators. */
@Component({
  selector: 'app-outage-notice',
  imports: [Notice],
  host: { class: 'stack stack--12' },
  template: `
    @for (outage of outages(); track outage.heading) {
      <ui-notice kind="warning" [heading]="outage.heading" [live]="true">
        <p>{{ outage.reason }}</p>
      </ui-notice>
    }
  `,
})
export class OutageNotice {
  readonly run = input.required<PinRun | null>();

  protected readonly outages = computed(() => outageTexts(this.run()?.outages ?? []));
}

/** `現在、自動音声が届きにくくなっています`, and the reason. */
export function outageTexts(outages: PinRun['outages']): { heading: string; reason: string }[] {
  return outages.map(({ channel, reason }) => ({
    heading: `現在、${CHANNEL_NAMES[channel]}が届きにくくなっています`,
    reason,
  }));
}
