import { Component, computed, type ElementRef, inject, signal, viewChild } from '@angular/core';
import { PASSKEY_NAME_MAX, readPasskeyName, type Passkey, type PasskeyKind } from '@daiko/contracts';
import { FailureNotice, refusedField, SubmitState, TypedForm } from '@daiko/client-forms';
import { passkeysFit } from '@daiko/client-session';
import {
  Badge,
  Card,
  Control,
  ErrorSummary,
  fetched,
  Field,
  formatDateTime,
  lineTexts,
  LoadState,
} from '@daiko/client-ui';
import { PasskeyClient } from './passkey-client';

const KINDS: Record<PasskeyKind, string> = {
  synced: '同じアカウントの端末で使えます',
  device: 'この端末だけで使えます',
  security_key: 'セキュリティキー',
};

/** What is about to be done. */
type Act = { kind: 'add' } | { kind: 'remove' | 'rename'; passkey: Passkey };

/** パスキー: which there are, one more, one fewer, and what they are called. */
@Component({
  selector: 'app-passkey-card',
  imports: [Badge, Card, Control, ErrorSummary, FailureNotice, Field, LoadState, TypedForm],
  providers: [SubmitState],
  templateUrl: './passkey-card.html',
})
export class PasskeyCard {
  private readonly client = inject(PasskeyClient);
  protected readonly submits = inject(SubmitState);
  private readonly outcome = viewChild.required<ElementRef<HTMLElement>>('outcome');

  protected readonly passkeys = fetched(
    () => this.client.list(),
    ({ passkeys }) => passkeys.length === 0,
  );
  protected readonly all = computed(() => this.passkeys.value()?.passkeys ?? []);
  protected readonly isFull = computed(() => this.all().length >= (this.passkeys.value()?.most ?? Infinity));
  protected readonly fit = passkeysFit();
  protected readonly act = signal<Act | null>(null);
  protected readonly outcomeText = signal('');
  protected readonly kinds = KINDS;
  protected readonly dateTime = formatDateTime;

  protected begin(act: Act): void {
    this.submits.clear();
    this.outcomeText.set('');
    this.act.set(act);
  }

  protected cancel(): void {
    this.submits.clear();
    this.act.set(null);
  }

  /** @param name the new one, where the act is about it */
  protected async finish(act: Act, name = ''): Promise<void> {
    await this.submits.attempt({
      refused: act.kind === 'rename' ? refusedField('passkey-name', readPasskeyName(name), NAME_TEXTS) : [],
      send: () => this.perform(act, name),
      places: { name: 'passkey-name' },
      texts: {
        'passkey.refused': () => 'パスキーを登録できませんでした。もう一度お試しください。',
        'passkey.known': () => 'この端末のパスキーは、すでに登録されています。一覧を確認してください。',
      },
      accepted: () => this.done(act),
    });
  }

  private async perform(act: Act, name: string): Promise<void> {
    if (act.kind === 'add') await this.client.add();
    else if (act.kind === 'rename') await this.client.rename(act.passkey.id, name);
    else await this.client.remove(act.passkey.id);
  }

  private async done(act: Act): Promise<void> {
    this.act.set(null);
    this.outcomeText.set(DONE[act.kind]);
    await this.passkeys.reload();
    this.outcome().nativeElement.focus();
  }
}

const DONE: Record<Act['kind'], string> = {
  add: 'パスキーを登録しました。次回のログインから、パスキーが必要です。',
  remove: 'パスキーを削除しました。',
  rename: 'パスキーの名前を変更しました。',
};

const NAME_TEXTS = lineTexts('パスキーの名前', PASSKEY_NAME_MAX);
