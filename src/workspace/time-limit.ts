import type { ReadOptions } from '../io/pickle/trace.js';

/** A genuine checkpoint takes a few hundredths of a second; this is for slow disks and for files made to take for ever. */
const seconds = 10;

/** Options with which one file is read for a limited time, from now on. By the clock of the day, which costs nothing to load; it is seldom set within seconds. */
export function limitedTime(now: () => number = () => Date.now()): ReadOptions {
  const end = now() + 1000 * seconds;
  return { outOfTime: () => now() > end };
}
