import { Service } from '@angular/core';

/**
 * Shows 「ご本人の確認」. The answer is true once the customer is confirmed, and false if it was cancelled or failed.
 * @param byPasskey the password is not enough
 */
export type StepUpQuestion = (byPasskey: boolean) => Promise<boolean>;

/** Holds requests that the server accepts only from a customer whose identity was confirmed recently. */
@Service()
export class StepUpGate {
  private question: StepUpQuestion | undefined;
  private asked: Promise<boolean> | undefined;

  /**
   * Sets the function that shows the question; until then no question is shown and every such request stays refused.
   * @returns a function that removes it again
   */
  askWith(question: StepUpQuestion): () => void {
    this.question = question;
    return () => {
      if (this.question === question) this.question = undefined;
    };
  }

  /** Several requests at the same time share one question. */
  confirm(byPasskey: boolean): Promise<boolean> {
    if (this.question === undefined) return Promise.resolve(false);
    this.asked ??= this.question(byPasskey).finally(() => (this.asked = undefined));
    return this.asked;
  }
}
