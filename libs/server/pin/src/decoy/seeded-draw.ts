import { createHmac } from 'node:crypto';
import type { Counts } from './contact-statistics';

/** Numbers that look random and are always the same for the same seed. */
export class SeededDraw {
  private block = Buffer.alloc(0);
  private offset = 0;
  private blocks = 0;

  /** @param seed secret: a person who knows it knows every draw */
  constructor(private readonly seed: Buffer) {}

  /** A number from 0 to 1, excluding 1. */
  next(): number {
    if (this.offset >= this.block.length) {
      this.block = createHmac('sha256', this.seed).update(String(this.blocks++)).digest();
      this.offset = 0;
    }
    const number = this.block.readUInt32BE(this.offset) / 2 ** 32;
    this.offset += 4;
    return number;
  }

  /** The given number of decimal digits, all equally likely. */
  digits(length: number): string {
    return String(Math.floor(this.next() * 10 ** length)).padStart(length, '0');
  }

  /** One of the names, with a probability according to its count; undefined when nothing was counted. */
  pick(counts: Counts | undefined): string | undefined {
    const entries = Object.entries(counts ?? {});
    let left = this.next() * entries.reduce((sum, [, count]) => sum + count, 0);
    for (const [name, count] of entries) {
      left -= count;
      if (left < 0) return name;
    }
    return entries.at(-1)?.[0];
  }
}
