import type { ImportProgress } from '@daiko/server-legacy';

const STEPS = { reading: '読み込み', judging: '照合', applying: '取り込み', done: '完了' };

/** Rows per line when the output is not a terminal and the total is not known yet. */
const ROWS_PER_LINE = 100_000;

/** Shows a bar on a terminal, and otherwise a line per 5 %. */
export function progressOn(
  out: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>,
): (progress: ImportProgress) => void {
  let shown = '';
  return (progress) => {
    const { step, done } = progress;
    const percent = percentOf(progress);
    const amount = percent === null ? `${done.toLocaleString('ja-JP')}行` : `${String(percent)} %`;
    if (out.isTTY) {
      const bar = percent === null ? '' : `${'#'.repeat(percent / 5).padEnd(20, '.')} `;
      out.write(`\r\u001b[K${STEPS[step]} ${bar}${amount}${step === 'done' ? '\n' : ''}`);
      return;
    }
    const mark = `${step} ${String(percent ?? Math.floor(done / ROWS_PER_LINE))}`;
    if (mark !== shown) out.write(`${STEPS[step]} ${amount}\n`);
    shown = mark;
  };
}

/** The percentage in steps of 5. */
function percentOf({ done, total }: ImportProgress): number | null {
  return total === null || total === 0 ? null : Math.floor((done / total) * 20) * 5;
}
