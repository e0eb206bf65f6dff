import { Component, computed, type ElementRef, inject, signal, viewChild } from '@angular/core';
import {
  PASSKEY_NAME_MAX,
  PASSKEYS_TO_REQUIRE,
  readPasskeyName,
  type Passkey,
  type PasskeyKind,
} from '@daiko/contracts';
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
  Notice,
} from '@daiko/client-ui';
import { PasskeyClient } from './passkey-client';
import { PasskeyRequirement } from './passkey-requirement';
import { RecoveryCodeList } from './recovery-code-list';

const KINDS: Record<PasskeyKind, string> = {
  synced: '同じアカウントの端末で使えます',
  device: 'この端末だけで使えます',
  security_key: 'セキュリティキー',
};

/** The action that is about to be done. */
type Act =
  { kind: 'add' | 'require' | 'release' | 'renew' } | { kind: 'remove' | 'rename'; passkey: Passkey };

/** パスキー: the list, adding, removing and renaming passkeys, and whether the login requires them. */
@Component({
  selector: 'app-passkey-card',
  imports: [
    Badge,
    Card,
    Control,
    ErrorSummary,
    FailureNotice,
    Field,
    LoadState,
    Notice,
    PasskeyRequirement,
    RecoveryCodeList,
    TypedForm,
  ],
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
  protected readonly usable = computed(() => this.all().filter(({ isHeld }) => !isHeld));
  protected readonly isRequired = computed(() => this.passkeys.value()?.isRequired ?? false);
  /**
   * If the owner said それは私ではありません about a passkey, the password does not work either, because another person may know
   * it.
   */
  protected readonly opensByPassword = computed(
    () => !this.isRequired() && this.all().every(({ isHeld }) => !isHeld),
  );
  protected readonly codesLeft = computed(() => this.passkeys.value()?.recoveryCodesLeft ?? 0);
  protected readonly mayRequire = computed(() => this.usable().length >= PASSKEYS_TO_REQUIRE);
  /** New recovery codes, until the user has saved them. */
  protected readonly codes = signal<readonly string[]>([]);
  protected readonly fit = passkeysFit();
  protected readonly act = signal<Act | null>(null);
  protected readonly outcomeText = signal('');
  protected readonly kinds = KINDS;
  protected readonly actions = ACTIONS;
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

  /** @param name the new name, if the action is about it */
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

  /** パスキーを必須にする is finished. */
  protected async requirementOver(isRequired: boolean): Promise<void> {
    if (isRequired) await this.done({ kind: 'require' });
    else this.cancel();
  }

  protected codesKept(): void {
    this.codes.set([]);
    this.outcome().nativeElement.focus();
  }

  private async perform(act: Act, name: string): Promise<void> {
    switch (act.kind) {
      case 'add':
        await this.client.add();
        break;
      case 'rename':
        await this.client.rename(act.passkey.id, name);
        break;
      case 'remove':
        await this.client.remove(act.passkey.id);
        break;
      case 'release':
        await this.client.stopRequiring();
        break;
      case 'renew':
        this.codes.set((await this.client.renewRecoveryCodes()).codes);
        break;
      case 'require': // `PasskeyRequirement` has done it already.
    }
  }

  private async done(act: Act): Promise<void> {
    this.act.set(null);
    this.outcomeText.set(DONE[act.kind]);
    await this.passkeys.reload();
    if (act.kind !== 'renew') this.outcome().nativeElement.focus();
  }
}

/** The text of the button for the action. */
const ACTIONS: Record<Exclude<Act['kind'], 'rename' | 'require'>, string> = {
  add: '登録する',
  remove: '削除する',
  release: '必須を解除する',
  renew: '復旧コードを作る',
};

const DONE: Record<Act['kind'], string> = {
  add: 'パスキーを登録しました。次回から、パスキーでログインできます。',
  remove: 'パスキーを削除しました。',
  rename: 'パスキーの名前を変更しました。',
  require: 'パスキーを必須にしました。次回のログインから、どの端末でもパスキーが必要です。',
  release: 'パスキーの必須を解除しました。パスワードだけでもログインできます。',
  renew: '復旧コードを作りました。以前の復旧コードは使えません。',
};

const NAME_TEXTS = lineTexts('パスキーの名前', PASSKEY_NAME_MAX);
