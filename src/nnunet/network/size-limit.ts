import { largest } from '../values/numbers.js';
import { type ProblemLog, raises } from './problem.js';
import { isInt, numberOf, type PythonValue } from './python-value.js';

/**
 * More stages or convolutions than any network has: nnU-Net would build them one after the other until memory or patience ends.
 * Nothing here may count that far.
 */
const mostStages = 1000;
const mostConvolutions = 10_000;

/** Whether the stages can be gone through; reports it where not. */
export function checkStageCount(written: PythonValue, log: ProblemLog): boolean {
  const count = numberOf(written) ?? 0;
  if (!(count > mostStages)) return true;
  reportTooMany(written, `n_stages asks for ${count} stages`, log);
  return false;
}

/** Whether all convolutions of all stages together can be gone through; reports the largest entry where not. */
export function checkConvolutionTotal(counts: readonly PythonValue[], log: ProblemLog): boolean {
  // Python does not count by floats: 1e308, NaN and infinity are no numbers of layers but wrong types.
  const numbers = counts.map((count) => (isInt(count) ? Math.max(0, numberOf(count) ?? 0) : 0));
  const total = numbers.reduce((sum, count) => sum + count, 0);
  if (total <= mostConvolutions) return true;
  const most = counts[numbers.indexOf(largest(numbers))];
  if (most !== undefined) reportTooMany(most, `the stages ask for ${total} convolutions together`, log);
  return false;
}

function reportTooMany(value: PythonValue, what: string, log: ProblemLog): void {
  log.add({
    code: 'too-many-layers',
    phase: 'build',
    at: value.at,
    data: { found: numberOf(value) ?? null },
    message: `The network is too large to be meant: ${what}; building it runs out of memory.`,
    exception: raises('MemoryError'),
  });
}
