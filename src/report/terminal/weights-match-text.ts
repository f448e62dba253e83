import { compareText } from '../../engine/sort.js';
import { counted } from '../counted.js';
import { sanitize } from '../sanitize.js';
import {
  type MatchResult,
  type MatchSource,
  type MatchVerdict,
  matchVerdicts,
  type WeightsMatch,
} from '../weights-match.js';
import { type Colour, type Paint, painter } from './paint.js';
import { remedyText } from './remedy-text.js';
import { cut, padded } from './width.js';
import { indented } from './wrap.js';

export interface MatchAppearance {
  readonly columns: number;
  readonly colour: boolean;
}

const marks: Readonly<Record<MatchVerdict, readonly [mark: string, colour: Colour]>> = {
  loads: ['✓', 'green'],
  'other-input': ['!', 'yellow'],
  'drops-weights': ['!', 'yellow'],
  fails: ['✗', 'red'],
  unknown: ['?', 'grey'],
};

const nameWidth = 20;
const gap = 2;
/** Narrower cells hold a mark only, and the causes stand below. */
const leastWords = 24;
/** So many configurations fit a few screens; those that load nothing are left out first. */
const mostTargets = 120;
const mostCauses = 30;

/** The weights, then one line for each configuration with its verdict about each, those that load first. */
export function weightsMatchText(match: WeightsMatch, { columns, colour }: MatchAppearance): string {
  const paint = painter(colour);
  const width = Math.floor((columns - 1 - nameWidth) / Math.max(1, match.sources.length)) - gap;
  const saysWhy = width >= leastWords;
  const cellWidth = saysWhy ? width : 2;
  const groups = groupsOf(match);
  const shown = firstTargets(groups);
  const lines = [
    ...match.sources.flatMap((source, i) => sourceText(source, letter(i, match.sources.length), columns)),
    ...(match.sources.length > 1 ? ['', headText(match.sources.length, cellWidth, paint)] : ['']),
    ...shown.flatMap((group) => groupText(group, { columns, cellWidth, saysWhy, paint })),
    ...moreText(groups, shown),
    ...(saysWhy ? [] : causesText(match, columns)),
    '',
    ...summaryText(match).flatMap((line) => indented(line, columns, ' ', '   ')),
    ...(match.notChecked ?? []).flatMap(({ subject, reason }) =>
      indented(sanitize(`Not looked at: ${subject}: ${reason}.`), columns, ' ', '   '),
    ),
    ...(match.alarms.length === 0 ? nextStepText(match, columns) : alarmText(match.alarms, columns, paint)),
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

/** Nobody is sent on to load what must not be loaded. */
function alarmText(alarms: readonly string[], columns: number, paint: Paint): readonly string[] {
  return [
    '',
    ...alarms.flatMap((alarm) => indented(sanitize(alarm), columns, ' ✗ ').map((line) => paint(line, 'red'))),
    ...indented('Do not load it. What each of these means: nnplans explain model/unexpected-global', columns, ' → '),
  ];
}

function sourceText(
  { label, fault, evidence, ...facts }: MatchSource,
  name: string,
  columns: number,
): readonly string[] {
  const known = [facts.trainer, facts.plans, facts.configuration, facts.network].filter((one) => one !== undefined);
  const about = fault ?? [...known, ...(evidence === 'plans' ? ['weights predicted from its plans'] : [])].join(', ');
  const start = name === '' ? ' weights  ' : ` ${padded(name, 3)} `;
  return [
    ...indented(sanitize(label), columns, start),
    ...indented(sanitize(about), columns, ' '.repeat(start.length)),
  ];
}

/** `A`, `B`, … `Z`, `27`, …; nothing where there is only one. */
function letter(index: number, count: number): string {
  if (count === 1) return '';
  return index < 26 ? String.fromCharCode(65 + index) : String(index + 1);
}

function headText(sources: number, cellWidth: number, paint: Paint): string {
  const letters = Array.from({ length: sources }, (_, i) => padded(letter(i, sources), cellWidth + gap));
  return paint(` ${' '.repeat(nameWidth)}${letters.join('')}`.trimEnd(), 'bold');
}

/** The configurations of one plans file. */
interface Group {
  readonly label: string;
  readonly rows: readonly { readonly configuration: string; readonly results: readonly MatchResult[] }[];
  /** Place of the best verdict in {@link matchVerdicts}. */
  readonly best: number;
}

function groupsOf({ targets, results, sources }: WeightsMatch): readonly Group[] {
  const groups = new Map<string, { label: string; rows: Group['rows'][number][] }>();
  for (const [index, { file, label, configuration }] of targets.entries()) {
    const row = { configuration, results: results.slice(index * sources.length, (index + 1) * sources.length) };
    const known = groups.get(file);
    if (known === undefined) groups.set(file, { label, rows: [row] });
    else known.rows.push(row);
  }
  const labels = new Map<string, number>();
  for (const { label } of groups.values()) labels.set(label, (labels.get(label) ?? 0) + 1);
  return [...groups]
    .map(([file, group]) => ({ ...group, label: labels.get(group.label) === 1 ? group.label : file }))
    .map((group) => ({ ...group, best: bestRank(group.rows.flatMap(({ results: all }) => all)) }))
    .sort((a, b) => a.best - b.best || compareText(a.label, b.label));
}

function bestRank(all: readonly MatchResult[]): number {
  return all.reduce((best, result) => Math.min(best, rankOf(result)), matchVerdicts.length);
}

function rankOf({ verdict }: MatchResult): number {
  return matchVerdicts.indexOf(verdict);
}

function firstTargets(groups: readonly Group[]): readonly Group[] {
  let left = mostTargets;
  return groups.filter(({ rows }) => {
    left -= rows.length;
    return left >= 0;
  });
}

interface GroupAppearance {
  readonly columns: number;
  readonly cellWidth: number;
  readonly saysWhy: boolean;
  readonly paint: Paint;
}

function groupText({ label, rows }: Group, { columns, cellWidth, saysWhy, paint }: GroupAppearance): readonly string[] {
  const lines = rows.map(({ configuration, results }) => {
    const cells = results.map(({ verdict, cause }) => {
      const [mark, colour] = marks[verdict];
      const words = saysWhy ? cut(`${mark} ${sanitize(wordsOf(verdict, cause))}`, cellWidth) : mark;
      return padded(paint(words, colour), cellWidth + gap);
    });
    return `   ${padded(cut(sanitize(configuration), nameWidth - 4), nameWidth - 2)}${cells.join('')}`;
  });
  return [...indented(sanitize(label), columns, ' '), ...lines];
}

function wordsOf(verdict: MatchVerdict, cause: string | undefined): string {
  switch (verdict) {
    case 'loads':
      return 'loads';
    case 'other-input':
      return `loads; other ${cause}`;
    case 'drops-weights':
      return `loads, but drops ${cause}`;
    default:
      return cause ?? 'not known';
  }
}

function moreText(groups: readonly Group[], shown: readonly Group[]): readonly string[] {
  const left = groups.slice(shown.length).flatMap(({ rows }) => rows).length;
  return left === 0 ? [] : [` and ${counted(left, 'other configuration')} (--format json has all of them)`];
}

/** Where cells are too narrow for words: every cause once for each of the weights, and how often. */
function causesText({ sources, results }: WeightsMatch, columns: number): readonly string[] {
  const causes = new Map<string, number>();
  for (const { source, verdict, cause } of results) {
    if (verdict === 'loads') continue;
    const key = `${letter(source, sources.length)} ${marks[verdict][0]} ${wordsOf(verdict, cause)}`;
    causes.set(key, (causes.get(key) ?? 0) + 1);
  }
  const sorted = [...causes].sort(([a], [b]) => compareText(a, b));
  const lines = sorted.map(([text, count]) => (count === 1 ? text : `${text} (${count} times)`));
  const more = lines.length > mostCauses ? [`and ${counted(lines.length - mostCauses, 'other cause')}`] : [];
  return [
    '',
    ...[...lines.slice(0, mostCauses), ...more].flatMap((one) => indented(sanitize(one), columns, ' ', '     ')),
  ];
}

function summaryText({ sources, targets, results }: WeightsMatch): readonly string[] {
  const isGood = ({ verdict }: MatchResult) => verdict !== 'fails' && verdict !== 'unknown';
  return sources.map((_, i) => {
    const own = results.filter(({ source }) => source === i);
    const name = letter(i, sources.length);
    if (own.every(({ verdict }) => verdict === 'unknown')) {
      return `nnplans cannot tell whether ${name === '' ? 'the weights load' : `${name} loads`} into any of ${counted(targets.length, 'configuration')}.`;
    }
    const good = own.filter(isGood);
    const same = good.filter(({ verdict }) => verdict === 'loads').length;
    const whose = name === '' ? 'The weights load' : `${name} loads`;
    if (good.length === 0) return `${whose} into none of ${counted(targets.length, 'configuration')}.`;
    const rest = same === good.length ? '' : `, ${same === 0 ? 'none' : same} of them with the same input`;
    return `${whose} into ${good.length} of ${counted(targets.length, 'configuration')}${rest}.`;
  });
}

/** What to type next. */
function nextStepText({ next }: WeightsMatch, columns: number): readonly string[] {
  return next === undefined ? [] : remedyText(sanitize(`Before finetuning: ${next}`), columns, ' ');
}
