import { DealerFigureStore, type FigureFault } from '@daiko/server-network/figures';
import { UsageError, type AdminCommand } from './admin-command';

const USAGE = `  npm run admin -- figures verify
      counts the customers directly below each dealer and compares with what boards and counters show; exit code 1 when
      they differ
  npm run admin -- figures rebuild
      counts them all again and keeps what was counted; everybody may go on working
`;

export const figuresCommand: AdminCommand = {
  usage: USAGE,
  run: async ([act, ...rest], { db, say }) => {
    if (rest.length > 0) throw new UsageError(USAGE);
    const figures = new DealerFigureStore(db);
    switch (act) {
      case 'verify': {
        const faults = await figures.verify();
        for (const fault of faults) say(`FAULT: ${inWords(fault)}`);
        say(faults.length === 0 ? 'the figures are right' : `${String(faults.length)} dealers differ`);
        return faults.length === 0 ? 0 : 1;
      }
      case 'rebuild':
        say(`${String(await figures.rebuild())} dealers were counted again`);
        return 0;
      default:
        throw new UsageError(USAGE);
    }
  },
};

function inWords({ dealerId, kept, counted }: FigureFault): string {
  if (kept === null) return `dealer ${dealerId} has no figures`;
  // A figure that is missing means 0: no customer has that rank and member class.
  const valuesOf = (figures: object) => (name: string) =>
    JSON.stringify((figures as Record<string, unknown>)[name] ?? 0);
  const [is, should] = [valuesOf(kept), valuesOf(counted)];
  const differences = Object.keys({ ...counted, ...kept })
    .filter((name) => is(name) !== should(name))
    .map((name) => `${name} ${is(name)} instead of ${should(name)}`);
  return `dealer ${dealerId}: ${differences.join(', ')}`;
}
