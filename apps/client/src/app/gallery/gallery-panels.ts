import { Component, signal } from '@angular/core';
import { Badge, Card, LoadState, SectionBar, Skeleton, type LoadStatus } from '@daiko/client-ui';
import { Specimen } from './specimen';

@Component({
  selector: 'app-gallery-panels',
  imports: [Badge, Card, LoadState, SectionBar, Skeleton, Specimen],
  host: { class: 'stack' },
  template: `
    <ui-section-bar heading="まとめる" [level]="2" />
    <div class="specimens">
      <app-specimen label="card">
        <ui-card cardId="g-card" heading="お客様情報" [level]="3">
          <a cardAside href="/gallery">内容を変更する</a>
          <dl class="defs">
            <dt>お客様ID</dt>
            <dd><strong>01058734</strong></dd>
            <dt>お客様名</dt>
            <dd>環境 太郎</dd>
          </dl>
        </ui-card>
      </app-specimen>
      <app-specimen label="card attention">
        <ui-card cardId="g-attention" heading="要対応 1件" kind="attention" [level]="3" [flush]="true">
          <ul class="list">
            <li class="list__item">
              <div>
                <p class="list__title">下位店で未設定 18件</p>
                <p class="list__meta">メールアドレスを登録し、設定メールを送ってください</p>
              </div>
              <button class="button button--secondary button--sm" type="button">確認する</button>
            </li>
          </ul>
        </ui-card>
      </app-specimen>
      <app-specimen label="card quiet">
        <ui-card cardId="g-quiet" heading="控え" kind="quiet" [level]="3"
          ><p>終わった手続きの控えです。</p></ui-card
        >
      </app-specimen>
      <app-specimen label="skeleton"><ui-skeleton [lines]="4" /></app-specimen>
      @for (specimen of loads; track specimen.status) {
        <app-specimen [label]="'load-state ' + specimen.status">
          <ui-card
            [cardId]="'g-load-' + specimen.status"
            [heading]="'ログイン中の端末 ' + specimen.status"
            [level]="3"
          >
            <ui-load-state
              emptyText="ほかの端末ではログインしていません。"
              [status]="specimen.status"
              (retry)="retries.set(retries() + 1)"
            >
              <button emptyAction class="button button--secondary button--sm" type="button">
                端末を追加する
              </button>
              <p>Windows・Chrome <ui-badge kind="ok" icon="ok">この端末</ui-badge></p>
            </ui-load-state>
          </ui-card>
        </app-specimen>
      }
    </div>
  `,
})
export class GalleryPanels {
  protected readonly loads: readonly { status: LoadStatus }[] = [
    { status: 'loading' },
    { status: 'empty' },
    { status: 'error' },
    { status: 'filled' },
  ];
  protected readonly retries = signal(0);
}
