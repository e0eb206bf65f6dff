import { Service, signal } from '@angular/core';
import type { FieldState } from '@angular/forms/signals';
import type { ErrorCode, FieldErrorCode, Problem, Reading } from '@daiko/contracts';
import { ApiProblem } from '@daiko/client-session';
import { FIELD_ERROR_TEXTS, problemText, type FieldError } from '@daiko/client-ui';

/** A request that got no answer. The input is kept, and `retry` sends it once more. */
export interface Failure {
  text: string;
  /** The form that it belongs to. */
  at: string;
  retry: () => void;
}

export interface Attempt {
  /** The form that is submitted, on pages with several forms. */
  at?: string;
  /** The errors that were found before sending; nothing is sent while there are any. */
  refused: readonly FieldError[];
  send: () => Promise<void>;
  /** What happens once the request was accepted: immediately, or after もう一度試す. */
  accepted?: () => unknown;
  /**
   * Ids of the fields at which an error is shown; the key is the name of the field in the request, the error code, or
   * the first word of the error code.
   */
  places?: Readonly<Record<string, string>>;
  /**
   * Texts that replace the usual ones for the errors of a field, by the id of the field: they contain the label of
   * the field.
   */
  fieldTexts?: Readonly<Record<string, FieldTexts>>;
  /** Texts that replace the usual ones on this page. */
  texts?: Partial<Record<ErrorCode, (problem: Problem) => string>>;
}

const FAILURE_TEXTS: Record<'offline' | 'unavailable', string> = {
  offline: '通信できませんでした。入力した内容は残っています。電波の状態を確認して、もう一度お試しください。',
  unavailable:
    '現在、システムにつながりません。入力した内容は残っています。しばらく待ってから、もう一度お試しください。',
};

/**
 * The result of the last submit of one page. Each page provides its own, so that its summary and its fields show the
 * same errors.
 */
@Service({ autoProvided: false })
export class SubmitState {
  private readonly refusals = signal<readonly FieldError[]>([]);
  private readonly unanswered = signal<Failure | null>(null);
  private readonly underWay = signal(false);

  readonly errors = this.refusals.asReadonly();
  readonly failure = this.unanswered.asReadonly();
  /** A second press while the first is in progress has no effect. */
  readonly busy = this.underWay.asReadonly();

  /** The error at a field since the last submit, or null. */
  errorOf(fieldId: string): string | null {
    return this.refusals().find((error) => error.fieldId === fieldId)?.text ?? null;
  }

  clear(): void {
    this.refusals.set([]);
    this.unanswered.set(null);
  }

  /** @returns whether it was sent and accepted. */
  async attempt(attempt: Attempt): Promise<boolean> {
    if (this.underWay()) return false;
    this.clear();
    this.refusals.set(attempt.refused);
    if (attempt.refused.length > 0) return false;
    this.underWay.set(true);
    try {
      await attempt.send();
    } catch (error) {
      this.explain(error, attempt);
      return false;
    } finally {
      this.underWay.set(false);
    }
    await attempt.accepted?.();
    return true;
  }

  private explain(error: unknown, attempt: Attempt): void {
    if (!(error instanceof ApiProblem)) throw error;
    if (error.problem) this.refusals.set(explainProblem(error.problem, attempt));
    else {
      const text = FAILURE_TEXTS[error.kind === 'offline' ? 'offline' : 'unavailable'];
      this.unanswered.set({ text, at: attempt.at ?? '', retry: () => void this.attempt(attempt) });
    }
  }
}

function explainProblem(
  problem: Problem,
  { places = {}, texts = {}, fieldTexts = {} }: Attempt,
): FieldError[] {
  const placeOf = (...names: string[]) => names.map((name) => places[name]).find((place) => place) ?? null;
  if (problem.errors?.length) {
    return problem.errors.map(({ path, code }) => {
      const fieldId = placeOf(path);
      return { fieldId, text: fieldTexts[fieldId ?? '']?.[code] ?? FIELD_ERROR_TEXTS[code] };
    });
  }
  const text = texts[problem.code]?.(problem) ?? problemText(problem);
  return [{ fieldId: placeOf(problem.code, problem.code.replace(/\..*/, '')), text }];
}

export type FieldTexts = Partial<Record<FieldErrorCode, string>>;

/** The error of a field that its reader refuses; nothing if the reader accepts it. */
export function refusedField(
  fieldId: string,
  { code }: Reading<string>,
  texts: FieldTexts = {},
): FieldError[] {
  return code === undefined ? [] : [{ fieldId, text: texts[code] ?? FIELD_ERROR_TEXTS[code] }];
}

/**
 * The fields of a form that their readers refuse, in the order of the page.
 * @param fieldTexts texts that replace the usual ones, by the id of the field
 */
export function refusedFields(
  form: () => Pick<FieldState<unknown>, 'errorSummary'>,
  fieldTexts: Readonly<Record<string, FieldTexts>> = {},
): FieldError[] {
  return form()
    .errorSummary()
    .map(({ kind, fieldTree }) => {
      const fieldId = fieldTree().formFieldBindings()[0]?.element.id ?? null;
      const code = kind as FieldErrorCode;
      return { fieldId, text: fieldTexts[fieldId ?? '']?.[code] ?? FIELD_ERROR_TEXTS[code] };
    });
}
