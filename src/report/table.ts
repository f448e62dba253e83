import type { Report } from '../engine/report.js';
import { auditText } from './audit-text.js';
import { checkText } from './check-text.js';
import { closingText } from './closing-text.js';
import { findingsText } from './findings-text.js';
import type { Appearance } from './format.js';
import { openFindings } from './open-findings.js';
import { afterTransferText, transferText } from './transfer-text.js';

/** For a person: what was looked at, then what is wrong, then what was not checked and what to do next. */
export function table(report: Report, appearance: Appearance): string {
  const open = openFindings(report);
  if (appearance.quiet) {
    const errors = open.filter((finding) => finding.severity === 'error');
    return errors.length === 0
      ? ''
      : finished([...findingsText(errors, appearance), ...closingText({ ...report, notChecked: [] }, appearance)]);
  }
  return finished([
    ...overviewText(report, appearance),
    ...findingsText(open, appearance),
    ...closingText(report, appearance),
    ...afterTransferText(report, appearance),
  ]);
}

function overviewText(report: Report, appearance: Appearance): readonly string[] {
  if (report.transfer !== undefined) return transferText(report.transfer, appearance);
  return report.comparisons === undefined ? auditText(report, appearance) : checkText(report, appearance);
}

function finished(lines: readonly string[]): string {
  return `${lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/^\n+/, '')}\n`;
}
