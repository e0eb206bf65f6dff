import { Component, computed, DestroyRef, inject, input, output } from '@angular/core';
import { PRODUCT_NAME } from '@daiko/contracts';
import { HeadingFocus } from '@daiko/client-forms';
import { CopyButton, Icon, Notice } from '@daiko/client-ui';

/** 復旧コード, shown once: the user can copy them, print them or save them as a file. No other page shows them. */
@Component({
  selector: 'app-recovery-code-list',
  imports: [CopyButton, HeadingFocus, Icon, Notice],
  template: `
    <div class="stack stack--16 printed-alone" appHeadingFocus>
      <h3 class="heading-3">{{ heading() }}</h3>
      <ui-notice kind="warning" heading="復旧コードを、いま保管してください">
        <p>
          この画面を閉じると、二度と表示できません。パスキーの端末が手元にないときに、パスワードのあとに入力します。
        </p>
      </ui-notice>
      <ol class="numbers" aria-label="復旧コード">
        @for (code of codes(); track code) {
          <li>{{ code }}</li>
        }
      </ol>
      <ul class="bullets no-print">
        <li>1つのコードは1回だけ使えます。</li>
        <li>印刷するか、パスワード管理アプリなどに保存してください。端末とは別の場所に置くと安心です。</li>
        <li>だれにも教えないでください。職員がお尋ねすることはありません。</li>
      </ul>
      <div class="actions">
        <ui-copy-button label="復旧コードをコピー" [text]="text()" [block]="true" />
        <a class="button button--secondary" download="復旧コード.txt" [href]="file()">
          <ui-icon name="download" />ファイルに保存
        </a>
        <button class="button button--secondary only-pc" type="button" (click)="print()">
          <ui-icon name="print" />印刷
        </button>
      </div>
      <div class="actions">
        <button class="button button--primary button--wide-sp" type="button" (click)="kept.emit()">
          保管しました
        </button>
      </div>
    </div>
  `,
})
export class RecoveryCodeList {
  readonly heading = input.required<string>();
  readonly codes = input.required<readonly string[]>();
  readonly kept = output();

  protected readonly text = computed(() => `${this.codes().join('\n')}\n`);
  /** The file never leaves the browser: its URL is valid only in this page. */
  protected readonly file = computed(() => {
    const content = `${PRODUCT_NAME} 復旧コード\n1つのコードは1回だけ使えます。\n\n${this.text()}`;
    const address = URL.createObjectURL(new Blob([content], { type: 'text/plain;charset=utf-8' }));
    this.gone.onDestroy(() => URL.revokeObjectURL(address));
    return address;
  });
  private readonly gone = inject(DestroyRef);

  protected print(): void {
    window.print();
  }
}
