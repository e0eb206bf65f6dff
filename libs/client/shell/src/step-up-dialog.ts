import {
  afterNextRender,
  Component,
  computed,
  DestroyRef,
  type ElementRef,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { form } from '@angular/forms/signals';
import { readPassword } from '@daiko/contracts';
import {
  CurrentPasswordField,
  FailureNotice,
  reads,
  refusedFields,
  SubmitState,
  TypedForm,
} from '@daiko/client-forms';
import { PasskeyClient } from '@daiko/client-passkey';
import { ApiClient, ApiProblem, passkeysFit, SessionStore } from '@daiko/client-session';
import { fetched } from '@daiko/client-ui';
import { onNavigation } from './on-navigation';

const FIELD = 'current-password';
const FIELD_TEXTS = { [FIELD]: { 'password.required': 'ご自身の現在のパスワードを入力してください。' } };

/**
 * ご本人の確認: the password once more, or a passkey, in a dialog over the page that waits for it. The input on that page
 * stays.
 */
@Component({
  selector: 'app-step-up-dialog',
  imports: [CurrentPasswordField, FailureNotice, TypedForm],
  providers: [SubmitState],
  templateUrl: './step-up-dialog.html',
})
export class StepUpDialog {
  private readonly sessions = inject(SessionStore);
  private readonly client = inject(PasskeyClient);
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');
  private answer: (confirmed: boolean) => void = () => undefined;
  protected readonly submits = inject(SubmitState);

  /** The password is not enough. */
  readonly byPasskey = input(false);

  /** Whether the customer was confirmed, once the dialog is closed. */
  readonly answered = new Promise<boolean>((resolve) => (this.answer = resolve));

  protected readonly typed = signal({ password: '' });
  protected readonly answers = form(this.typed, (path) => reads(path.password, readPassword), {
    name: 'step-up-dialog',
  });
  protected readonly fit = passkeysFit();
  private readonly passkeys = this.fit ? fetched(() => this.client.list()) : null;
  protected readonly hasPasskey = computed(
    () => this.passkeys?.value()?.passkeys.some(({ isHeld }) => !isHeld) ?? false,
  );

  /** Only customers who require passkeys have recovery codes. */
  protected readonly mayHaveCodes = computed(() => !this.fit || this.passkeys?.value()?.isRequired === true);

  constructor() {
    afterNextRender(() => {
      this.dialog().nativeElement.showModal();
      // By default the dialog would focus the login ID beside the field, which the user cannot see.
      this.focusField();
    });
    // The page that asked is gone, or no customer is logged in any more, so there is nothing left to confirm.
    onNavigation(() => this.end(false));
    inject(ApiClient)
      .sessionLost.pipe(takeUntilDestroyed())
      .subscribe(() => this.end(false));
    inject(DestroyRef).onDestroy(() => this.answer(false));
  }

  protected async confirm(): Promise<void> {
    if (this.byPasskey()) return this.confirmWithPasskey();
    await this.attempt(() => this.sessions.stepUp(this.typed().password), true);
  }

  protected async confirmWithPasskey(): Promise<void> {
    await this.attempt(() => this.client.use('/session/passkey-step-up'), false);
  }

  /** The dialog is closed before it is removed, so that the focus returns to the previous element. */
  protected end(confirmed: boolean): void {
    this.answer(confirmed);
    this.dialog().nativeElement.close();
  }

  private async attempt(send: () => Promise<void>, byPassword: boolean): Promise<void> {
    await this.submits.attempt({
      refused: byPassword ? refusedFields(this.answers, FIELD_TEXTS) : [],
      send: () => send().catch((error: unknown) => this.forgetRefused(error)),
      places: { password: FIELD, sign_in: FIELD, rate_limit: FIELD },
      texts: {
        'sign_in.refused': () => '現在のパスワードが違います。もう一度入力してください。',
        'passkey.refused': () =>
          'パスキーを確認できませんでした。もう一度お試しいただくか、別のパスキーを選んでください。',
      },
      accepted: () => this.end(true),
    });
    if (byPassword && this.submits.errorOf(FIELD) !== null) this.focusField();
  }

  private forgetRefused(error: unknown): never {
    if (ApiProblem.is(error, 'sign_in.refused')) this.typed.set({ password: '' });
    throw error;
  }

  private focusField(): void {
    this.dialog().nativeElement.querySelector<HTMLInputElement>(`#${FIELD}`)?.focus();
  }
}
