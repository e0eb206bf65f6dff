import { figure, IS_LONG } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiBed } from './api-bed';
import { actsAt } from './game/acts';
import { GameTable, VICTIMS, type Team, type VictimState } from './game/game-table';
import { positionOf, wonBy } from './game/outcome';

/**
 * Every order of so many acts, and then orders of five at random. Each further act takes five times as long: four acts
 * are some 70,000 games, five some 300,000.
 */
const DEPTH = IS_LONG ? 4 : 1;
const WALKS = IS_LONG ? 200 : 4;
const WALK_LENGTH = 5;
/** Games at once: each has people of its own. */
const AT_ONCE = 4;

/** Lines that were won once, or nearly: played against every victim, whatever the depth. */
const LINES: Record<Team, string[][]> = {
  dealer: [
    ['dealer begins the victim’s login', 'the setup link is opened', 'the old login comes'],
    ['dealer begins the victim’s login', 'the old login comes', 'the setup link is opened'],
    [
      'dealer makes a dealer',
      'a day goes by',
      'dealer moves the victim below shop1',
      'dealer asks for a phone',
    ].concat('shop1 decides: approval', 'a day goes by'),
    ['dealer takes a dealer’s record without a login', 'a day goes by', 'dealer asks for an address'].concat(
      'unclaimed decides: approval',
      'a day goes by',
    ),
    [
      'dealer makes a dealer',
      'a day goes by',
      'dealer moves the victim below shop1',
      'shop1 asks for a phone',
    ].concat('dealer decides: approval', 'a day goes by'),
    ['dealer asks for an address', 'the attackers answer: yes', 'a day goes by'],
    [
      'dealer begins the victim’s login',
      'the setup link is opened',
      'dealer asks for a phone',
      'the attackers answer: yes',
      'a day goes by',
      'the old login comes',
    ],
    ['dealer begins the victim’s login', 'the setup link is opened', 'dealer asks for a phone'].concat(
      'the old login comes',
      'the attackers answer: yes',
      'a day goes by',
    ),
    ['dealer asks for an address', 'a day goes by', 'the victim says: not me', 'dealer opens recovery again'],
  ],
  operator: [
    ['operator begins the victim’s login', 'the old login comes', 'the setup link is opened'],
    ['operator makes an operator', 'a day goes by', 'operator approves an operator'],
    ['operator makes an operator', 'a day goes by', 'operator asks for an address'].concat(
      'staff1 decides: approval',
      'a day goes by',
    ),
    ['operator makes a dealer', 'a day goes by', 'operator moves the victim below shop1'].concat(
      'operator asks for a phone',
      'shop1 decides: approval',
      'a day goes by',
    ),
  ],
};

describe('games against the four eyes', () => {
  let bed: ApiBed;
  const played = { games: 0, acts: 0 };
  const won: string[] = [];

  beforeAll(async () => {
    bed = await ApiBed.start();
  });
  afterAll(() => bed.stop());

  /** Plays a line of acts anew. @returns the table, or nothing when an act of the line was refused */
  async function replay(team: Team, victim: VictimState, line: string[]): Promise<GameTable> {
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

  /** All acts of one position: those that are refused leave it as it is, each other one leads to a position of its own. */
  async function expand(
    team: Team,
    victim: VictimState,
    line: string[],
    seen: Set<string>,
  ): Promise<string[][]> {
    const found: string[][] = [];
    let table = await replay(team, victim, line);
    const names = actsAt(table).map(({ name }) => name);
    let tried: string[] = [];
    for (const name of names) {
      tried.push(name);
      if (!(await play(table, name))) continue;
      await judge(table, line, tried);
      tried = [];
      const position = await positionOf(table);
      if (!seen.has(position)) {
        seen.add(position);
        found.push([...line, name]);
      }
      await table.clear();
      table = await replay(team, victim, line);
    }
    await judge(table, line, tried);
    await table.clear();
    return found;
  }

  async function explore(team: Team, victim: VictimState): Promise<void> {
    const seen = new Set<string>();
    let lines: string[][] = [[]];
    for (let depth = 0; depth < DEPTH; depth++) {
      const queue = [...lines];
      const next: string[][] = [];
      const worker = async () => {
        for (let line = queue.shift(); line !== undefined; line = queue.shift())
          next.push(...(await expand(team, victim, line, seen)));
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
      lines = next;
    }
  }

  async function walk(team: Team, victim: VictimState, random: () => number): Promise<void> {
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
  async function playLine(team: Team, victim: VictimState, line: string[]): Promise<void> {
    const table = await GameTable.lay(bed, team, victim);
    for (const name of line) if (actsAt(table).some((act) => act.name === name)) await play(table, name);
    await judge(table, line.slice(0, -1), line.slice(-1));
    await table.clear();
  }

  const casts = (['dealer', 'operator'] as const).flatMap((team) =>
    VICTIMS.map((victim) => [team, victim] as const),
  );

  it.each(casts)(
    'are not won by a %s and those whom they make, against a victim with: %s',
    async (team, victim) => {
      const before = won.length;
      for (const line of LINES[team]) await playLine(team, victim, line);
      await explore(team, victim);
      for (let seed = 1; seed <= WALKS; seed++) await walk(team, victim, randomFrom(seed));
      expect(won.slice(before)).toEqual([]);
    },
    IS_LONG ? 3_600_000 : 60_000,
  );

  it('were played in number', () => {
    figure('S7', 'games against the four eyes', IS_LONG ? 'at least 20,000' : 'at least 300', played.games);
    figure('S7', 'of them won', 'none', won.length);
    expect(played.games).toBeGreaterThanOrEqual(IS_LONG ? 20_000 : 300);
    expect(won).toEqual([]);
  });
});

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
