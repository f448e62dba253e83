import type { Report } from '../../engine/report.js';
import type { Severity } from '../../engine/severity.js';

export interface Verdict {
  /** What colours it: the gravest finding, or `good`. */
  readonly tone: Severity | 'good';
  readonly sentence: string;
}

/** The answers to the question that a command asks, by what was found. */
interface Answers {
  readonly error: string;
  readonly warning: string;
  readonly good: string;
}

const answers: ReadonlyMap<string, Answers> = new Map([
  [
    'check',
    {
      error: 'Do not start this job yet.',
      warning: 'This job would run, but look at the warnings first.',
      good: 'This job may start',
    },
  ],
  [
    'checks',
    {
      error: 'Do not start all of these jobs yet.',
      warning: 'These jobs would run, but look at the warnings first.',
      good: 'These jobs may start',
    },
  ],
  [
    'transfer',
    {
      error: 'Do not move these plans yet.',
      warning: 'These plans can be moved, but look at the warnings first.',
      good: 'These plans can be moved',
    },
  ],
]);

const otherAnswers: Answers = {
  error: 'Something here will go wrong.',
  warning: 'No errors, but something to look at.',
  good: 'Nothing is wrong here',
};

/** The answer to the question that the command asks; findings of severity info stand in nobody's way. */
export function verdictOf({ command, summary, subjects }: Pick<Report, 'command' | 'summary' | 'subjects'>): Verdict {
  const transfers = subjects.filter(({ kind }) => kind === 'transfer').length;
  const { error, warning, good } = answers.get(transfers > 1 ? `${command}s` : command) ?? otherAnswers;
  if (summary.error > 0) return { tone: 'error', sentence: error };
  if (summary.warning > 0) return { tone: 'warning', sentence: warning };
  return { tone: 'good', sentence: `${good}${summary.notChecked > 0 ? ', as far as it was looked at' : ''}.` };
}
