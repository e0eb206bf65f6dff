import { Component, input } from '@angular/core';

/** 選ぶとどうなるか: what stays, what ends, from when, and who is notified. */
@Component({
  selector: 'app-consequences',
  host: { class: 'card card--quiet', role: 'complementary', 'aria-labelledby': 'stop-title' },
  template: `
    <div class="card__body stack stack--16">
      <h2 class="heading-3" id="stop-title">選ぶとどうなるか</h2>
      <dl class="defs">
        <dt>残る</dt>
        <dd>{{ keeps() }}</dd>
        <dt>使えなくなる</dt>
        <dd>
          @for (label of retires(); track $index) {
            <span class="choice__sub">{{ label }}</span>
          }
        </dd>
        <dt>いつから</dt>
        <dd>確認メールのリンクを開き、手続きを完了したとき</dd>
        <dt>お知らせ先</dt>
        <dd>すべてのアドレスと上位店</dd>
        <dt>元に戻す</dt>
        <dd>30日以内は職員が戻せます</dd>
      </dl>
    </div>
  `,
})
export class Consequences {
  readonly keeps = input.required<string>();
  readonly retires = input.required<readonly string[]>();
}
