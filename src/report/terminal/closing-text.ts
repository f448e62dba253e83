import { familiesOf } from '../../engine/causes.js';
import type { NotCheckedEntry, Report, Summary } from '../../engine/report.js';
import { areas } from '../../engine/rule.js';
import type { Appearance } from '../appearance.js';
import { counted } from '../counted.js';
import { type Missed, missedByReason } from '../missed.js';
import { sanitize } from '../sanitize.js';
import { painter } from './paint.js';
import { indented } from './wrap.js';

const mostReasons = 6;

/** The last lines: how many findings, what was not checked and why, and what to do next. */
export function closingText(report: Report, appearance: Appearance): readonly string[] {
  const { columns } = appearance;
  const paint = painter(appearance.colour);
  const { error, warning } = report.summary;
  // Rules of one's own have no page.
  const first = familiesOf(report.findings)
    .map(({ cause }) => cause)
    .find(({ rule }) => areas.some((area) => rule.startsWith(`${area}/`)));
  return [
    '',
    ` ${paint(summaryText(report.summary), error > 0 ? 'red' : warning > 0 ? 'yellow' : 'green')}`,
    ...sinceText(report, columns),
    ...configText(report, columns),
    ...staleText(report, columns),
    ...notCheckedText(report.notChecked, columns),
    ...indented(sanitize(report.nnunet.text), columns, ' ', '   '),
    ...(first === undefined ? [] : [` More about a finding: nnplans explain ${first.rule}`]),
  ];
}

/** `1 error, 2 warnings`, and what nnplans itself did wrong. */
export function verdictText({ summary, notChecked }: Pick<Report, 'summary' | 'notChecked'>): string {
  const broken = new Set(notChecked.filter(({ crashed }) => crashed === true).map(({ rule }) => rule)).size;
  return broken === 0 ? summaryText(summary) : `${summaryText(summary)}, ${counted(broken, 'rule')} broke down`;
}

function summaryText({ error, warning, info, suppressed, baselined }: Summary): string {
  return [
    counted(error, 'error'),
    ...(warning > 0 ? [counted(warning, 'warning')] : []),
    ...(info > 0 ? [`${info} info`] : []),
    ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
    ...(baselined > 0 ? [`${baselined} in the baseline`] : []),
  ].join(', ');
}

function sinceText({ since }: Report, columns: number): readonly string[] {
  if (since === undefined) return [];
  const { known, revision } = since;
  const left = known === 0 ? 'nothing was found there before' : `${counted(known, 'older finding')} left out`;
  return indented(sanitize(`only what is new since ${revision}: ${left}`), columns, ' ', '   ');
}

/** A green run that looked at half of the rules should not look like one that looked at all. */
function configText({ config }: Report, columns: number): readonly string[] {
  if (config === undefined) return [];
  const { file, off, ignored } = config;
  const shown = off.slice(0, mostReasons);
  const more = off.length > shown.length ? ` and ${off.length - shown.length} more` : '';
  return [
    ...(off.length === 0 ? [] : [`${file} turns off ${shown.join(', ')}${more}`]),
    ...(ignored.length === 0
      ? []
      : [
          `${file} lies in the folder that is checked, so it cannot change ${ignored.join(' and ')}; if it is yours, name it with --config`,
        ]),
  ].flatMap((line) => indented(sanitize(line), columns, ' ', '   '));
}

/** What is fixed is good news, and no longer belongs into the baseline. */
function staleText({ baseline }: Report, columns: number): readonly string[] {
  if (baseline === undefined || baseline.stale.length === 0) return [];
  const { file, stale } = baseline;
  const shown = stale.slice(0, mostReasons).map(({ rule, subject }) => `${rule}: ${subject}`);
  const more = stale.length > shown.length ? [`and ${stale.length - shown.length} more`] : [];
  return [
    ...indented(sanitize(`fixed, but still in ${file} (--update-baseline removes them)`), columns, ' ', '   '),
    ...[...shown, ...more].flatMap((line) => indented(sanitize(line), columns, '   ', '     ')),
  ];
}

function notCheckedText(entries: readonly NotCheckedEntry[], columns: number): readonly string[] {
  const lines = missedTexts(entries);
  if (lines.length === 0) return [];
  const shown = lines.slice(0, mostReasons);
  const more =
    lines.length > shown.length
      ? [`and ${counted(lines.length - shown.length, 'other reason')} (--format json has them)`]
      : [];
  return [' not checked', ...[...shown, ...more].flatMap((line) => indented(line, columns, '   ', '     '))];
}

/** What was not checked and why, each reason once. */
export function missedTexts(entries: readonly NotCheckedEntry[]): readonly string[] {
  return missedByReason(entries).map((missed) => sanitize(`${whatWasMissed(missed)}: ${missed.reason}`));
}

/** The rule, and how often; where the search itself was stopped, the place. */
function whatWasMissed({ names, times }: Missed): string {
  const [only = ''] = names;
  if (names.length > 1) return `${only} and ${counted(names.length - 1, 'other')}`;
  return times > 1 ? `${only} (${times} times)` : only;
}
