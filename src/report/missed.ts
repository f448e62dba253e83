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
  const reasons = new Map<string, NotCheckedEntry[]>();
  for (const entry of entries) {
    const key = entry.rule === 'search' ? `${entry.subject}\n${entry.reason}` : entry.reason;
    const known = reasons.get(key);
    if (known === undefined) reasons.set(key, [entry]);
    else known.push(entry);
  }
  return [...reasons.values()].map((missed) => ({
    reason: missed[0]?.reason ?? '',
    names: [...new Set(missed.map(({ rule, subject }) => (rule === 'search' ? subject : rule)))],
    subjects: [...new Set(missed.flatMap(({ rule, subject }) => (rule === 'search' ? [] : [subject])))],
    times: missed.length,
  }));
}
