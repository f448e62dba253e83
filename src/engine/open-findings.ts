import type { Finding, Report } from '../engine/report.js';

/** Findings that count: neither suppressed nor in the baseline. */
export function openFindings({ findings }: Pick<Report, 'findings'>): readonly Finding[] {
  return findings.filter((finding) => finding.suppressed === undefined);
}
