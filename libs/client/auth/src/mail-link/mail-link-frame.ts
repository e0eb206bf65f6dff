import { Component, inject, input } from '@angular/core';
import { LoadState, SectionBar } from '@daiko/client-ui';
import { LinkRefused, type LinkWords } from './link-refused';
import { MailLinkVisit } from './mail-link-visit';

/**
 * The common steps of every page behind a mailed link, before the page can show itself. Its content appears once the
 * link is open.
 */
@Component({
  selector: 'app-mail-link-frame',
  imports: [LinkRefused, LoadState, SectionBar],
  host: { class: 'stack stack--32' },
  template: `
    @if (visit.refusal(); as code) {
      <app-link-refused [code]="code" [advice]="advice()" [words]="words()" />
    } @else {
      <ui-section-bar [heading]="heading()" />
      @if (visit.state() === 'open') {
        <ng-content />
      } @else {
        <ui-load-state
          errorText="リンクを確認できませんでした。少し待ってから、もう一度お試しください。"
          [status]="visit.state() === 'unreachable' ? 'error' : 'loading'"
          (retry)="visit.look()"
        />
      }
    }
  `,
})
export class MailLinkFrame {
  protected readonly visit = inject(MailLinkVisit);
  readonly heading = input.required<string>();
  /** What to do about a link that can no longer be used, if お問い合わせ does not help. */
  readonly advice = input<string | null>(null);
  /** The page's own texts for its links that can no longer be used. */
  readonly words = input<LinkWords | null>(null);
}
