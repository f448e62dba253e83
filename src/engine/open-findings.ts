import type { Finding, Report } from './report.js';

/** Whether a finding counts: it is neither suppressed nor in the baseline. */
export function isOpen({ suppressed }: Pick<Finding, 'suppressed'>): boolean {
  return suppressed === undefined;
}

/** Findings that count. */
export function openFindings({ findings }: Pick<Report, 'findings'>): readonly Finding[] {
  return findings.filter(isOpen);
}
