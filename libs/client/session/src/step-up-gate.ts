import { Service } from '@angular/core';

/**
 * Shows 「ご本人の確認」. Answers true once the person is confirmed, false when nothing came of it.
 * @param byPasskey the password does not do
 */
export type StepUpQuestion = (byPasskey: boolean) => Promise<boolean>;

/** Where requests wait that the server takes only from somebody who was confirmed lately. */
@Service()
export class StepUpGate {
  private question: StepUpQuestion | undefined;
  private asked: Promise<boolean> | undefined;

  /**
   * Says who asks; until then nobody is asked and every request stays refused.
   * @returns takes the question away again
   */
  askWith(question: StepUpQuestion): () => void {
    this.question = question;
    return () => {
      if (this.question === question) this.question = undefined;
    };
  }

  /** Several requests at once share one question. */
  confirm(byPasskey: boolean): Promise<boolean> {
    if (this.question === undefined) return Promise.resolve(false);
    this.asked ??= this.question(byPasskey).finally(() => (this.asked = undefined));
    return this.asked;
  }
}
