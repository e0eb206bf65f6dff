import { Component, effect, type ElementRef, inject, viewChild } from '@angular/core';
import { SignOut } from './sign-out';

/** ログアウトしますか: asked only if input would be lost. */
@Component({
  selector: 'app-sign-out-question',
  template: `
    <dialog
      #dialog
      class="dialog"
      role="alertdialog"
      aria-labelledby="sign-out-title"
      aria-describedby="sign-out-text"
      (close)="signOut.stay()"
    >
      <div class="dialog__head">
        <h2 class="dialog__title" id="sign-out-title">入力中の内容があります</h2>
      </div>
      <div class="dialog__body" id="sign-out-text">
        <p class="phrase">
          お客様登録に、まだ登録していない入力があります。ログアウトすると、入力した内容は消えます。
        </p>
      </div>
      <div class="dialog__foot">
        <button class="button button--secondary" type="button" (click)="signOut.runAnyway()">
          消してログアウト
        </button>
        <button class="button button--primary" type="button" autofocus (click)="signOut.stay()">
          ログアウトしない
        </button>
      </div>
    </dialog>
  `,
})
export class SignOutQuestion {
  protected readonly signOut = inject(SignOut);
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');

  constructor() {
    effect(() => {
      const dialog = this.dialog().nativeElement;
      if (!this.signOut.asks()) dialog.close();
      else if (!dialog.open) dialog.showModal();
    });
  }
}
