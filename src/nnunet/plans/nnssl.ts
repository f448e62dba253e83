import { isObject, type JsonValue, member } from '../../io/json/value.js';
import type { Plans } from './plans.js';

/** What nnUNetv2_preprocess_like_nnssl and nnUNetv2_plan_like_dynamic write into plans, under `pretrain_info` (experiment_planning/like_nnssl.py). */
export interface PretrainInfo {
  /** Null after `--from_scratch`; `undefined` where it is missing or no text. */
  readonly checkpointPath: string | null | undefined;
  /** Channels of the images of the pretraining. */
  readonly channels: number | undefined;
  readonly keyToEncoder: string | undefined;
  readonly keyToStem: string | undefined;
  readonly keysToInput: readonly string[];
  /** Whether the plans keep a network of their own, to which DynamicPretrainedTrainer bends the weights. */
  readonly isDynamic: boolean;
}

/** @returns `undefined` for plans that have nothing to do with nnssl */
export function pretrainInfo(plans: Plans): PretrainInfo | undefined {
  const info = plans.get('pretrain_info');
  if (!isObject(info)) return undefined;
  const path = member(info, 'checkpoint_path');
  const channels = member(info, 'pt_num_in_channels');
  return {
    checkpointPath: typeof path === 'string' || path === null ? path : undefined,
    channels: typeof channels === 'number' && Number.isInteger(channels) && channels > 0 ? channels : undefined,
    ...weightKeys(info),
    isDynamic: member(info, 'pt_architecture_kwargs') !== undefined,
  };
}

type WeightPlaces = Pick<PretrainInfo, 'keyToEncoder' | 'keyToStem' | 'keysToInput'>;

/** Where the parts of the encoder are found: what a checkpoint says of itself in its adaptation plan outranks what was copied into the plans. */
export function weightPlaces(info: PretrainInfo, adaptationPlan: JsonValue | undefined): WeightPlaces {
  const own = weightKeys(adaptationPlan);
  return {
    keyToEncoder: own.keyToEncoder ?? info.keyToEncoder,
    keyToStem: own.keyToStem ?? info.keyToStem,
    keysToInput: own.keysToInput.length > 0 ? own.keysToInput : info.keysToInput,
  };
}

/** The same keys stand in `pretrain_info` and in the adaptation plan of a checkpoint. */
export function weightKeys(value: JsonValue | undefined): WeightPlaces {
  const text = (key: string) => {
    const found = member(value, key);
    return typeof found === 'string' ? found : undefined;
  };
  const inputs = member(value, 'keys_to_in_proj');
  return {
    keyToEncoder: text('key_to_encoder'),
    keyToStem: text('key_to_stem'),
    keysToInput: Array.isArray(inputs) ? inputs.filter((key) => typeof key === 'string') : [],
  };
}

/** Trainers that load what `pretrain_info` names (training/nnUNetTrainer/pretraining); all others pass over it. */
export function isPretrainedTrainer(trainer: string): boolean {
  return /^(Dynamic)?PretrainedTrainer/.test(trainer);
}

/** Whether the stem of the network can be filled: nnssl repeats the one channel of its pretraining, and nothing else. */
export function fitsChannels(pretrained: number, channels: number): boolean {
  return channels === pretrained || (pretrained === 1 && channels > 1);
}

/** A path that is the same wherever training is started. */
export function isAbsolutePath(path: string): boolean {
  return /^([A-Za-z]:)?[/\\]/.test(path);
}
