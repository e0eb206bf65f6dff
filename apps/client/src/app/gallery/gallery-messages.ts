import { Component } from '@angular/core';
import { Badge, CopyButton, Disclosure, Icon, Notice, SectionBar, type IconName } from '@daiko/client-ui';
import { Specimen } from './specimen';

const ICON_NAMES: readonly IconName[] = [
  'alert',
  'arrow',
  'box',
  'check',
  'clock',
  'close',
  'copy',
  'down',
  'download',
  'error',
  'file',
  'home',
  'info',
  'logout',
  'mail',
  'menu',
  'mobile',
  'next',
  'none',
  'ok',
  'pc',
  'phone',
  'print',
  'search',
  'sms',
  'stop',
];

@Component({
  selector: 'app-gallery-messages',
  imports: [Badge, CopyButton, Disclosure, Icon, Notice, SectionBar, Specimen],
  host: { class: 'stack' },
  template: `
    <ui-section-bar heading="知らせる" [level]="2" />
    <div class="specimens">
      <app-specimen label="notice info">
        <ui-notice heading="PINコードを送っています。" />
      </app-specimen>
      <app-specimen label="notice success">
        <ui-notice kind="success" heading="***-****-*770 (ショートメッセージ) へPINコードを通知しました。" />
      </app-specimen>
      <app-specimen label="notice warning">
        <ui-notice kind="warning" heading="まもなくログアウトします">
          <p>入力中の内容がある場合は、利用を続けてください。</p>
        </ui-notice>
      </app-specimen>
      <app-specimen label="notice error">
        <ui-notice kind="error" heading="PINコードが届きませんでした">
          <p>別の通知先を選んでください。</p>
          <div class="actions">
            <button class="button button--secondary" type="button">別の通知先を選ぶ</button>
          </div>
        </ui-notice>
      </app-specimen>
      <app-specimen label="badge">
        <p class="row">
          <ui-badge kind="ok" icon="ok">設定済み</ui-badge>
          <ui-badge kind="info" icon="clock">確認待ち</ui-badge>
          <ui-badge kind="warn" icon="alert">複数あり (2件)</ui-badge>
          <ui-badge kind="error" icon="error">メール不達</ui-badge>
          <ui-badge icon="none">未設定</ui-badge>
          <ui-badge icon="stop">停止中</ui-badge>
          <ui-badge kind="solid">重要</ui-badge>
          <ui-badge kind="plain">既読</ui-badge>
        </p>
      </app-specimen>
      <app-specimen label="copy-button">
        <p>
          01058734 <ui-copy-button text="01058734" label="お客様IDをコピー" />
          <ui-copy-button text="01058734" label="お客様IDをコピー (指で押す高さ)" [block]="true" />
        </p>
      </app-specimen>
      <app-specimen label="disclosure 閉じた状態">
        <ui-disclosure summary="PINコードが届かない場合"
          ><p>迷惑メールのフォルダを確認してください。</p></ui-disclosure
        >
      </app-specimen>
      <app-specimen label="disclosure 開いた状態">
        <ui-disclosure summary="PINコードが届かない場合" [open]="true">
          <ul class="bullets">
            <li>メール: 迷惑メールのフォルダと、受信許可ドメインの設定を確認してください。</li>
            <li>自動音声: 非通知・050番号の着信拒否を解除し、2分ほどお待ちください。</li>
          </ul>
        </ui-disclosure>
      </app-specimen>
      <app-specimen label="icon">
        <ul class="row">
          @for (name of iconNames; track name) {
            <li><ui-icon [name]="name" /> {{ name }}</li>
          }
        </ul>
      </app-specimen>
    </div>
  `,
})
export class GalleryMessages {
  protected readonly iconNames = ICON_NAMES;
}
