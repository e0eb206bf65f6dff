import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as japanese, translations } from '@zxcvbn-ts/language-ja';
import { OPERATOR_NAME, PRODUCT_NAME } from '@daiko/contracts';

/** How hard a password is to guess, 0 to 4, and what would make it harder. */
export interface PasswordStrength {
  score: 0 | 1 | 2 | 3 | 4;
  advice: string;
}

/**
 * Number of characters that are checked. The estimate takes more than linear time, and further characters do not
 * change the result.
 */
const JUDGED_LENGTH = 40;

/**
 * How many substitutions of characters for letters (`4` for `a`) are tried. Trying all of them would block the
 * keyboard.
 */
const MOST_SUBSTITUTIONS = 20;

const CONTEXT = [OPERATOR_NAME, PRODUCT_NAME, '環境', '代行', 'kankyo', 'kankyou', 'daiko', 'daikou'];

const estimator = new ZxcvbnFactory({
  dictionary: { ...common, ...japanese },
  graphs: adjacencyGraphs,
  translations,
  l33tMaxSubstitutions: MOST_SUBSTITUTIONS,
});

/**
 * @param personal what an attacker would try first: the login ID. The function is loaded, with its dictionaries, only
 * when the user types.
 */
export function estimateStrength(password: string, personal: readonly string[]): PasswordStrength {
  const { score, feedback } = estimator.check(password.slice(0, JUDGED_LENGTH), [...CONTEXT, ...personal]);
  return { score, advice: feedback.warning ?? feedback.suggestions[0] ?? '' };
}
