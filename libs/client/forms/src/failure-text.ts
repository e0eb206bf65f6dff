import type { ApiProblem } from '@daiko/client-session';
import { problemText } from '@daiko/client-ui';

/**
 * Why a request failed, and what to do. An error of the system is not described as a connection problem, so that
 * users do not look for the cause at home.
 */
export function failureText({ kind, problem }: ApiProblem): string {
  if (problem) return problemText(problem);
  return kind === 'offline'
    ? '通信できませんでした。電波の状態を確認して、もう一度お試しください。'
    : '現在、システムにつながりません。しばらく待ってから、もう一度お試しください。';
}
