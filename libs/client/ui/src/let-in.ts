import { Component, input } from '@angular/core';
import { CopyButton } from './copy-button';

/** Where our messages come from, to copy into the settings that allow them. */
@Component({
  selector: 'ui-let-in',
  imports: [CopyButton],
  template: `
    <dl class="defs">
      @if (mailDomain(); as domain) {
        <dt>メールのドメイン</dt>
        <dd class="row">
          <strong>{{ domain }}</strong>
          <ui-copy-button [text]="domain" label="メールのドメインをコピー" [block]="true" />
        </dd>
      }
      @for (caller of callers(); track caller) {
        <dt>自動音声の電話番号</dt>
        <dd class="row">
          <strong>{{ caller }}</strong>
          <ui-copy-button [text]="caller" [label]="'電話番号 ' + caller + ' をコピー'" [block]="true" />
        </dd>
      }
    </dl>
  `,
})
export class LetIn {
  readonly mailDomain = input<string>();
  readonly callers = input<readonly string[]>([]);
}
