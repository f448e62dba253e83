import type { NetworkDescription } from '../network/description.js';
import { predictParameters } from '../network/parameters.js';
import { readNetworkOnce } from '../network/read-network-once.js';
import type { Configuration } from '../plans/configuration.js';
import type { FieldConsequence } from './consequence.js';

/**
 * What follows when the networks of two configurations differ, whatever form their plans have (architecture block or the keys before 2.3, aliases,
 * scalars instead of lists). Weights are loaded from `before` into `after`.
 * @returns `undefined` where one of them cannot be read, or brings a class of its own
 */
export function networkConsequence(before: Configuration, after: Configuration): FieldConsequence | undefined {
  const trained = networkOf(before);
  const wanted = networkOf(after);
  if (trained === undefined || wanted === undefined) return undefined;
  const stored = shapes(trained);
  const needed = shapes(wanted);
  // load_pretrained_weights asks for every key of the new network but segmentation layers, and for nothing else.
  const unfit = [...needed].filter(([name, shape]) => stored.get(name) !== shape).length;
  if (unfit > 0) {
    return {
      consequence: 'weights no longer load',
      reason: `${unfit} of ${needed.size} parameters have another shape or another name.`,
    };
  }
  if (isAlike(trained, wanted)) {
    return { consequence: 'no effect', reason: 'It describes the same network.' };
  }
  const dropped = [...stored.keys()].filter((name) => !needed.has(name)).length;
  return {
    consequence: 'training changes',
    reason:
      dropped > 0
        ? `Weights load, and ${dropped} of the stored parameters are dropped without a word.`
        : 'Weights load into a network that computes something else.',
  };
}

/** Whether two configurations describe the same network; `undefined` where that cannot be said. */
export function isSameNetwork(before: Configuration, after: Configuration): boolean | undefined {
  const found = networkConsequence(before, after);
  return found === undefined ? undefined : found.consequence === 'no effect';
}

/** Whether two configurations name networks of different classes, both of which nnU-Net has. */
export function areOtherNetworks(before: Configuration, after: Configuration): boolean {
  const [first, second] = [before, after].map(
    (configuration) => readNetworkOnce((key) => configuration.get(key)).network?.className,
  );
  return first !== undefined && second !== undefined && first !== second;
}

/**
 * Whether prediction builds the same network from both. It sets up no deep supervision, so what the trainer alone would refuse does not matter
 * (inference/predict_from_raw_data.py, initialize_from_trained_model_folder).
 */
export function predictsWithSameNetwork(before: Configuration, after: Configuration): boolean {
  const [trained, wanted] = [networkOf(before, 'prediction'), networkOf(after, 'prediction')];
  return trained !== undefined && wanted !== undefined && isAlike(trained, wanted);
}

function networkOf(
  configuration: Configuration,
  purpose: 'training' | 'prediction' = 'training',
): NetworkDescription | undefined {
  const { network, problems, foreign } = readNetworkOnce((key) => configuration.get(key));
  const isTold = problems.some(({ phase }) => purpose === 'training' || phase !== 'setup');
  return isTold || foreign.length > 0 ? undefined : network;
}

function isAlike(a: NetworkDescription, b: NetworkDescription): boolean {
  return JSON.stringify(described(a)) === JSON.stringify(described(b));
}

/** Shapes by name as text; the number of input channels and outputs does not matter here, so it is the same for both. */
function shapes(network: NetworkDescription): ReadonlyMap<string, string> {
  return new Map(
    predictParameters(network, 1, 2)
      .filter(({ name }) => !name.includes('.seg_layers.'))
      .map(({ name, shape }) => [name, shape.join(' ')]),
  );
}

/** A description without how it was written down. */
function described({ origin: _origin, classPath: _path, ...network }: NetworkDescription): unknown {
  return network;
}
