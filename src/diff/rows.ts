import type { ChangePart } from '../nnunet/compare/field-change.js';
import { fieldAt } from '../nnunet/compare/fields.js';
import { firstFew } from '../nnunet/words/wording.js';
import type { Change, PlansDiff } from './change.js';
import { valueText, valueTexts } from './value-words.js';

/** One line of a comparison, with the lines below it. */
export interface DiffRow {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly details: readonly DiffRow[];
  /** What stands below them: `also bs4, by inheritance`. */
  readonly remarks: readonly string[];
}

/** So many entries of one change are shown. */
const mostDetails = 8;

/** Names of the configurations of a diff; those of both sides where they are called differently. */
export function configurationNames(diff: PlansDiff): readonly string[] {
  return diff.configurations.map(({ a, b }) => (a === b ? a : `${a} → ${b}`));
}

/** Rows for changes, where the same change in several configurations is one. */
export function rowsOf(changes: readonly Change[], all: readonly string[]): DiffRow[] {
  return sameChanges(changes).map((same) => {
    const [change] = same;
    const details = detailsOf(change);
    const isTold = details.length > 0 && change.field !== 'architecture.arch_kwargs.n_stages';
    const [before, after] = isTold ? ['', ''] : valueTexts(change);
    const { place, followers } = placeOf(same, all);
    const shown = details.length > mostDetails ? mostDetails - 1 : mostDetails;
    const unit = change.unit === 'mm' ? ' (mm)' : '';
    return {
      name: `${place}${change.what}${unit}`,
      before,
      after,
      details: details.slice(0, shown),
      remarks: [
        ...(details.length > shown ? [`and ${details.length - shown} more`] : []),
        ...(followers.length > 0 ? [`also ${firstFew(followers, mostDetails)}, by inheritance`] : []),
      ],
    };
  });
}

type Several = readonly [Change, ...Change[]];

/** Changes that read the same, whatever configuration they are in. */
function sameChanges(changes: readonly Change[]): Several[] {
  const groups = new Map<string, [Change, ...Change[]]>();
  for (const change of changes) {
    const [before, after] = valueTexts(change);
    const parts = change.parts.map((part) => [part.what, part.before, part.after]);
    const key = JSON.stringify([change.what, change.kind, before, after, parts]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [change]);
    else group.push(change);
  }
  return [...groups.values()];
}

/** `2d, 3d_fullres: `; nothing where it concerns all of them. */
function placeOf(same: Several, all: readonly string[]): { place: string; followers: readonly string[] } {
  const homes = same.flatMap(({ configuration }) => configuration ?? []);
  if (homes.length === 0 || all.length <= 1) return { place: '', followers: [] };
  const isHome = new Set(homes);
  const followers = same.flatMap((change) => change.followers).filter((name) => !isHome.has(name));
  const concerned = new Set([...homes, ...followers]);
  if (all.every((name) => concerned.has(name))) return { place: '', followers: [] };
  return { place: `${firstFew(homes, mostDetails)}: `, followers };
}

/** The entries that differ, where the whole would be two long lists or objects to be compared by eye. */
function detailsOf(change: Change): readonly DiffRow[] {
  const isNested = (value: unknown) => Array.isArray(value) && value.some(Array.isArray);
  const isLong =
    isNested(change.before) || isNested(change.after) || change.shape === 'members' || change.shape === 'value';
  return isLong ? change.parts.filter((part) => isTelling(change, part)).map((part) => detailOf(change, part)) : [];
}

/** Of the statistics of a channel those that follow from nothing are left out where others do. */
function isTelling({ field, consequence }: Change, part: ChangePart): boolean {
  if (!field.startsWith('foreground_intensity_properties') || consequence === 'no effect') return true;
  return fieldAt([field, 0, part.what]).consequence !== 'no effect';
}

function detailOf({ field }: Change, part: ChangePart): DiffRow {
  const shown = {
    field: `${field}.${part.what}`,
    shape: Array.isArray(part.before ?? part.after) ? 'axes' : 'value',
  } as const;
  return {
    name: part.what === '' ? '""' : part.what,
    before: valueText(shown, part.before),
    after: valueText(shown, part.after),
    details: [],
    remarks: [],
  };
}

/** Changes of little weight by name alone: `dataset name, data identifier (2d, 3d_fullres)`. */
export function namesOf(changes: readonly Change[], all: readonly string[]): readonly string[] {
  const byName = new Map<string, string[]>();
  for (const change of changes) {
    const name = change.what.startsWith('intensity statistics') ? 'intensity statistics' : change.what;
    const places =
      change.configuration === undefined || all.length <= 1 ? [] : [change.configuration, ...change.followers];
    const known = byName.get(name);
    if (known === undefined) byName.set(name, [...places]);
    else for (const place of places) known.push(place);
  }
  return [...byName].map(([name, places]) => {
    const concerned = new Set(places);
    const isEverywhere = all.every((one) => concerned.has(one));
    return places.length === 0 || isEverywhere ? name : `${name} (${firstFew([...concerned], mostDetails)})`;
  });
}
