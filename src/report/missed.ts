import { grouped } from '../engine/grouped.js';
import type { NotCheckedEntry } from '../engine/report.js';

/** What one reason kept from being looked at. */
export interface Missed {
  readonly reason: string;
  /** Rules; where the search itself was stopped, the place. */
  readonly names: readonly string[];
  readonly subjects: readonly string[];
  /** How many times. */
  readonly times: number;
}

/** What was not checked, the same reason told once. */
export function missedByReason(entries: readonly NotCheckedEntry[]): readonly Missed[] {
  const reasons = grouped(entries, ({ rule, subject, reason }) =>
    rule === 'search' ? `${subject}\n${reason}` : reason,
  );
  return [...reasons.values()].map((missed) => ({
    reason: missed[0]?.reason ?? '',
    names: [...new Set(missed.map(({ rule, subject }) => (rule === 'search' ? subject : rule)))],
    subjects: [...new Set(missed.flatMap(({ rule, subject }) => (rule === 'search' ? [] : [subject])))],
    times: missed.length,
  }));
}
