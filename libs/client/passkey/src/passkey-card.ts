import { Component, computed, type ElementRef, inject, signal, viewChild } from '@angular/core';
import {
  PASSKEY_NAME_MAX,
  readPasskeyName,
  readPassword,
  type Passkey,
  type PasskeyKind,
} from '@daiko/contracts';
import { FailureNotice, refusedField, SubmitState, TypedForm } from '@daiko/client-forms';
import { passkeysFit, SessionStore } from '@daiko/client-session';
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
  PasswordToggle,
  type FieldError,
} from '@daiko/client-ui';
import { PasskeyClient } from './passkey-client';

const KINDS: Record<PasskeyKind, string> = {
  synced: '同じアカウントの端末で使えます',
  device: 'この端末だけで使えます',
  security_key: 'セキュリティキー',
};

/** What is about to be done, and asks for the person once more. */
type Act = { kind: 'add' } | { kind: 'remove' | 'rename'; passkey: Passkey };

/** パスキー: which there are, one more, one fewer, and what they are called. */
@Component({
  selector: 'app-passkey-card',
  imports: [Badge, Card, Control, ErrorSummary, FailureNotice, Field, LoadState, PasswordToggle, TypedForm],
  providers: [SubmitState],
  templateUrl: './passkey-card.html',
})
export class PasskeyCard {
  private readonly client = inject(PasskeyClient);
  private readonly sessions = inject(SessionStore);
  protected readonly submits = inject(SubmitState);
  protected readonly password = viewChild<ElementRef<HTMLInputElement>>('password');
  private readonly outcome = viewChild.required<ElementRef<HTMLElement>>('outcome');

  protected readonly passkeys = fetched(
    () => this.client.list(),
    ({ passkeys }) => passkeys.length === 0,
  );
  protected readonly all = computed(() => this.passkeys.value()?.passkeys ?? []);
  protected readonly isFull = computed(() => this.all().length >= (this.passkeys.value()?.most ?? Infinity));
  protected readonly usable = computed(() => this.fit && this.all().some(({ isHeld }) => !isHeld));
  protected readonly fit = passkeysFit();
  protected readonly act = signal<Act | null>(null);
  protected readonly steppedUp = signal(false);
  protected readonly outcomeText = signal('');
  protected readonly kinds = KINDS;
  protected readonly dateTime = formatDateTime;

  protected begin(act: Act): void {
    this.submits.clear();
    this.outcomeText.set('');
    this.steppedUp.set(this.sessions.isSteppedUp());
    this.act.set(act);
  }

  protected cancel(): void {
    this.submits.clear();
    this.act.set(null);
  }

  /** @param typed the field that this act has: the password, or the new name */
  protected async finish(act: Act, typed?: HTMLInputElement): Promise<void> {
    await this.attempt(act, refusedIn(act, typed), async () => {
      if (act.kind === 'rename') await this.client.rename(act.passkey.id, typed?.value ?? '');
      else {
        if (typed) await this.stepUp(typed);
        await this.perform(act);
      }
    });
  }

  /** Who has a passkey at hand need not type the password. */
  protected async finishWithPasskey(act: Act): Promise<void> {
    await this.attempt(act, [], async () => {
      await this.client.use('/session/passkey-step-up');
      this.steppedUp.set(true);
      await this.perform(act);
    });
  }

  private async attempt(act: Act, refused: FieldError[], send: () => Promise<void>): Promise<void> {
    await this.submits.attempt({
      refused,
      send,
      places: { name: 'passkey-name', password: 'passkey-password', sign_in: 'passkey-password' },
      texts: {
        'sign_in.refused': () => '現在のパスワードが違います。もう一度入力してください。',
        'session.step_up_required': () => '時間が過ぎました。「やめる」を押して、もう一度お試しください。',
        'passkey.known': () => 'この端末のパスキーは、すでに登録されています。一覧を確認してください。',
      },
      accepted: () => this.done(act),
    });
  }

  private async stepUp(password: HTMLInputElement): Promise<void> {
    try {
      await this.sessions.stepUp(password.value);
    } finally {
      password.value = '';
    }
    this.steppedUp.set(true);
  }

  private async perform(act: Act): Promise<void> {
    if (act.kind === 'add') await this.client.add();
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

function refusedIn({ kind }: Act, typed?: HTMLInputElement): FieldError[] {
  if (typed === undefined) return [];
  return kind === 'rename'
    ? refusedField('passkey-name', readPasskeyName(typed.value), NAME_TEXTS)
    : refusedField('passkey-password', readPassword(typed.value));
}

const NAME_TEXTS = lineTexts('パスキーの名前', PASSKEY_NAME_MAX);
