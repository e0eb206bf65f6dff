import { Component, computed, inject } from '@angular/core';
import type { PinPurpose } from '@daiko/contracts';
import { HeadingFocus } from '@daiko/client-forms';
import {
  DeliveryTrack,
  Flow,
  FlowStep,
  formatDate,
  formatDeadline,
  isHandedOver,
  Notice,
  SectionBar,
} from '@daiko/client-ui';
import { CredentialResetStore } from '../pin-run/credential-reset-store';

interface MailTexts {
  title: string;
  sent: string;
  follows: string;
  subject: string;
  open: string;
  last: string;
  lastText: string;
}

const LOGIN_ID_TEXTS: MailTexts = {
  title: 'ログインIDのリセット',
  sent: 'へ確認メールを送信しました',
  follows: 'メールに書かれたリンクを開くと、新しいログインIDが有効になります。',
  subject: '新しいログインIDの確認',
  open: 'リンクを開いて「有効にする」を押す',
  last: '新しいログインIDでログインする',
  lastText: 'パスワードは変わりません。',
};
const PASSWORD_TEXTS: MailTexts = {
  title: 'パスワードのリセット',
  sent: 'へ再設定のメールを送信しました',
  follows: 'メールに書かれたリンクを開いて、新しいパスワードを設定してください。',
  subject: 'パスワードの再設定',
  open: 'リンクを開いて新しいパスワードを設定する',
  last: '新しいパスワードでログインする',
  lastText: 'ログインIDは変わりません。',
};
const TEXTS: Record<PinPurpose, MailTexts> = {
  login_id_reset: LOGIN_ID_TEXTS,
  login_id_change: { ...LOGIN_ID_TEXTS, title: 'ログインIDの変更' },
  password_reset: PASSWORD_TEXTS,
  password_change: { ...PASSWORD_TEXTS, title: 'パスワードの変更' },
};

/** The PIN was right and the mail is on its way: shows what to do next. */
@Component({
  selector: 'app-mail-sent',
  imports: [DeliveryTrack, Flow, FlowStep, HeadingFocus, Notice, SectionBar],
  host: { class: 'stack stack--32' },
  templateUrl: './mail-sent.html',
})
export class MailSent {
  protected readonly store = inject(CredentialResetStore);
  protected readonly mail = computed(() => this.store.run()?.mail ?? null);
  protected readonly isSent = computed(() => isHandedOver(this.mail()?.delivery));
  protected readonly texts = computed(() => TEXTS[this.store.purpose() ?? 'login_id_reset']);
  protected readonly deadline = computed(() => {
    const until = this.mail()?.expiresAt;
    return until ? `${formatDate(until).replace(/\(.\)$/, '')} ${formatDeadline(until)}` : '';
  });
}
