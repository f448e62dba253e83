import { Session } from 'node:inspector';

type Sized = { readonly length?: number; readonly size?: number } | undefined;

/** How far a call goes through what it is called on. */
type Way = (self: Sized, args: readonly unknown[], result: unknown) => number;

const allOfIt: Way = (self) => self?.length ?? self?.size ?? 0;
const whatComesOut: Way = (_, __, result) => (result as Sized)?.length ?? 0;
const upToTheFound: Way = (self, [, from], result) =>
  (result === -1 ? (self?.length ?? 0) : Number(result)) -
  (typeof from === 'number' ? Math.min(from, self?.length ?? 0) : 0);

/** Loops that are made by built-in functions, which V8 does not count. */
const loops: readonly (readonly [owner: object, names: readonly (string | symbol)[], way: Way])[] = [
  [Array.prototype, ['includes', 'join', 'sort', 'splice', 'shift', 'unshift', Symbol.iterator], allOfIt],
  [Array.prototype, ['slice', 'concat', 'flat'], whatComesOut],
  [Array.prototype, ['indexOf'], upToTheFound],
  [String.prototype, ['split', 'replace', 'replaceAll', 'match', 'includes'], allOfIt],
  [String.prototype, ['indexOf'], upToTheFound],
  [Object, ['keys', 'values', 'entries'], whatComesOut],
  [Map.prototype, [Symbol.iterator], allOfIt],
  [Set.prototype, [Symbol.iterator], allOfIt],
];

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
    for (const [owner, names, way] of loops) for (const name of names) this.#count(owner, name, way);
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

  #count(owner: object, name: string | symbol, way: Way): void {
    const found = Object.getOwnPropertyDescriptor(owner, name);
    const original = found?.value as (...args: unknown[]) => unknown;
    const add = (steps: number) => {
      this.#native += steps;
    };
    Object.defineProperty(owner, name, {
      ...found,
      value: function (this: Sized, ...args: unknown[]) {
        const result = original.apply(this, args);
        add(way(this, args, result));
        return result;
      },
    });
    this.#restore.push(() => Object.defineProperty(owner, name, found ?? {}));
  }
}
