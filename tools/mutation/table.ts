/** One fault that was run. */
export interface Row {
  area: string;
  isSeen: boolean;
}

/** Area × faults that a test saw, of all that were run. */
export function tableOf(rows: readonly Row[]): string {
  const areas = [...new Set(rows.map(({ area }) => area))].sort();
  const line = (title: string, own: readonly Row[]) => {
    const seen = own.filter(({ isSeen }) => isSeen).length;
    return `${title.padEnd(14)}${`${String(seen)}/${String(own.length)}`.padStart(7)}`;
  };
  return [
    `${'area'.padEnd(14)}${'seen'.padStart(7)}`,
    ...areas.map((area) =>
      line(
        area,
        rows.filter((row) => row.area === area),
      ),
    ),
    line('all', rows),
  ].join('\n');
}
