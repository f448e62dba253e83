import { consequences } from '../nnunet/compare/consequence.js';
import type { Change, PlansDiff } from './change.js';
import { configurationNames, type DiffRow, namesOf, rowsOf } from './rows.js';
import { configurationSentences, verdictSentences } from './sentences.js';
import { valueTexts } from './value-words.js';

/** A diff in words, ready to be laid out: what every format for people shows, in this order. */
export interface DiffOverview {
  readonly verdicts: readonly string[];
  readonly configurations: readonly string[];
  readonly groups: readonly DiffGroup[];
  /** Changes without effect, by name. */
  readonly harmless: readonly string[];
  /** Noise, by name and where it is one number with both values. */
  readonly negligible: readonly string[];
  readonly notes: readonly string[];
}

/** Changes that the same follows from. */
export interface DiffGroup {
  readonly title: string;
  readonly rows: readonly DiffRow[];
}

export function overviewOf(diff: PlansDiff): DiffOverview {
  const all = configurationNames(diff);
  const areConfigurations = (change: Change) => change.field === 'configurations' && diff.configurations.length > 0;
  const changes = diff.changes.filter((change) => !areConfigurations(change));
  const counting = changes.filter((change) => !change.negligible);
  const harmless = counting.filter((change) => change.consequence === 'no effect');
  const isJudged = diff.configurations.length > 0;
  return {
    verdicts: verdictSentences(diff),
    configurations: configurationSentences(diff.changes.filter(areConfigurations)),
    groups: isJudged ? judgedGroups(counting, diff, all) : groupOf('differs', harmless, all),
    harmless: isJudged ? namesOf(harmless, all) : [],
    negligible: changes.filter((change) => change.negligible).map((change) => noiseText(change, all)),
    notes: notesOf(diff),
  };
}

function judgedGroups(changes: readonly Change[], diff: PlansDiff, all: readonly string[]): DiffGroup[] {
  return consequences
    .filter((consequence) => consequence !== 'no effect')
    .flatMap((consequence) => {
      const those = changes.filter((change) => change.consequence === consequence);
      return groupOf(titleOf(consequence, diff), those, all);
    });
}

function groupOf(title: string, changes: readonly Change[], all: readonly string[]): DiffGroup[] {
  return changes.length === 0 ? [] : [{ title, rows: rowsOf(changes, all) }];
}

/** Where it is not known whether weights load, nothing else may say so. */
function titleOf(consequence: string, { weights }: PlansDiff): string {
  const isUnknown = weights.answer === 'unknown' && consequence === 'weights no longer load';
  return isUnknown ? 'weights may no longer load' : consequence;
}

function noiseText(change: Change, all: readonly string[]): string {
  const [before, after] = valueTexts(change);
  const [name = ''] = namesOf([change], all);
  return change.shape === 'value' ? `${name} ${before} → ${after}` : name;
}

function notesOf({ notes, weights, changes }: PlansDiff): readonly string[] {
  const isClear = weights.answer === 'unknown' || changes.every((change) => change.negligible);
  return isClear ? notes : [...notes, 'A trainer may build another network than the plans describe.'];
}
