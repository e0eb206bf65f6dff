import type { Problem } from '@daiko/contracts';
import { ERROR_TEXTS, formatWaitEnd } from '@daiko/client-ui';

/**
 * The text for closed recovery. It is closed for a while after many wrong PINs, or until a person reopens it; in that
 * case no time is given.
 */
export function closedText({ retryAfterSeconds }: Problem): string {
  if (retryAfterSeconds === undefined) return ERROR_TEXTS['recovery.closed'];
  return `PINコードの入力に続けて失敗したため、ログイン情報のリセットを一時的に停止しています。${formatWaitEnd(retryAfterSeconds)}を過ぎると、もう一度手続きできます。お急ぎの場合は、上位店へご相談ください。`;
}
