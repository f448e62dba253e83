import type { Report, SubjectEntry } from '../../engine/report.js';
import type { Appearance } from '../appearance.js';
import { sanitize } from '../sanitize.js';
import { subjectsByGravity } from '../subject-findings.js';
import { tally, tallyWidth } from '../tally.js';
import { isCommand } from './command-text.js';
import { grid } from './grid.js';
import { painter } from './paint.js';
import { cut, cutStart, widthOf } from './width.js';

/** So many lines fit a few screens; the rest is counted. */
const mostRows = 200;

/** One line for each dataset, model folder or lone plans file, those with the gravest findings first. */
export function auditText(report: Report, { columns, colour }: Appearance): readonly string[] {
  const sorted = subjectsByGravity(report);
  const shown = sorted.slice(0, mostRows);
  const paint = painter(colour);
  // Four gaps of two, one column of margin; findings and cases need what they need.
  const rest = columns - 1 - 8 - 11 - 6;
  const plans = Math.floor(rest * 0.31);
  // Names that are not enough to tell datasets apart give way to paths, which need more room.
  const configurations = sorted.every(({ isAlone }) => isAlone) ? Math.floor(rest * 0.27) : 0;
  const names = rest - plans - configurations;
  const rows = shown.map(({ entry, isAlone, findings }) => [
    isCommand(entry) ? 'the command' : isAlone ? sanitize(entry.label) : cutStart(sanitize(pathOf(entry)), names),
    listed(entry, 'plans', plans),
    listed(entry, 'configurations', configurations),
    listed(entry, 'cases', 6),
    tally(findings, paint),
  ]);
  const heads = [
    { head: 'looked at', most: names },
    { head: 'plans', most: plans },
    { head: cut('configurations', configurations), most: configurations },
    { head: 'cases', most: 6 },
    { head: 'findings', most: tallyWidth },
  ];
  const more = sorted.length > shown.length ? [` and ${sorted.length - shown.length} more, with nothing graver`] : [];
  return ['', ...grid(heads, rows), ...more];
}

/** Without the folders that all roots have in common by nnU-Net's custom. */
function pathOf({ file, label }: SubjectEntry): string {
  return file?.replace(/(^|\/)nnUNet_(preprocessed|results)(?=\/)/g, '') ?? label;
}

/** As many names as fit, and how many more there are. */
function listed({ facts }: SubjectEntry, name: string, width: number): string {
  const value = facts?.[name];
  if (value === undefined) return '–';
  if (typeof value === 'string' || typeof value === 'number') return sanitize(String(value));
  const names = value.map(sanitize);
  for (let shown = names.length; shown > 0; shown -= 1) {
    const rest = names.length - shown;
    const text = names.slice(0, shown).join(', ') + (rest > 0 ? ` +${rest}` : '');
    if (widthOf(text) <= width) return text;
  }
  const [first] = names;
  if (first === undefined) return '–';
  const more = names.length > 1 ? ` +${names.length - 1}` : '';
  return cut(first, width - more.length) + more;
}
