import { isObject, type JsonValue, member, pointer } from '../io/json/value.js';
import { consequenceOf } from '../nnunet/compare/consequences.js';
import type { Plans } from '../nnunet/plans/plans.js';
import type { DiffOptions } from './change.js';
import { type Channels, namingFor } from './channels.js';
import { compareField } from './field-change.js';
import { type JudgedChange, judged, statisticsConsequence } from './judgement.js';
import type { Pair } from './pair.js';
import type { DiffSide } from './side.js';

/** The name under which both spellings of the key are compared. */
export const intensityKey = 'foreground_intensity_properties_per_channel';

export function isIntensityKey(key: string): boolean {
  return key === intensityKey || key === 'foreground_intensity_properties_by_modality';
}

/**
 * The intensity statistics of each channel that differ. What follows depends on the normalization that the channel has in any of the compared
 * configurations: nnU-Net's CTNormalization alone reads them.
 */
export function intensityChanges(
  sides: readonly [DiffSide, DiffSide],
  pairs: readonly Pair[],
  channels: Channels,
  options: DiffOptions,
): JudgedChange[] {
  const [a, b] = [sides[0].plans, sides[1].plans];
  const [left, right] = [a.get(a.intensityPropertiesKey), b.get(b.intensityPropertiesKey)];
  if (!isObject(left) || !isObject(right)) return wholeChange(a, b, left, right, options);
  const { alignment, name } = namingFor(channels, Object.keys(left).length, Object.keys(right).length);
  const aligned = alignment.map(([i, j], place) => ({ keyA: keyOf(i), keyB: keyOf(j), name: name(place) }));
  const known = new Set(aligned.flatMap(({ keyA, keyB }) => [keyA, keyB]));
  const others = [...new Set([...Object.keys(left), ...Object.keys(right)])].filter((key) => !known.has(key));
  const all = [...aligned, ...others.map((key) => ({ keyA: key, keyB: key, name: `channel ${key}` }))];
  return all.flatMap(({ keyA, keyB, name }) => {
    const change = compareField(
      intensityKey,
      { what: `intensity statistics of ${name}`, shape: 'members' },
      sideOf(a, left, keyA),
      sideOf(b, right, keyB),
      options,
    );
    if (change === undefined) return [];
    const schemes = pairs.flatMap((pair) => [
      schemeOf(pair.a.get('normalization_schemes'), keyA),
      schemeOf(pair.b.get('normalization_schemes'), keyB),
    ]);
    const named = new Set(schemes.filter((scheme) => scheme !== undefined));
    return [judged(change, statisticsConsequence(change, named), options)];
  });
}

function keyOf(channel: number | undefined): string | undefined {
  return channel === undefined ? undefined : String(channel);
}

function sideOf(plans: Plans, properties: JsonValue, key: string | undefined) {
  if (key === undefined) return { value: undefined, at: undefined };
  return { value: member(properties, key), at: pointer(plans.intensityPropertiesKey, key) };
}

function schemeOf(schemes: JsonValue | undefined, channel: string | undefined): string | undefined {
  const scheme = Array.isArray(schemes) && channel !== undefined ? schemes[Number(channel)] : undefined;
  return typeof scheme === 'string' ? scheme : undefined;
}

function wholeChange(
  a: Plans,
  b: Plans,
  left: JsonValue | undefined,
  right: JsonValue | undefined,
  options: DiffOptions,
): JudgedChange[] {
  const side = (plans: Plans, value: JsonValue | undefined) => ({ value, at: pointer(plans.intensityPropertiesKey) });
  const field = { what: 'intensity statistics', shape: 'value' } as const;
  const change = compareField(intensityKey, field, side(a, left), side(b, right), options);
  return change === undefined ? [] : [judged(change, consequenceOf([intensityKey]), options)];
}
