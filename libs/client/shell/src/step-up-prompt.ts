import { Component, DestroyRef, inject, ViewContainerRef } from '@angular/core';
import { ApiProblem, StepUpGate } from '@daiko/client-session';

/** Opens 「ご本人の確認」 when a request waits for it. The dialog is loaded only then, because most visits never need it. */
@Component({ selector: 'app-step-up-prompt', template: '' })
export class StepUpPrompt {
  private readonly place = inject(ViewContainerRef);

  constructor() {
    const stop = inject(StepUpGate).askWith((byPasskey) => this.ask(byPasskey));
    inject(DestroyRef).onDestroy(stop);
  }

  private async ask(byPasskey: boolean): Promise<boolean> {
    const { StepUpDialog } = await import('./step-up-dialog').catch((cause: unknown) => {
      throw Object.assign(new ApiProblem('unavailable'), { cause });
    });
    const dialog = this.place.createComponent(StepUpDialog);
    dialog.setInput('byPasskey', byPasskey);
    try {
      return await dialog.instance.answered;
    } finally {
      dialog.destroy();
    }
  }
}
