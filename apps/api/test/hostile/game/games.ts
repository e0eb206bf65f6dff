import { figure, IS_LONG } from '@daiko/server-testing';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ApiBed } from '../../support/api-bed';
import { actsAt } from './acts';
import { GameTable, VICTIMS, type Team, type VictimState } from './game-table';
import { KNOWN_LINES } from './known-lines';
import { positionOf, wonBy } from './outcome';

/** Every order of so many acts, then longer ones at random. Each further act takes three times as long. */
const DEPTH = IS_LONG ? 5 : 1;
const WALKS = IS_LONG ? 100 : 4;
const WALK_LENGTH = IS_LONG ? 8 : 5;
/** A quick run plays so many at least. */
const FEWEST_QUICK = 150;
/** Games at once: each has people of its own. */
const AT_ONCE = 4;

/**
 * All games of one team, against a victim of each kind.
 * @param fewest so many are played in a long run at least
 */
export function playGames(team: Team, fewest: number): void {
  let bed: ApiBed;
  const played = { games: 0, acts: 0 };
  const won: string[] = [];

  beforeAll(async () => {
    bed = await ApiBed.start();
  });
  // A database for each cast: the people of twenty thousand games would slow those that come after.
  if (IS_LONG)
    beforeEach(async () => {
      await bed.stop();
      bed = await ApiBed.start();
    });
  afterAll(() => bed.stop());

  /** Plays a line of acts anew. @returns the table, or nothing when an act of the line was refused */
  async function replay(victim: VictimState, line: string[]): Promise<GameTable> {
    const table = await GameTable.lay(bed, team, victim);
    for (const name of line) await play(table, name);
    return table;
  }

  async function play(table: GameTable, name: string): Promise<boolean> {
    const act = actsAt(table).find((one) => one.name === name);
    if (act === undefined) throw new Error(`nobody can do this now: ${name}`);
    played.acts += 1;
    return act.run(table);
  }

  /** @param last acts of which each one ends a game; those that were refused are judged with the next that was not */
  async function judge(table: GameTable, line: string[], last: string[]): Promise<void> {
    played.games += last.length;
    for (const win of await wonBy(table))
      won.push(`${table.team} against “${table.victim}”: ${[...line, last.join(' / ')].join(' → ')}: ${win}`);
  }

  /** All acts of one position: those that leave it as it is, refused or not, are played on; each other one leads elsewhere. */
  async function expand(victim: VictimState, line: string[], seen: Set<string>): Promise<string[][]> {
    const found: string[][] = [];
    let table = await replay(victim, line);
    const here = await positionOf(table);
    const names = actsAt(table).map(({ name }) => name);
    let tried: string[] = [];
    for (const name of names) {
      tried.push(name);
      if (!(await play(table, name))) continue;
      const position = await positionOf(table);
      if (position === here) continue;
      await judge(table, line, tried);
      tried = [];
      if (!seen.has(position)) {
        seen.add(position);
        found.push([...line, name]);
      }
      await table.clear();
      table = await replay(victim, line);
    }
    await judge(table, line, tried);
    await table.clear();
    return found;
  }

  async function explore(victim: VictimState): Promise<void> {
    const seen = new Set<string>();
    let lines: string[][] = [[]];
    for (let depth = 0; depth < DEPTH; depth++) {
      const queue = [...lines];
      const next: string[][] = [];
      const worker = async () => {
        for (let line = queue.shift(); line !== undefined; line = queue.shift())
          next.push(...(await expand(victim, line, seen)));
      };
      await allOver(Array.from({ length: AT_ONCE }, worker), () => (queue.length = 0));
      // No autovacuum looks after a test's database.
      await bed.db.query('VACUUM ANALYZE');
      lines = next;
    }
  }

  async function walk(victim: VictimState, random: () => number): Promise<void> {
    const table = await GameTable.lay(bed, team, victim);
    const line: string[] = [];
    while (line.length < WALK_LENGTH) {
      const acts = actsAt(table);
      const { name } = acts[Math.floor(random() * acts.length)]!;
      const isLetIn = await play(table, name);
      await judge(table, line, [name]);
      if (isLetIn) line.push(name);
    }
    await table.clear();
  }

  /** An act that nobody can do any more is one that the rules have shut. */
  async function playLine(victim: VictimState, line: string[]): Promise<void> {
    const table = await GameTable.lay(bed, team, victim);
    for (const name of line) if (actsAt(table).some((act) => act.name === name)) await play(table, name);
    await judge(table, line.slice(0, -1), line.slice(-1));
    await table.clear();
  }

  it.each(VICTIMS)(
    `are not won by a ${team} and those whom they make, against a victim with: %s`,
    async (victim) => {
      const before = won.length;
      for (const line of KNOWN_LINES[team]) await playLine(victim, line);
      await explore(victim);
      for (let seed = 1; seed <= WALKS; seed++) await walk(victim, randomFrom(seed));
      expect(won.slice(before)).toEqual([]);
    },
    IS_LONG ? 3_600_000 : 60_000,
  );

  it('were played in number', () => {
    const least = IS_LONG ? fewest : FEWEST_QUICK;
    figure(
      'S7',
      `games against the four eyes, a ${team} and accomplices`,
      `at least ${String(least)}`,
      played.games,
    );
    figure('S7', 'of them won', 'none', won.length);
    expect(played.games).toBeGreaterThanOrEqual(least);
    expect(won).toEqual([]);
  });
}

/** Waits for all, also after one has failed: games that went on would be played at the next cast's table. */
async function allOver(works: Promise<void>[], onFailure: () => void): Promise<void> {
  for (const work of works) work.catch(onFailure);
  const ends = await Promise.allSettled(works);
  const failed = ends.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

/** The same order for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
