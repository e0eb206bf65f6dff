const CLOCK_OF_JAPAN = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
  timeZone: 'Asia/Tokyo',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});

function partsOf(time: Date): Record<string, string> {
  return Object.fromEntries(CLOCK_OF_JAPAN.formatToParts(time).map(({ type, value }) => [type, value]));
}

/**
 * `2026年11月22日 16時43分`, in Japan's time wherever the server is. Seconds are cut off, so the result is never too late.
 */
export function japaneseTime(time: Date): string {
  const { year, month, day, hour, minute } = partsOf(time);
  return `${year}年${month}月${day}日 ${Number(hour)}時${minute}分`;
}

/** `2027年3月31日`. @param day `2027-03-31` */
export function japaneseDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** `11月22日16時43分`, for texts in which the year is obvious. */
export function shortJapaneseTime(time: Date): string {
  const { month, day, hour, minute } = partsOf(time);
  return `${month}月${day}日${Number(hour)}時${minute}分`;
}
