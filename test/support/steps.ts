import { Session } from 'node:inspector';

/** Loops that the engine makes itself: what of a list, a text or a set they go through is counted beside what V8 counts. */
const lengths: ReadonlyMap<object, readonly (string | symbol)[]> = new Map<object, readonly (string | symbol)[]>([
  [
    Array.prototype,
    [
      'includes',
      'indexOf',
      'lastIndexOf',
      'slice',
      'concat',
      'join',
      'sort',
      'flat',
      'splice',
      'shift',
      'unshift',
      Symbol.iterator,
    ],
  ],
  [String.prototype, ['split', 'replace', 'replaceAll', 'match', 'matchAll', 'includes', 'indexOf']],
]);

/**
 * Counts work in steps and not in seconds: how often each block of `src` and `rules` was executed, as V8 counts it for coverage, and how long the
 * lists and texts were that built-in functions went through. The same work has the same count on every machine.
 */
export class StepCounter {
  readonly #session = new Session();
  readonly #restore: (() => void)[] = [];
  #native = 0;

  constructor() {
    this.#session.connect();
    this.#session.post('Profiler.enable');
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    for (const [owner, names] of lengths)
      for (const name of names) this.#count(owner, name, (self) => self.length ?? 0);
    for (const name of ['keys', 'values', 'entries'])
      this.#count(Object, name, (_, [of]) => (typeof of === 'object' && of !== null ? Reflect.ownKeys(of).length : 0));
    for (const one of [Map.prototype, Set.prototype]) this.#count(one, Symbol.iterator, (self) => self.size ?? 0);
  }

  /** Steps since it was asked the last time. */
  take(): number {
    let total = this.#native;
    this.#session.post('Profiler.takePreciseCoverage', (error, answer) => {
      if (error !== null) throw new Error(error.message);
      for (const { url, functions } of answer.result) {
        if (!/\/(src|rules|schemas)\//.test(url) || url.includes('node_modules')) continue;
        for (const { ranges } of functions) for (const { count } of ranges) total += count;
      }
    });
    this.#native = 0;
    return total;
  }

  stop(): void {
    for (const restore of this.#restore) restore();
    this.#session.post('Profiler.stopPreciseCoverage');
    this.#session.disconnect();
  }

  #count(
    owner: object,
    name: string | symbol,
    lengthOf: (self: { length?: number; size?: number }, args: readonly unknown[]) => number,
  ): void {
    const found = Object.getOwnPropertyDescriptor(owner, name);
    const original = found?.value as (...args: unknown[]) => unknown;
    const counter = this;
    Object.defineProperty(owner, name, {
      ...found,
      value: function (this: { length?: number; size?: number }, ...args: unknown[]) {
        counter.#native += lengthOf(this, args);
        return original.apply(this, args);
      },
    });
    this.#restore.push(() => Object.defineProperty(owner, name, found ?? {}));
  }
}
