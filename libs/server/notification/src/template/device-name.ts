/** First match wins: every browser claims to be its ancestors, so the youngest names come first. */
const BROWSERS: readonly [RegExp, string][] = [
  [/\bLine\//i, 'LINE'],
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\b(?:OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|Chromium|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const SYSTEMS: readonly [RegExp, string][] = [
  [/iPhone|iPod/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/CrOS/, 'ChromeOS'],
  [/Windows/, 'Windows'],
  [/Macintosh|Mac OS X/, 'Mac'],
  [/Linux|X11/, 'Linux'],
];

/** What a person calls the device: `Windows・Chrome`. Own and small, because a hint is all it is. */
export function deviceName(userAgent: string): string {
  const names = [SYSTEMS, BROWSERS].map((table) => table.find(([sign]) => sign.test(userAgent))?.[1]);
  return names.filter((name) => name !== undefined).join('・') || '不明な端末';
}
