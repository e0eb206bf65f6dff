import { DOCUMENT } from '@angular/common';
import { Component, inject } from '@angular/core';
import { SectionBar } from '@daiko/client-ui';

/**
 * A page could not be loaded: there is no connection, the server fails, or there is a new version of the client. The
 * URL is that of the wanted page, so a reload tries again.
 */
@Component({
  selector: 'app-problem-page',
  imports: [SectionBar],
  host: { class: 'stack' },
  template: `
    <ui-section-bar
      [heading]="offline ? 'インターネットに接続されていません' : '画面を表示できませんでした'"
    />
    <div class="stack stack--16 lead">
      @if (offline) {
        <p>通信の状態を確認してから、もう一度お試しください。</p>
      } @else {
        <p>
          システムが混み合っているか、更新された可能性があります。しばらく待ってから、もう一度お試しください。
        </p>
      }
      <p>
        前の画面で「送信」を押した内容は、完了の表示が出ていれば受け付けられています。出ていない場合は、お手数ですが、もう一度入力してください。
      </p>
      <p>続けて表示できない場合は、上位店へご連絡ください。</p>
    </div>
    <div class="actions">
      <button class="button button--primary" type="button" (click)="reload()">もう一度試す</button>
    </div>
  `,
})
export class ProblemPage {
  private readonly document = inject(DOCUMENT);
  protected readonly offline = this.document.defaultView?.navigator.onLine === false;

  constructor() {
    // The router has noted this page in the history state, and a reload would lead back here instead of to the wanted
    // page.
    this.document.defaultView?.history.replaceState(null, '');
  }

  protected reload(): void {
    this.document.location.reload();
  }
}
