import { setTimeout as delay } from 'node:timers/promises';
import type { Promised } from './checker.ts';
import { eventually } from './eventually.ts';
import type { Person } from './person.ts';
import type { Rig } from './rig.ts';

/** A pause after a refusal, in milliseconds: people do not come a thousand times a second. */
const PAUSE = 50;

/** People who come one after the other, whatever happens; what they are promised is noted. */
export class Crowd {
  private readonly promises: Promised[];
  private readonly coming: Promise<void>;
  private refusals = 0;
  private isOver = false;

  constructor(rig: Rig, promises: Promised[]) {
    this.promises = promises;
    this.coming = this.come(rig);
  }

  /** Waits until so many more were promised a PIN. */
  async served(more: number, patience: number): Promise<void> {
    const wanted = this.promises.length + more;
    await eventually('people are served', patience, () =>
      Promise.resolve(this.promises.length >= wanted || undefined),
    );
  }

  /** Waits until so many more requests were refused. */
  async refused(more: number, patience: number): Promise<void> {
    const wanted = this.refusals + more;
    await eventually('people are refused', patience, () =>
      Promise.resolve(this.refusals >= wanted || undefined),
    );
  }

  async goHome(): Promise<void> {
    this.isOver = true;
    await this.coming;
  }

  private async come(rig: Rig): Promise<void> {
    for (let person = rig.nextPerson(); !this.isOver;) {
      const answer = await this.ask(person);
      // Whoever was refused a PIN may get it all the same: the answer to a commit can be lost. Asking again would send a second.
      if (answer !== 'not identified') person = rig.nextPerson();
      if (answer !== 'promised') await delay(PAUSE);
    }
  }

  private async ask(person: Person): Promise<'promised' | 'refused' | 'not identified'> {
    const isIdentified = (await person.identify()).status === 201;
    const isPromised = isIdentified && (await person.issuePin('email')).status === 202;
    if (isPromised) this.promises.push({ person, channel: 'email' });
    else this.refusals += 1;
    if (!isIdentified) return 'not identified';
    return isPromised ? 'promised' : 'refused';
  }
}
