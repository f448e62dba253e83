import { openFindings } from '../../engine/open-findings.js';
import type { Report } from '../../engine/report.js';
import type { Appearance } from '../format.js';
import { auditText } from './audit-text.js';
import { checkText } from './check-text.js';
import { closingText } from './closing-text.js';
import { commandText, isCommand } from './command-text.js';
import { findingsText } from './findings-text.js';
import { afterTransferText, transferText } from './transfer-text.js';
import { workflowText } from './workflow-text.js';

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

/** What was looked at: a move, a command, a comparison, or a line for each dataset. */
function overviewText(report: Report, appearance: Appearance): readonly string[] {
  if (report.transfer !== undefined) return transferText(report.transfer, appearance);
  if (report.command === 'workflow') return workflowText(report, appearance);
  const others = report.subjects.filter((entry) => !isCommand(entry));
  const rest = { ...report, subjects: others };
  const command = commandText(report.subjects, appearance);
  if (report.comparisons !== undefined) return [...command, ...checkText(rest, appearance)];
  // What is wrong with the command itself is counted beside what is wrong with its dataset.
  return command.length > 0 && others.length === 0 ? command : [...command, ...auditText(report, appearance)];
}

function finished(lines: readonly string[]): string {
  return `${lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/^\n+/, '')}\n`;
}
