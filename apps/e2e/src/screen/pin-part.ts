import type { Locator } from '@playwright/test';

/** 通知先選択 and PINコード: the same for every procedure. */
export class PinPart {
  /** The group 通知先選択. */
  readonly picker: Locator;
  readonly destinations: Locator;
  /** PINコードを通知する */
  readonly notify: Locator;
  readonly code: Locator;
  readonly resend: Locator;
  readonly otherDestination: Locator;
  /** 通知の状況: the steps that the message has passed. */
  readonly track: Locator;

  constructor(part: Locator, onPhone: boolean) {
    this.picker = part.getByRole('group', { name: '通知先選択' });
    this.destinations = this.picker.getByRole('radio');
    this.notify = part.getByRole('button', { name: 'PINコードを通知する' });
    this.code = part.getByRole('textbox', {
      name: onPhone ? 'PINコード (有効時間15分)' : 'PINコード(有効時間15分):',
      exact: true,
    });
    this.resend = part.getByRole('button', { name: 'PINコードを再送する' });
    this.otherDestination = part.getByRole('button', { name: '別の通知先を選ぶ' });
    this.track = part.getByRole('list', { name: '通知の状況' });
  }

  destination(label: RegExp | string): Locator {
    return this.picker.getByRole('radio', { name: label });
  }

  /** Chooses and asks for the PIN. @param label of the destination */
  async ask(label: RegExp | string): Promise<void> {
    // The list of an unknown pair is drawn by lot: it may have two of a kind.
    await this.destination(label).first().check();
    await this.notify.click();
    await this.resend.waitFor();
  }
}

export const BY_SMS = /ショートメッセージ/;
export const BY_MAIL = /メール\)/;
export const BY_LANDLINE = /300 \(自動音声\)/;
export const BY_MOBILE_VOICE = /770 \(自動音声\)/;
