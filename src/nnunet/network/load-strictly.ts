import type { LoadFailure } from '../compare/load-pretrained.js';
import { sameNumbers } from '../values/numbers.js';
import type { ParameterShape } from './inferred-blocks.js';
import { type LoadCause, loadCauses } from './load-causes.js';

/** What `load_state_dict` does with a checkpoint, both ways strictly. */
export interface StrictComparison {
  readonly loads: boolean;
  /** Parameters of the network that the checkpoint lacks. */
  readonly missing: readonly string[];
  /** Entries of the checkpoint that the network lacks. */
  readonly unexpected: readonly string[];
  /** Entries of both with different shapes, segmentation layers included. */
  readonly mismatched: readonly LoadFailure[];
  readonly causes: readonly LoadCause[];
  readonly unexplained: readonly string[];
}

/**
 * - `predict`: the weights as they stand in the file (inference/predict_from_raw_data.py, initialize_from_trained_model_folder)
 * - `continue`: `nnUNetv2_train --c` and validation; `module.` is taken off, and with it the versions of the modules
 *   (nnUNetTrainer.load_checkpoint)
 */
export type StrictUse = 'predict' | 'continue';

/**
 * Whether all weights of a checkpoint fit a network and the other way round, as prediction and continued training ask.
 * @param network parameters of the network, in the order of its state_dict
 * @param checkpoint `network_weights` of the checkpoint
 */
export function compareStrict(
  network: readonly ParameterShape[],
  checkpoint: readonly ParameterShape[],
  use: StrictUse = 'predict',
): StrictComparison {
  const expected = new Map(network.map(({ name, shape }) => [name, shape]));
  const stored = new Map(
    checkpoint.map(({ name, shape }) => [use === 'continue' ? withoutModule(name, expected) : name, shape]),
  );
  const knownModules = use === 'predict' ? modulesOf(stored.keys()) : new Set<string>();
  const missing = network
    .map(({ name }) => name)
    .filter((name) => !stored.has(name) && !isFilledIn(name, knownModules));
  const unexpected = [...stored.keys()].filter((name) => !expected.has(name));
  const mismatched = network.flatMap(({ name, shape }): LoadFailure[] => {
    const found = stored.get(name);
    // A single number in a list of one is unpacked, as torch 0.3 saved it.
    const unpacked = shape.length === 0 && found?.length === 1;
    if (found === undefined || unpacked || sameNumbers(found, shape)) return [];
    return [{ kind: 'shape', name, expected: shape, found }];
  });
  const failing = new Set([...missing, ...mismatched.map(({ name }) => name)]);
  return {
    loads: failing.size === 0 && unexpected.length === 0,
    missing,
    unexpected,
    mismatched,
    ...loadCauses(
      network,
      [...stored].map(([name, shape]) => ({ name, shape })),
      failing,
      new Set(unexpected),
    ),
  };
}

function withoutModule(name: string, expected: ReadonlyMap<string, unknown>): string {
  return !expected.has(name) && name.startsWith('module.') ? name.slice('module.'.length) : name;
}

/** The modules that a file has weights of: it holds their versions. */
function modulesOf(names: Iterable<string>): Set<string> {
  return new Set([...names].map((name) => name.slice(0, name.lastIndexOf('.'))));
}

/** For a module without version torch fills in the number of batches, which versions before 0.4.1 did not save. */
function isFilledIn(name: string, knownModules: ReadonlySet<string>): boolean {
  const suffix = '.num_batches_tracked';
  return name.endsWith(suffix) && !knownModules.has(name.slice(0, -suffix.length));
}
