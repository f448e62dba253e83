import { isObject, type JsonValue, pointer } from '../../io/json/value.js';
import { knownClass } from '../installation/class-names.js';
import type { Configuration } from '../plans/configuration.js';
import type { Plans } from '../plans/plans.js';
import { wordList } from '../words/wording.js';
import { type Channels, namingFor, statisticsOf } from './channels.js';
import type { FieldConsequence } from './consequence.js';
import { compareField, type FieldChange } from './field-change.js';
import { fieldAt, intensityKeys } from './fields.js';
import { areNearNumbers, atTop, type Difference, judged, statisticsNoise } from './judgement.js';
import type { Tolerances } from './tolerances.js';

/** The name under which both spellings of the key are compared. */
export const intensityKey = intensityKeys[0];

/** Two configurations to be compared. */
export interface Pair {
  readonly a: Configuration;
  readonly b: Configuration;
}

/** Every difference at the top of two plans, without that of configurations. */
export function plansDifferences(
  a: Plans,
  b: Plans,
  pairs: readonly Pair[],
  channels: Channels,
  tolerances: Tolerances,
): readonly Difference[] {
  const own = keysOf(a, b).flatMap((key) => {
    const field = fieldAt([key]);
    const side = (plans: Plans) => ({ value: plans.get(key), at: pointer(key) });
    const change = compareField(key, field, side(a), side(b), tolerances);
    if (change === undefined) return [];
    const ofMember = (path: readonly string[]) => fieldAt(path);
    const noise = () => noteNoise(change, field.tolerance === 'note', tolerances);
    return [judged(change, [key], { whole: { ...field, ...readerOf(change) }, ofMember, noise, wouldStand: atTop })];
  });
  return [...own, ...intensityDifferences(a, b, pairs, channels, tolerances)];
}

/** The planner's notes of medians differ in their last digits when the same data are planned again. */
export function noteNoise({ before, after }: FieldChange, isNote: boolean, tolerances: Tolerances): string | undefined {
  return isNote && areNearNumbers(before, after, tolerances.note)
    ? 'Statistics of the same images differ like this from one planning to the next.'
    : undefined;
}

function keysOf(a: Plans, b: Plans): readonly string[] {
  const keys = [a, b].flatMap(({ value }) => (isObject(value) ? Object.keys(value) : []));
  const elsewhere = new Set<string>(['configurations', ...intensityKeys]);
  return [...new Set(keys)].filter((key) => !elsewhere.has(key));
}

/** imageio/nibabel_reader_writer.py brings axes and spacing into the order of SimpleITK. */
const deliverTheSame: ReadonlySet<JsonValue | undefined> = new Set(['SimpleITKIO', 'NibabelIO']);

function readerOf({ field, before, after }: FieldChange): Partial<FieldConsequence> {
  if (field !== 'image_reader_writer' || !deliverTheSame.has(before) || !deliverTheSame.has(after)) return {};
  return { consequence: 'no effect', reason: 'Both readers deliver the same image in the same axis order.' };
}

/**
 * The intensity statistics of each channel that differ. What follows depends on the normalization that the channel has in any of the compared
 * configurations: of nnU-Net's own CTNormalization alone reads them, those of forks may.
 */
