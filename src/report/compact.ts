import type { Finding, Report } from '../engine/report.js';
import type { Severity } from '../engine/severity.js';
import type { Appearance } from './format.js';
import { openFindings } from './open-findings.js';
import { sanitize } from './sanitize.js';

const words: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** One line a finding, as compilers write them, which editors and CI systems know how to read: `file:41:17: error: message [rule]`. */
export function compact(report: Report, { quiet }: Pick<Appearance, 'quiet'>): string {
  return openFindings(report)
    .filter(({ severity }) => !quiet || severity === 'error')
    .map((finding) => `${lineOf(finding)}\n`)
    .join('');
}

function lineOf({ location, subject, severity, message, rule }: Finding): string {
  const position = location?.line === undefined ? [] : [location.line, location.column ?? 1];
  const place = [sanitize(location?.file ?? subject), ...position].join(':');
  return `${place}: ${words[severity]}: ${sanitize(message)} [${rule}]`;
}
