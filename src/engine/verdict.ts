import type { NotCheckedEntry, Summary, Verdict } from './report.js';

/**
 * Errors speak against it, whatever `--fail-on` says. Where there are none, it may be started if nothing was left out that could have shown one,
 * and if anything was looked at.
 */
export function verdictOf(
  { error }: Pick<Summary, 'error'>,
  notChecked: readonly NotCheckedEntry[],
  checks: number,
): Verdict {
  if (error > 0) return 'do not start';
  return checks === 0 || notChecked.some(isOpenQuestion) ? 'not established' : 'start';
}

/** Whether an error may be hidden behind what was not looked at. */
export function isOpenQuestion({ leavesOpen, crashed }: NotCheckedEntry): boolean {
  return leavesOpen === true || crashed === true;
}
