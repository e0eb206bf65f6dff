import type { PinRun } from '@daiko/contracts';
import type { Answer } from './visitor';

/** What anybody sees without reading: status, code, which headers there are. */
export function outside({ status, code, headers }: Answer): object {
  return { status, code, headers: Object.keys(headers).sort() };
}

/** An answer as bytes, but for what is another one each time: ids, times, seconds to wait to the ten, and labels as long as what was typed. */
export function withoutIds(answer: Answer): string {
  const text = answer.text
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')
    .replace(/"(id|reference|destinationId|instance)":"[^"]*"/g, '"$1":"ID"')
    .replace(
      /"(waitSeconds|retryAfterSeconds)":(\d+)/g,
      (_, name: string, seconds: string) => `"${name}":${toTens(seconds)}`,
    )
    .replace(/"(label|sentTo)":"[^"]*"/g, '"$1":"LABEL"');
  const { status, headers } = answer;
  return JSON.stringify({ status, headers: Object.keys(headers).sort(), text });
}

/** A second may have gone by between two answers. */
const toTens = (seconds: string) => String(Math.round(Number(seconds) / 10) * 10);

export const channelsOf = ({ text }: Answer) =>
  (JSON.parse(text) as PinRun).destinations.map(({ channel }) => channel).join(' ');
