import { type Family, familiesOf } from '../engine/causes.js';
import type { Report } from '../engine/report.js';
import type { Severity } from '../engine/severity.js';
import { isOpenQuestion } from '../engine/verdict.js';
import { counted } from './counted.js';

export interface VerdictWords {
  /** What colours it: the gravest finding, `open` where the question is not answered, or `good`. */
  readonly tone: Severity | 'open' | 'good';
  readonly sentence: string;
}

/** The answers to the question that a command asks, by what was found. */
interface Answers {
  readonly no: string;
  readonly unknown: string;
  readonly warned: string;
  readonly yes: string;
}

const answers: ReadonlyMap<string, Answers> = new Map([
  [
    'check',
    {
      no: 'Do not start.',
      unknown: 'It is not established whether this job may start.',
      warned: 'This job may start, but look at the warnings first.',
      yes: 'This job may start',
    },
  ],
  [
    'checks',
    {
      no: 'Do not start all of these jobs.',
      unknown: 'It is not established whether these jobs may start.',
      warned: 'These jobs may start, but look at the warnings first.',
      yes: 'These jobs may start',
    },
  ],
  [
    'transfer',
    {
      no: 'Do not move these plans.',
      unknown: 'It is not established whether these plans can be moved.',
      warned: 'These plans can be moved, but look at the warnings first.',
      yes: 'These plans can be moved',
    },
  ],
  [
    'workflow',
    {
      no: 'Do not start.',
      unknown: 'It is not established whether this may start: nnplans could not follow everything.',
      warned: 'This may start, but look at the warnings first.',
      yes: 'This may start',
    },
  ],
]);

const otherAnswers: Answers = {
  no: 'Something here will go wrong.',
  unknown: 'nnplans found nothing wrong, but could not look at everything.',
  warned: 'No errors, but look at the warnings.',
  yes: 'Nothing is wrong here',
};

/** The answer to the question that the command asks; findings of severity info stand in nobody's way. */
export function verdictWords({
  command,
  verdict,
  summary,
  subjects,
}: Pick<Report, 'command' | 'verdict' | 'summary' | 'subjects'>): VerdictWords {
  const transfers = subjects.filter(({ kind }) => kind === 'transfer').length;
  const { no, unknown, warned, yes } = answers.get(transfers > 1 ? `${command}s` : command) ?? otherAnswers;
  if (verdict === 'do not start') return { tone: 'error', sentence: no };
  if (verdict === 'not established') return { tone: 'open', sentence: unknown };
  if (summary.warning > 0) return { tone: 'warning', sentence: warned };
  const limit = summary.notChecked > 0 ? ', as far as nnplans looked' : '';
  return { tone: 'good', sentence: `${yes}${limit}.` };
}

/** `1 cause, 5 consequences, 2 notes.`: notes are findings of severity info that nothing graver follows from. */
export function countsText(families: readonly Family[]): string {
  const notes = families.filter(({ severity }) => severity === 'info').length;
  const causes = families.length - notes;
  const consequences = families.reduce((sum, family) => sum + family.consequences.length, 0);
  const parts = [
    ...(causes > 0 ? [counted(causes, 'cause')] : []),
    ...(consequences > 0 ? [counted(consequences, 'consequence')] : []),
    ...(notes > 0 ? [counted(notes, 'note')] : []),
  ];
  return parts.length === 0 ? '' : `${parts.join(', ')}.`;
}

/** The whole line: the answer, and what it rests on. */
export function verdictLine(report: Report): string {
  const { sentence } = verdictWords(report);
  const counts = countsText(familiesOf(report.findings));
  return counts === '' ? sentence : `${sentence}  ${counts}`;
}

/** Why something is not established, in the order in which it was met, each reason once. */
export function openQuestions({ notChecked }: Pick<Report, 'notChecked'>): readonly string[] {
  return [...new Set(notChecked.filter(isOpenQuestion).map(({ reason }) => reason))];
}
