import type { Report } from '../../engine/report.js';
import type { Rule } from '../../engine/rule.js';
import type { Appearance } from '../appearance.js';
import { sanitize } from '../sanitize.js';
import { openQuestions, verdictLine, verdictWords } from '../verdict-words.js';
import { auditText } from './audit-text.js';
import { checkText } from './check-text.js';
import { closingText } from './closing-text.js';
import { commandText, isCommand } from './command-text.js';
import { findingsText, numberedFindings, shownFamilies } from './findings-text.js';
import { type Colour, painter } from './paint.js';
import { afterTransferText, transferText } from './transfer-text.js';
import { workflowText } from './workflow-text.js';
import { indented } from './wrap.js';

/** For a person: the answer, what was looked at, then each mistake with what follows from it, what was not checked and what to do next. */
export function table(report: Report, appearance: Appearance, rules: readonly Rule[]): string {
  const families = shownFamilies(report, appearance);
  if (appearance.quiet) {
    return families.length === 0
      ? ''
      : finished([
          ...findingsText(families, new Map(), appearance, rules),
          ...closingText({ ...report, notChecked: [] }, appearance),
        ]);
  }
  const numbered = numberedFindings(report, families);
  return finished([
    ...answerText(report, appearance),
    ...overviewText(report, appearance, numbered),
    ...findingsText(families, numbered, appearance, rules),
    ...closingText(report, appearance),
    ...afterTransferText(report, appearance),
  ]);
}

const tones: Readonly<Record<ReturnType<typeof verdictWords>['tone'], Colour>> = {
  error: 'red',
  warning: 'yellow',
  open: 'yellow',
  info: 'green',
  good: 'green',
};

const mostQuestions = 3;

function answerText(report: Report, { columns, colour }: Appearance): readonly string[] {
  const paint = painter(colour);
  const { tone } = verdictWords(report);
  const questions = report.verdict === 'not established' ? openQuestions(report) : [];
  const more = questions.length - mostQuestions;
  return [
    '',
    ...indented(verdictLine(report), columns, ' ').map((line) => paint(line, tones[tone])),
    ...questions
      .slice(0, mostQuestions)
      .flatMap((reason) => indented(sanitize(reason), columns, '   because ', '           ')),
    ...(more > 0 ? [`   and for ${more} more reasons, below`] : []),
  ];
}

/** What was looked at: a move, a command, a comparison, or a line for each dataset. */
function overviewText(
  report: Report,
  appearance: Appearance,
  numbered: ReadonlyMap<string, string>,
): readonly string[] {
  if (report.transfer !== undefined) return transferText(report.transfer, appearance);
  if (report.command === 'workflow') return workflowText(report, appearance);
  const others = report.subjects.filter((entry) => !isCommand(entry));
  const rest = { ...report, subjects: others };
  const command = commandText(report.subjects, appearance);
  if (report.comparisons !== undefined) return [...command, ...checkText(rest, appearance, numbered)];
  // What is wrong with the command itself is counted beside what is wrong with its dataset.
  return command.length > 0 && others.length === 0 ? command : [...command, ...auditText(report, appearance)];
}

function finished(lines: readonly string[]): string {
  return `${lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/^\n+/, '')}\n`;
}
