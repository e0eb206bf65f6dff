import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { SAMPLE_DESTINATIONS, SAMPLE_MESSAGES } from './four-changes';

const LOGIN_ID_STEPS = [
  'お客様IDと登録済み電話番号を入力し、「確認」を押します。',
  '通知先選択で、PINコードを受け取る方法を選びます。',
  '届いたPINコードを15分以内に入力し、新しいログインIDにするメールアドレスを入力して、「送信」を押します。',
  '新しいメールアドレスに届いたメールのリンクを開くと、ログインIDが変わります。',
];

const PASSWORD_STEPS = [
  'メールアドレスと登録済み電話番号を入力し、「確認」を押します。',
  '通知先選択で、PINコードを受け取る方法を選びます。',
  '届いたPINコードを15分以内に入力し、「送信」を押します。',
  'メールアドレスに届いたメールのリンクを開き、新しいパスワードを設定します。',
];

/** How customers reset their own login, and the messages they get on the way. */
@Component({
  selector: 'app-reset-steps',
  imports: [RouterLink],
  host: { class: 'stack' },
  template: `
    <div class="columns reset-steps" id="reset-steps">
      <div class="span-6 stack stack--8">
        <h3 class="heading-3">ログインIDのリセットの手順</h3>
        <ol class="numbers">
          @for (step of loginIdSteps; track step) {
            <li>{{ step }}</li>
          }
        </ol>
        <p class="no-print"><a routerLink="/inquiry/login-id">ログインIDのリセットへ進む</a></p>
      </div>
      <div class="span-6 stack stack--8">
        <h3 class="heading-3">パスワードのリセットの手順</h3>
        <ol class="numbers">
          @for (step of passwordSteps; track step) {
            <li>{{ step }}</li>
          }
        </ol>
        <p class="no-print"><a routerLink="/inquiry/password">パスワードのリセットへ進む</a></p>
      </div>
    </div>
    <div class="stack stack--8">
      <h3 class="heading-3">通知先選択の見本</h3>
      <ul class="bullets">
        @for (destination of destinations; track destination) {
          <li>{{ destination }}</li>
        }
      </ul>
    </div>
    <div class="stack stack--12">
      <h3 class="heading-3">PINコードのお知らせの見本</h3>
      <p>
        「~~~~~」にはPINコードが、「〇〇〇〇」には有効期限が入ります。実際のお知らせには、メールでは件名・照合番号・お心当たりがない場合のご案内が、自動音声ではボタンのご案内が加わります。PINコードやパスワードを、電話・メール・ショートメッセージでお尋ねすることはありません。尋ねられたときは、答えないでください。
      </p>
      <div class="samples">
        @for (message of messages; track message.channel) {
          <figure class="sample">
            <figcaption class="sample__channel">({{ message.channel }})</figcaption>
            @for (line of message.text; track line) {
              <span class="line">{{ line }}</span>
            }
          </figure>
        }
      </div>
    </div>
  `,
})
export class ResetSteps {
  protected readonly loginIdSteps = LOGIN_ID_STEPS;
  protected readonly passwordSteps = PASSWORD_STEPS;
  protected readonly destinations = SAMPLE_DESTINATIONS;
  protected readonly messages = SAMPLE_MESSAGES;
}
