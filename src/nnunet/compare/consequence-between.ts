import { isObject, type JsonValue } from '../../io/json/value.js';
import { knownClass } from '../installation/class-names.js';
import type { Configuration } from '../plans/configuration.js';
import type { Plans } from '../plans/plans.js';
import { isClose, textList } from '../values/numbers.js';
import { configurationConsequenceOf, consequenceOf, type FieldConsequence, type FieldPath } from './consequences.js';
import { networkConsequence } from './network-consequence.js';

/** A configuration with the plans that it belongs to. */
export interface ConfigurationOfPlans {
  readonly plans: Plans;
  readonly configuration: Configuration;
}

/** One field that differs, and what follows from it for weights trained with `before` and used with `after`. */
export interface FieldDifference extends FieldConsequence {
  /** Where the field stands: at the top of the plans or in the configuration. */
  readonly level: 'plans' | 'configuration';
  readonly path: readonly string[];
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

/** Keys that say what plans are called and where they belong: their own rules judge them. */
const identityKeys = new Set(['dataset_name', 'plans_name', 'data_identifier', 'inherits_from', 'configurations']);

/**
 * Every field that differs between two configurations with inheritance resolved, names aside. Lists are one field, objects are
 * looked into; numbers are equal within 1e-5, relative.
 */
export function differencesBetween(before: ConfigurationOfPlans, after: ConfigurationOfPlans): FieldDifference[] {
  const found: FieldDifference[] = [];
  const topKeys = new Set([...keysOf(before.plans.value), ...keysOf(after.plans.value)]);
  for (const key of topKeys) {
    if (identityKeys.has(key)) continue;
    for (const leaf of leaves([key], before.plans.get(key), after.plans.get(key))) {
      found.push({ level: 'plans', ...leaf, ...topLevelConsequence(leaf, before, after) });
    }
  }
  const keys = new Set([...before.configuration.keys(), ...after.configuration.keys()]);
  const network = cached(() => networkConsequence(before.configuration, after.configuration));
  for (const key of keys) {
    if (identityKeys.has(key)) continue;
    for (const leaf of leaves([key], before.configuration.get(key), after.configuration.get(key))) {
      const consequence = networkKeys.has(key) ? network() : undefined;
      const rest = () => leafConsequence(leaf, [before.configuration, after.configuration]);
      found.push({ level: 'configuration', ...leaf, ...(consequence ?? rest()) });
    }
  }
  return found;
}

interface Leaf {
  readonly path: readonly string[];
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

/** Fields that the network is built from, in either format. */
const networkKeys = new Set([
  'architecture',
  'UNet_class_name',
  'UNet_base_num_features',
  'unet_max_num_features',
  'n_conv_per_stage_encoder',
  'n_conv_per_stage_decoder',
  'conv_kernel_sizes',
  'pool_op_kernel_sizes',
]);

/** What depends on the other fields, at the top of the plans. */
function topLevelConsequence(leaf: Leaf, before: ConfigurationOfPlans, after: ConfigurationOfPlans): FieldConsequence {
  const [key = '', channel] = leaf.path;
  if (key.startsWith('foreground_intensity_properties_')) {
    return statisticsConsequence(leaf.path, channel, [before.configuration, after.configuration]);
  }
  if (key === 'image_reader_writer' && deliverTheSame.has(leaf.before) && deliverTheSame.has(leaf.after)) {
    return { consequence: 'no effect', reason: 'Both readers deliver the same image in the same axis order.' };
  }
  const isDefault = (value: JsonValue | undefined) => value === undefined || value === 'LabelManager';
  if (key === 'label_manager' && isDefault(leaf.before) && isDefault(leaf.after)) {
    return { consequence: 'no effect', reason: 'LabelManager is taken where none is named.' };
  }
  return consequenceOf(leaf.path);
}

/** imageio/nibabel_reader_writer.py brings axes and spacing into the order of SimpleITK. */
const deliverTheSame: ReadonlySet<JsonValue | undefined> = new Set(['SimpleITKIO', 'NibabelIO']);

/** Of nnU-Net's normalizations CTNormalization alone looks at intensity statistics; those of forks may. */
function statisticsConsequence(
  path: FieldPath,
  channel: string | undefined,
  configurations: readonly Configuration[],
): FieldConsequence {
  const schemes = configurations.flatMap((configuration) => {
    const all = textList(configuration.get('normalization_schemes')) ?? [];
    return channel === undefined ? all : all.slice(Number(channel), Number(channel) + 1);
  });
  const mayRead = (scheme: string) => scheme === 'CTNormalization' || knownClass('normalization', scheme) === undefined;
  if (schemes.some(mayRead)) return consequenceOf(path);
  return { consequence: 'no effect', reason: 'No normalization of this configuration reads intensity statistics.' };
}

function leafConsequence(
  { path, before, after }: Leaf,
  configurations: readonly [Configuration, Configuration],
): FieldConsequence {
  const [key] = path;
  if (key === 'use_mask_for_norm') return maskConsequence(path, before, after, configurations);
  if (key === 'batch_dice' && isTrue(before) === isTrue(after)) {
    return { consequence: 'no effect', reason: 'Python reads both as the same answer.' };
  }
  if (key === 'previous_stage' && isTrue(before) && isTrue(after)) {
    return { consequence: 'training changes', reason: "Predictions of another stage are the network's extra input." };
  }
  return configurationConsequenceOf(path);
}

/**
 * Of nnU-Net's normalizations ZScoreNormalization alone looks at the mask; training sets what lies outside of it to 0 under all of them
 * (training/nnUNetTrainer/nnUNetTrainer.py, get_training_transforms).
 */
function maskConsequence(
  path: FieldPath,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  configurations: readonly [Configuration, Configuration],
): FieldConsequence {
  if (!Array.isArray(before) || !Array.isArray(after)) return configurationConsequenceOf(path);
  const differs = (channel: number) => before[channel] !== after[channel];
  const schemes = configurations.flatMap((one) => (one.normalizationSchemes ?? []).filter((_, i) => differs(i)));
  const mayRead = (scheme: string) =>
    scheme === 'ZScoreNormalization' || knownClass('normalization', scheme) === undefined;
  if (schemes.some(mayRead)) return configurationConsequenceOf(path);
  return { consequence: 'training changes', reason: 'Augmentation sets what lies outside of the mask to 0.' };
}

/** `bool(value)` of Python. */
function isTrue(value: JsonValue | undefined): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isObject(value) ? Object.keys(value).length > 0 : Boolean(value);
}

function keysOf(value: JsonValue | undefined): readonly string[] {
  return isObject(value) ? Object.keys(value) : [];
}

function* leaves(path: readonly string[], before: JsonValue | undefined, after: JsonValue | undefined): Iterable<Leaf> {
  if (isObject(before) && isObject(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const own = (value: JsonValue) => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined);
      yield* leaves([...path, key], own(before), own(after));
    }
    return;
  }
  if (!isEqual(before, after)) yield { path, before, after };
}

function isEqual(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (typeof a === 'number' && typeof b === 'number') return isClose(a, b) || isClose(b, a);
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((entry, i) => isEqual(entry, b[i]));
  }
  if (isObject(a) && isObject(b)) return [...leaves([], a, b)].length === 0;
  return a === b;
}

function cached<T>(compute: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => {
    result ??= { value: compute() };
    return result.value;
  };
}
