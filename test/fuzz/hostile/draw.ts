import { below, randomFrom } from '../mutate.js';

/** What a case is drawn from: one stream of random numbers, and room for so many characters. */
export class Draw {
  readonly #random: () => number;
  /** Characters that are left to this case: so that none takes the machine, whatever grows within it. */
  room: number;

  constructor(seed: number, room?: number) {
    this.#random = randomFrom(seed);
    const drawn = this.chance(0.05) ? 90_000_000 : this.chance(0.3) ? 12_000_000 : 800_000;
    this.room = room ?? drawn;
  }

  below(limit: number): number {
    return below(limit, this.#random);
  }

  chance(share: number): boolean {
    return this.#random() < share;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }

  /** Small mostly, now and then as many as there is room for: every order of magnitude is as likely as the next. */
  count(most = 300_000, each = 1): number {
    const cap = Math.max(1, Math.min(most, Math.floor(this.room / each)));
    const drawn = this.chance(0.1) ? cap : Math.max(1, Math.floor(cap ** this.#random()));
    this.room = Math.max(1000, this.room - drawn * each);
    return drawn;
  }

  repeat(text: string, most?: number): string {
    return text.repeat(this.count(most, text.length));
  }

  list<T>(most: number, make: (index: number) => T, each = 8): T[] {
    return Array.from({ length: this.count(most, each) }, (_, index) => make(index));
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.below(256));
  }
}