function intensityDifferences(
  a: Plans,
  b: Plans,
  pairs: readonly Pair[],
  channels: Channels,
  tolerances: Tolerances,
): readonly Difference[] {
  const [left, right] = [a, b].map((plans) => plans.get(plans.intensityPropertiesKey));
  const whole = fieldAt([intensityKey]);
  if (!isObject(left) || !isObject(right)) {
    const side = (plans: Plans, value: JsonValue | undefined) => ({ value, at: pointer(plans.intensityPropertiesKey) });
    const field = { what: whole.what, shape: 'value' } as const;
    const change = compareField(intensityKey, field, side(a, left), side(b, right), tolerances);
    return change === undefined ? [] : [judged(change, [intensityKey], { whole, wouldStand: atTop })];
  }
  const { alignment, name } = namingFor(channels, Object.keys(left).length, Object.keys(right).length);
  const keyOf = (channel: number | undefined) => (channel === undefined ? undefined : String(channel));
  const aligned = alignment.map(([i, j], place) => ({ keyA: keyOf(i), keyB: keyOf(j), name: name(place) }));
  const known = new Set(aligned.flatMap(({ keyA, keyB }) => [keyA, keyB]));
  const others = [...new Set([...Object.keys(left), ...Object.keys(right)])].filter((key) => !known.has(key));
  const all = [...aligned, ...others.map((key) => ({ keyA: key, keyB: key, name: `channel ${key}` }))];
  return all.flatMap(({ keyA, keyB, name: called }) => {
    const [before, after] = [statisticsOf(a, keyA), statisticsOf(b, keyB)];
    const side = (plans: Plans, key: string | undefined, value: JsonValue | undefined) => ({
      value,
      at: key === undefined ? undefined : pointer(plans.intensityPropertiesKey, key),
    });
    const field = { what: `${whole.what} of ${called}`, shape: 'members' } as const;
    const change = compareField(intensityKey, field, side(a, keyA, before), side(b, keyB, after), tolerances);
    if (change === undefined) return [];
    const schemesA = pairs.map((pair) => schemeOf(pair.a, keyA));
    const schemesB = pairs.map((pair) => schemeOf(pair.b, keyB));
    const ofWhole = wholeChannel(change, change.kind === 'added' ? schemesA : schemesB, whole);
    const schemes = new Set([...schemesA, ...schemesB].filter((scheme) => scheme !== undefined));
    return [
      judged(change, [intensityKey, keyB ?? keyA ?? ''], {
        whole: { ...whole, ...(change.kind === 'changed' ? readBy(whole, schemes) : ofWhole) },
        ofMember: (path) => readBy(fieldAt([intensityKey, 0, ...path.slice(2)]), schemes),
        noise: statisticsNoise(before, after, tolerances),
        wouldStand: ([, ...rest]) => pointer(b.intensityPropertiesKey, ...rest),
      }),
    ];
  });
}

/** What a channel brings along, or takes with it, unless the side without statistics has the channel all the same. */
function wholeChannel(
  { kind }: FieldChange,
  schemes: readonly (string | undefined)[],
  whole: FieldConsequence,
): FieldConsequence {
  const isMissing = kind !== 'changed' && schemes.some((scheme) => scheme !== undefined);
  return isMissing ? whole : { consequence: 'no effect', reason: 'It follows from the number of channels.' };
}

function schemeOf(configuration: Configuration, channel: string | undefined): string | undefined {
  const schemes = configuration.get('normalization_schemes');
  const scheme = Array.isArray(schemes) && channel !== undefined ? schemes[Number(channel)] : undefined;
  return typeof scheme === 'string' ? scheme : undefined;
}

/** What a difference in the statistics of a channel means under the normalizations that it has. */
function readBy(gravest: FieldConsequence, schemes: ReadonlySet<string>): FieldConsequence {
  if (gravest.consequence === 'no effect' || schemes.has('CTNormalization') || schemes.size === 0) return gravest;
  const foreign = [...schemes].find((scheme) => isForeignNormalization(scheme));
  if (foreign !== undefined) {
    return {
      consequence: gravest.consequence,
      reason: `nnU-Net passes them to ${foreign}, which does not come with nnU-Net.`,
    };
  }
  const names = [...schemes].sort();
  return {
    consequence: 'no effect',
    reason: `${wordList(names)} ${names.length === 1 ? 'does' : 'do'} not read them.`,
  };
}

/** A class that is not nnU-Net's own may read anything that it is given. */
export function isForeignNormalization(scheme: string): boolean {
  return knownClass('normalization', scheme) === undefined;
}
