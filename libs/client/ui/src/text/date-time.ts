const JAPAN = 'Asia/Tokyo';

const parts = new Intl.DateTimeFormat('ja-JP', {
  timeZone: JAPAN,
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

type Part = 'year' | 'month' | 'day' | 'weekday' | 'hour' | 'minute' | 'second';

function read(instant: string): Record<Part, string> {
  const entries = parts.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]);
  return Object.fromEntries(entries) as Record<Part, string>;
}

/** `2026年11月22日(日)`, in Japanese time, whatever time zone the device has. @param instant ISO 8601 */
export function formatDate(instant: string): string {
  const { year, month, day, weekday } = read(instant);
  return `${year}年${month}月${day}日(${weekday})`;
}

/** `2026年11月22日(日) 16:43`. @param instant ISO 8601 */
export function formatDateTime(instant: string): string {
  const { hour, minute } = read(instant);
  return `${formatDate(instant)} ${hour}:${minute}`;
}

/** `16時43分`, the format of deadlines. @param instant ISO 8601 */
export function formatDeadline(instant: string): string {
  const { hour, minute } = read(instant);
  return `${Number(hour)}時${minute}分`;
}

/** `16:28:04`, for the steps of a delivery. @param instant ISO 8601 */
export function formatClock(instant: string): string {
  const { hour, minute, second } = read(instant);
  return `${hour}:${minute}:${second}`;
}
