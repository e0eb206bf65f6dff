import { REASONS, type ImportSummary } from '@daiko/server-legacy';

/** The result of an import, for the person who started it. */
export function told(
  summary: ImportSummary,
  { isDry, isResumed }: { isDry: boolean; isResumed: boolean },
): string {
  const { read, imported, updated, unchanged, refused, noted } = summary;
  const lines = [
    ...(isResumed ? ['前回の続きから取り込みました。'] : []),
    ...(isDry ? ['予行です。何も変更していません。'] : []),
    ...Object.entries(read).map(([file, rows]) => `読み込み ${file}: ${String(rows)}行`),
    `新規 ${String(imported)}件 / 更新 ${String(updated)}件 / 変更なし ${String(unchanged)}件`,
    ...reasons('取り込めません', refused),
    ...reasons('注意', noted),
  ];
  return `${lines.join('\n')}\n`;
}

function reasons(kind: string, rowsOf: Record<string, number>): string[] {
  return Object.entries(rowsOf).map(
    ([reason, rows]) => `${kind}: ${REASONS[reason as keyof typeof REASONS][1]} ${String(rows)}行`,
  );
}
