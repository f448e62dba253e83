import type { Report } from '../../engine/report.js';
import type { Severity } from '../../engine/severity.js';

export interface Verdict {
  /** What colours it: the gravest finding, or `good`. */
  readonly tone: Severity | 'good';
  readonly sentence: string;
}

/** The answer to the question that the command asks; findings of severity info stand in nobody's way. */
export function verdictOf({ command, summary }: Pick<Report, 'command' | 'summary'>): Verdict {
  const isCheck = command === 'check';
  if (summary.error > 0) {
    return { tone: 'error', sentence: isCheck ? 'Do not start this job yet.' : 'Something here will go wrong.' };
  }
  if (summary.warning > 0) {
    return {
      tone: 'warning',
      sentence: isCheck
        ? 'This job would run, but look at the warnings first.'
        : 'No errors, but something to look at.',
    };
  }
  const limit = summary.notChecked > 0 ? ', as far as it was looked at' : '';
  return { tone: 'good', sentence: isCheck ? `This job may start${limit}.` : `Nothing is wrong here${limit}.` };
}
