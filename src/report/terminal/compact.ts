import { familiesOf } from '../../engine/causes.js';
import { openFindings } from '../../engine/open-findings.js';
import type { Finding, Report } from '../../engine/report.js';
import type { Severity } from '../../engine/severity.js';
import type { Appearance } from '../appearance.js';
import { causesOf, placeText } from '../finding-groups.js';
import { sanitize } from '../sanitize.js';

const words: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** One line a finding, as compilers write them, which editors and CI systems know how to read: `file:41:17: error: message [rule]`. */
export function compact(report: Report, { quiet }: Pick<Appearance, 'quiet'>): string {
  const causes = causesOf(familiesOf(report.findings));
  return openFindings(report)
    .filter(({ severity }) => !quiet || severity === 'error')
    .map((finding) => `${lineOf(finding, causes.get(finding))}\n`)
    .join('');
}

function lineOf(finding: Finding, cause: Finding | undefined): string {
  const from = cause === undefined ? '' : ` (follows from ${cause.rule})`;
  return `${placeText(finding)}: ${words[finding.severity]}: ${sanitize(finding.message)}${sanitize(from)} [${finding.rule}]`;
}
