import { openFindings } from '../../engine/open-findings.js';
import type { Comparison, Finding, Report, SubjectEntry } from '../../engine/report.js';

/** One transfer: the entries about it and its configurations. */
export interface Job {
  readonly entries: readonly SubjectEntry[];
  readonly comparisons: readonly Comparison[];
}

/** A report lists both sides of a transfer, then the transfer with its configurations, then the next. */
export function jobsOf({ subjects, comparisons = [] }: Report): readonly Job[] {
  const jobs: Job[] = [];
  let first = 0;
  let compared = 0;
  for (const [i, { kind, facts }] of subjects.entries()) {
    if (kind !== 'transfer') continue;
    const configurations = facts?.['configurations'];
    const count = Array.isArray(configurations) ? configurations.length : 0;
    jobs.push({
      entries: subjects.slice(first, i + 1),
      comparisons: comparisons.slice(compared, compared + count),
    });
    first = i + 1;
    compared += count;
  }
  return jobs;
}

/** The plans of both sides; the same twice where a transfer stays within one file. */
export function sidesOf({ entries }: Pick<Job, 'entries'>): readonly [pretraining: string, finetuning: string] {
  const [pretraining = '', finetuning = pretraining] = entries
    .filter(({ kind }) => kind === 'plans')
    .map(({ label }) => label);
  return [pretraining, finetuning];
}

/** About the pair, either side of it, or a dataset of theirs. */
export function findingsAbout({ entries }: Pick<Job, 'entries'>, findings: readonly Finding[]): readonly Finding[] {
  const names = entries.flatMap(({ label, facts }) => [label, String(facts?.['dataset'] ?? label)]);
  return openFindings({ findings }).filter(({ subject }) =>
    names.some((name) => subject === name || subject.startsWith(`${name}#`)),
  );
}

/** Whether nothing was found to differ; weights that nobody named a file of are no difference. */
export function agrees({ rows }: Comparison): boolean {
  return rows.every(
    ({ what, verdict }) => verdict === 'agrees' || (what === 'checkpoint' && verdict === 'not checked'),
  );
}
