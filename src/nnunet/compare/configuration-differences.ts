import { legacyArchitectureKeys } from '../network/legacy-keys.js';
import type { Configuration } from '../plans/configuration.js';
import { type Channels, namingFor } from './channels.js';
import type { FieldConsequence } from './consequence.js';
import { filledIn, resamplingDefaults } from './defaults.js';
import { compareField, type FieldChange, type ListNaming, type Side } from './field-change.js';
import { configurationFieldAt, type Field } from './fields.js';
import { areNearNumbers, type Difference, judged } from './judgement.js';
import { isForeignNormalization, noteNoise, type Pair } from './plans-differences.js';
import type { Tolerances } from './tolerances.js';

/** Every difference between two configurations, inheritance resolved, without that between their networks. */
export function configurationDifferences(
  pair: Pair,
  channels: Channels,
  tolerances: Tolerances,
): readonly Difference[] {
  const { a, b } = pair;
  const wouldStand = ([key = '', ...rest]: readonly string[]) => b.at(key, ...rest);
  const ofNetwork = new Set(['architecture', ...legacyArchitectureKeys]);
  const keys = [...new Set([...a.keys(), ...b.keys()])].filter((key) => !ofNetwork.has(key));
  const own = keys.flatMap((key) => {
    const field = configurationFieldAt([key]);
    const [left, right] = sidesOf(key, pair);
    const change = compareField(key, field, left, right, tolerances, namingOf(field, left, right, channels));
    if (change === undefined) return [];
    const whole = { ...field, ...dependingConsequence(change, pair, channels) };
    const noise = () =>
      field.tolerance === 'batchSize' && areNearNumbers(change.before, change.after, tolerances.batchSize)
        ? 'The planner estimates it from memory, and the result differs a little each time.'
        : noteNoise(change, field.tolerance === 'note', tolerances);
    return [judged(change, [key], { whole, ofMember: configurationFieldAt, noise, wouldStand })];
  });
  return [...own, ...deadKeys(pair, tolerances, wouldStand)];
}

/** Keys of networks before nnU-Net 2.3 that stand beside an architecture. */
function deadKeys({ a, b }: Pair, tolerances: Tolerances, wouldStand: (path: readonly string[]) => string) {
  const whole = { consequence: 'no effect', reason: 'nnU-Net never reads it beside architecture.' } as const;
  const side = (configuration: Configuration, key: string): Side => ({
    value: configuration.has('architecture') ? configuration.get(key) : undefined,
    at: configuration.at(key),
  });
  return legacyArchitectureKeys.flatMap((key) => {
    const change = compareField(key, { what: key, shape: 'value' }, side(a, key), side(b, key), tolerances);
    return change === undefined ? [] : [judged(change, [key], { whole, wouldStand })];
  });
}

function sidesOf(key: string, { a, b }: Pair): readonly [Side, Side] {
  const side = (configuration: Configuration): Side => ({
    value: configuration.get(key),
    at: configuration.has(key) ? configuration.at(key) : undefined,
  });
  const owner = key.replace(/_kwargs$/, '');
  if (!key.startsWith('resampling_fn_') || owner === key) return [side(a), side(b)];
  return filledIn([side(a), side(b)], [a.get(owner), b.get(owner)], resamplingDefaults);
}

function namingOf({ shape }: Field, a: Side, b: Side, channels: Channels): ListNaming | undefined {
  if (shape !== 'channels' || !Array.isArray(a.value) || !Array.isArray(b.value)) return undefined;
  return namingFor(channels, a.value.length, b.value.length);
}

/** What depends on the other fields. */
function dependingConsequence(change: FieldChange, pair: Pair, channels: Channels): Partial<FieldConsequence> {
  if (change.shape === 'channels' && change.parts.length > 0 && change.parts.every(({ kind }) => kind !== 'changed')) {
    return ofOtherChannels(change, channels);
  }
  if (change.field === 'use_mask_for_norm') return maskConsequence(change, pair);
  if (change.field === 'previous_stage' && change.kind === 'changed') {
    return { consequence: 'training changes', reason: "Predictions of another stage are the network's extra input." };
  }
  return {};
}

/**
 * A list with entries for channels that the other side does not have, and no other difference: nnU-Net reads as many entries as the images have
 * channels (preprocessing/preprocessors/default_preprocessor.py, _normalize).
 */
function ofOtherChannels({ field }: FieldChange, { countA, countB }: Channels): Partial<FieldConsequence> {
  if (countA !== undefined && countB !== undefined) {
    const reason = countA === countB ? 'The images have no such channels.' : 'It follows from the number of channels.';
    return { consequence: 'no effect', reason };
  }
  if (field !== 'normalization_schemes') return {};
  return {
    consequence: 'weights no longer load',
    reason: 'Each channel of the images has a normalization, and the first convolution weights for each channel.',
  };
}

/**
 * Of nnU-Net's own normalizations ZScoreNormalization alone looks at the mask; training sets what lies outside of it to 0 under all of them
 * (training/nnUNetTrainer/nnUNetTrainer.py, get_training_transforms).
 */
function maskConsequence({ parts }: FieldChange, { a, b }: Pair): Partial<FieldConsequence> {
  const schemes = [a, b].map((side) => side.normalizationSchemes ?? []);
  const concerned = parts.flatMap((part) => {
    const places = [part.pointerA, part.pointerB].map((at) => Number(at?.split('/').at(-1) ?? Number.NaN));
    return places.map((place, i) => schemes[i]?.[place]).filter((scheme) => scheme !== undefined);
  });
  const mayRead = (scheme: string) => scheme === 'ZScoreNormalization' || isForeignNormalization(scheme);
  if (concerned.length === 0 || concerned.some(mayRead)) return {};
  return {
    consequence: 'training changes',
    reason: 'No normalization of these channels looks at the mask; only the augmentation sets what lies outside to 0.',
  };
}
