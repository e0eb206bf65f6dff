import type { ApiProblem } from '@daiko/client-session';
import { problemText } from '@daiko/client-ui';

/**
 * Why a request came to nothing, and what to do. A fault of the system is not called one of the connection: nobody looks
 * for it at home then.
 */
export function failureText({ kind, problem }: ApiProblem): string {
  if (problem) return problemText(problem);
  return kind === 'offline'
    ? '通信できませんでした。電波の状態を確認して、もう一度お試しください。'
    : '現在、システムにつながりません。しばらく待ってから、もう一度お試しください。';
}
