import type { LookedUpKind } from '../installation/installation.js';
import { text } from '../values/numbers.js';
import type { Configuration } from './configuration.js';
import type { Plans } from './plans.js';

/** A name of a class or function in plans, outside the architecture. */
export interface ClassUse {
  readonly key: string;
  readonly kind: LookedUpKind;
  readonly name: string;
  /** JSON pointer into the plans file. */
  readonly at: string;
}

const ofPlans: readonly (readonly [string, LookedUpKind])[] = [
  ['image_reader_writer', 'reader'],
  ['label_manager', 'label manager'],
];

const ofConfigurations: readonly (readonly [string, LookedUpKind])[] = [
  ['preprocessor_name', 'preprocessor'],
  ['resampling_fn_data', 'resampling function'],
  ['resampling_fn_seg', 'resampling function'],
  ['resampling_fn_probabilities', 'resampling function'],
];

/** Names that nnU-Net looks up whatever the configuration. What is no text is the schema's business. */
export function classUsesOfPlans(plans: Plans): readonly ClassUse[] {
  return ofPlans.flatMap(([key, kind]) => use(key, kind, text(plans.get(key)), `/${key}`));
}

/** Names that nnU-Net looks up for one configuration, inherited ones too. */
export function classUsesOfConfiguration(configuration: Configuration): readonly ClassUse[] {
  return ofConfigurations.flatMap(([key, kind]) => use(key, kind, text(configuration.get(key)), configuration.at(key)));
}

function use(key: string, kind: LookedUpKind, name: string | undefined, at: string): readonly ClassUse[] {
  return name === undefined ? [] : [{ key, kind, name, at }];
}
