import type { JsonValue } from '../io/json/value.js';
import {
  configurationConsequenceOf,
  consequenceOf,
  type FieldConsequence,
  type FieldPath,
  graver,
} from '../nnunet/compare/consequences.js';
import { knownClass } from '../nnunet/installation/class-names.js';
import type { Configuration } from '../nnunet/plans/configuration.js';
import { wordList } from '../nnunet/words/wording.js';
import type { Change, DiffOptions } from './change.js';
import type { Channels } from './channels.js';
import type { FieldChange } from './field-change.js';
import { negligibleBecause } from './negligible.js';

/** A change with what follows from it. */
export type JudgedChange = FieldChange & Pick<Change, 'consequence' | 'reason' | 'negligible'>;

/** Adds what follows from a change, unless it is noise: then nothing follows. */
export function judged(
  change: FieldChange,
  { consequence, reason }: FieldConsequence,
  options: DiffOptions,
): JudgedChange {
  const noise = negligibleBecause(change, options);
  if (noise !== undefined) return { ...change, consequence: 'no effect', reason: noise, negligible: true };
  return { ...change, consequence, reason, negligible: false };
}

/** imageio/nibabel_reader_writer.py brings axes and spacing into the order of SimpleITK. */
const deliverTheSame: ReadonlySet<JsonValue | undefined> = new Set(['SimpleITKIO', 'NibabelIO']);

/** What follows from a change at the top of the plans, other than intensity statistics. */
export function topLevelConsequence(change: FieldChange): FieldConsequence {
  const { field, before, after } = change;
  if (field === 'image_reader_writer' && deliverTheSame.has(before) && deliverTheSame.has(after)) {
    return { consequence: 'no effect', reason: 'Both readers deliver the same image in the same axis order.' };
  }
  return consequenceOf([change.field]);
}

/** Nothing but what an added or a removed channel brings along: what follows from that is told once, with the number of channels. */
const withTheChannels: FieldConsequence = {
  consequence: 'no effect',
  reason: 'It follows from the number of channels.',
};

/** What follows from a change in a configuration, other than its network. */
export function configurationConsequence(
  change: FieldChange,
  { a, b }: { readonly a: Configuration; readonly b: Configuration },
  channels: Channels,
): FieldConsequence {
  if (isOfOtherChannels(change)) return otherChannelsConsequence(change, channels);
  if (change.field === 'use_mask_for_norm') return maskConsequence(change, a, b);
  if (change.field === 'previous_stage' && change.kind === 'changed') {
    return { consequence: 'training changes', reason: "Predictions of another stage are the network's extra input." };
  }
  if (change.shape !== 'members') return configurationConsequenceOf([change.field]);
  return gravestOfMembers(change, configurationConsequenceOf);
}

/** A list with entries for channels that the other side does not have, and no other difference. */
function isOfOtherChannels({ shape, parts }: FieldChange): boolean {
  return shape === 'channels' && parts.length > 0 && parts.every((part) => part.kind !== 'changed');
}

/** nnU-Net reads as many entries as the images have channels (preprocessing/preprocessors/default_preprocessor.py, _normalize). */
function otherChannelsConsequence({ field }: FieldChange, { countA, countB }: Channels): FieldConsequence {
  if (countA !== undefined && countB !== undefined) {
    return countA === countB
      ? { consequence: 'no effect', reason: 'The images have no such channels.' }
      : withTheChannels;
  }
  if (field !== 'normalization_schemes') return configurationConsequenceOf([field]);
  return {
    consequence: 'weights no longer load',
    reason: 'Each channel of the images has a normalization, and the first convolution weights for each channel.',
  };
}

/** The gravest of what follows from each member that differs. */
export function gravestOfMembers(
  change: FieldChange,
  consequence: (path: FieldPath) => FieldConsequence,
): FieldConsequence {
  const path = change.field.split('.');
  if (change.parts.length === 0) return consequence(path);
  return change.parts
    .map((part) => consequence([...path, ...part.what.split('.')]))
    .reduce((worst, next) => (graver(worst.consequence, next.consequence) === worst.consequence ? worst : next));
}

const onlyTraining: FieldConsequence = {
  consequence: 'training changes',
  reason: 'No normalization of these channels looks at the mask; only the augmentation sets what lies outside to 0.',
};

/** Of nnU-Net's own normalizations ZScoreNormalization alone looks at the mask; training sets the outside to 0 under all of them. */
function maskConsequence(change: FieldChange, a: Configuration, b: Configuration): FieldConsequence {
  const schemes = [a, b].map((side) => side.normalizationSchemes ?? []);
  const concerned = change.parts.flatMap((part) => {
    const places = [part.pointerA, part.pointerB].map((at) => Number(at?.split('/').at(-1) ?? Number.NaN));
    return places.map((place, i) => schemes[i]?.[place]).filter((scheme) => scheme !== undefined);
  });
  const isRead =
    concerned.length === 0 || concerned.some((scheme) => scheme === 'ZScoreNormalization' || isForeign(scheme));
  return isRead ? configurationConsequenceOf([change.field]) : onlyTraining;
}

/** What a difference in the statistics of a channel means under the normalizations that it has. */
export function statisticsConsequence(change: FieldChange, schemes: ReadonlySet<string>): FieldConsequence {
  if (change.kind !== 'changed') return withTheChannels;
  const gravestCase = gravestOfMembers(change, (path) => consequenceOf([path[0] ?? '', 0, ...path.slice(1)]));
  if (gravestCase.consequence === 'no effect' || schemes.has('CTNormalization') || schemes.size === 0)
    return gravestCase;
  const foreign = [...schemes].find(isForeign);
  if (foreign !== undefined) {
    return { consequence: gravestCase.consequence, reason: `nnU-Net hands them to ${foreign}, which is not its own.` };
  }
  const names = [...schemes].sort();
  return {
    consequence: 'no effect',
    reason: `${wordList(names)} ${names.length === 1 ? 'does' : 'do'} not read them.`,
  };
}

function isForeign(scheme: string): boolean {
  return knownClass('normalization', scheme) === undefined;
}

/** What nnU-Net takes where a configuration states nothing; `undefined` otherwise. */
export function plainConfigurationValue(key: string, value: JsonValue | undefined): JsonValue | undefined {
  if (key === 'next_stage') return typeof value === 'string' ? [value] : (value ?? undefined);
  return key === 'previous_stage' ? (value ?? undefined) : value;
}
