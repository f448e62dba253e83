import { sameNumbers } from '../values/numbers.js';
import type { ParameterShape } from './inferred-blocks.js';

/** Where the encoder lies in both networks, and how many channels its first convolution takes. */
export interface NnsslSetting {
  readonly keyToEncoder: string;
  readonly keyToStem: string;
  readonly keysToInput: readonly string[];
  readonly pretrainedChannels: number;
  readonly channels: number;
  /** DynamicPretrainedTrainer; otherwise PretrainedTrainer. */
  readonly isDynamic: boolean;
}

export interface NnsslFailure {
  readonly kind: 'missing' | 'unexpected' | 'shape' | 'kernel';
  readonly name: string;
  readonly expected?: readonly number[];
  readonly found?: readonly number[];
}

export interface NnsslComparison {
  readonly failures: readonly NnsslFailure[];
  /** Encoder weights of the network that stay as they were initialized, without a word: DynamicPretrainedTrainer skips what does not fit. */
  readonly skipped: readonly string[];
  /** Encoder weights of the network. */
  readonly total: number;
}

/**
 * What the pretrained trainers of nnU-Net's nnssl extension do with weights: PretrainedTrainer loads encoder and stem strictly, DynamicPretrainedTrainer
 * averages kernels down to 1 and leaves out what it cannot use. The decoder always starts anew.
 * Source: training/nnUNetTrainer/pretraining/pretrainedTrainer.py, dynamicPretrainedTrainer.py; utilities/load_weights_utils.py.
 * @param network parameters of the network that the plans build, under their full names
 * @param checkpoint `network_weights` of the checkpoint
 * @returns `undefined` for networks whose stem is part of the encoder, and for checkpoints that have neither
 */
export function compareForNnssl(
  network: readonly ParameterShape[],
  checkpoint: readonly ParameterShape[],
  setting: NnsslSetting,
): NnsslComparison | undefined {
  const wantedStem = below(network, 'encoder.stem');
  const wanted = below(network, 'encoder.stages');
  const stem = below(withChannels(checkpoint, setting), setting.keyToStem);
  const encoder = below(checkpoint, setting.keyToEncoder);
  if (wantedStem.size === 0 || stem.size === 0 || encoder.size === 0) return undefined;
  const failures = setting.isDynamic ? kernelFailures(wanted, encoder) : strictFailures(wanted, encoder);
  const stemFailures = setting.isDynamic ? shapeFailures(wantedStem, stem) : strictFailures(wantedStem, stem);
  const own = [...wanted].filter(([key]) => !key.includes(secondName));
  const skipped = setting.isDynamic ? own.filter(([key, shape]) => !isTaken(key, shape, encoder)) : [];
  return { failures: [...failures, ...stemFailures], skipped: skipped.map(([key]) => key), total: own.length };
}

/** Every convolution and normalization is listed twice; the second name stands for the same weights. */
const secondName = '.all_modules.';

type Shapes = ReadonlyMap<string, readonly number[]>;

/** Weights under a key, named from there. */
function below(parameters: readonly ParameterShape[], key: string): Shapes {
  const start = `${key}.`;
  const inside = parameters.filter(({ name }) => name.startsWith(start));
  return new Map(inside.map(({ name, shape }) => [name.slice(start.length), shape]));
}

/** The first convolution after its one channel has been repeated. */
function withChannels(checkpoint: readonly ParameterShape[], setting: NnsslSetting): readonly ParameterShape[] {
  const { channels, pretrainedChannels, keysToInput } = setting;
  if (channels <= pretrainedChannels) return checkpoint;
  const inputs = new Set(keysToInput.map((key) => `${key}.weight`));
  return checkpoint.map((one) => {
    const [features = 0, taken = 0, ...kernel] = one.shape;
    return inputs.has(one.name) ? { name: one.name, shape: [features, taken * channels, ...kernel] } : one;
  });
}

/** `load_state_dict` */
function strictFailures(wanted: Shapes, found: Shapes): NnsslFailure[] {
  const missing = [...wanted].flatMap(([name, expected]): NnsslFailure[] => {
    const shape = found.get(name);
    if (shape === undefined) return [{ kind: 'missing', name, expected }];
    return sameNumbers(shape, expected) ? [] : [{ kind: 'shape', name, expected, found: shape }];
  });
  const unexpected = [...found].filter(([name]) => !wanted.has(name));
  return [...missing, ...unexpected.map(([name, shape]): NnsslFailure => ({ kind: 'unexpected', name, found: shape }))];
}

const blockOfStage = /^\d+\.blocks\.\d+\..*conv\.weight/;

/** Kernels can be averaged down to 1, and nothing else. */
function kernelFailures(wanted: Shapes, found: Shapes): NnsslFailure[] {
  return [...found].flatMap(([name, shape]): NnsslFailure[] => {
    const expected = wanted.get(name);
    if (expected === undefined || !blockOfStage.test(name)) return [];
    const isPossible = expected.slice(2).every((size, axis) => size === 1 || size === shape[axis + 2]);
    return isPossible ? [] : [{ kind: 'kernel', name, expected, found: shape }];
  });
}

/** Whether a weight of the network gets its pretrained values; averaged kernels fit where the features do. */
function isTaken(key: string, shape: readonly number[], encoder: Shapes): boolean {
  const found = encoder.get(key);
  if (found === undefined) return false;
  if (!blockOfStage.test(key)) return sameNumbers(found, shape);
  return sameNumbers(found.slice(0, 2), shape.slice(0, 2)) || sameNumbers(found, shape);
}

/** The stem is loaded leniently: only shapes count, after kernels were averaged down to 1. */
function shapeFailures(wanted: Shapes, stem: Shapes): NnsslFailure[] {
  const averaged = [...stem].map(([key, shape]): [string, readonly number[]] => {
    const target = wanted.get(key);
    const isConvolution = key.endsWith('.weight') && key.includes('conv') && shape.length > 3;
    if (target === undefined || !isConvolution) return [key, shape];
    return [
      key,
      [...shape.slice(0, 2), ...target.slice(2).map((size, axis) => (size === 1 ? 1 : (shape[axis + 2] ?? 0)))],
    ];
  });
  return strictFailures(wanted, new Map(averaged)).filter(({ kind }) => kind === 'shape');
}
