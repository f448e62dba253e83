import type { ParameterShape } from '../network/inferred-blocks.js';
import { type LoadCause, loadCauses } from '../network/load-causes.js';
import { sameNumbers } from '../values/numbers.js';

/** A parameter of the network that the checkpoint cannot fill. */
export interface LoadFailure {
  readonly kind: 'missing' | 'shape';
  readonly name: string;
  /** Shape in the network. */
  readonly expected: readonly number[];
  /** Shape in the checkpoint. */
  readonly found?: readonly number[];
}

/** What becomes of the weights of a checkpoint. */
export interface PretrainedLoading {
  /** Parameters that stay unfilled, in the order of the network; nnU-Net stops at the first. */
  readonly failures: readonly LoadFailure[];
  /** Weights of the checkpoint that are left out without a word. */
  readonly dropped: readonly string[];
}

/** What `-pretrained_weights` does with a checkpoint, and why. */
export interface PretrainingComparison extends PretrainedLoading {
  readonly loads: boolean;
  /** The first failure, which is what nnU-Net stops at, with its own message. */
  readonly first: (LoadFailure & { readonly message: string }) | undefined;
  /** Segmentation layers of the network: never taken over, they start anew. */
  readonly restarted: readonly string[];
  /** The differences between the two networks, in terms of plans. */
  readonly causes: readonly LoadCause[];
  /** Failing or dropped weights that no difference in plans explains. */
  readonly unexplained: readonly string[];
}

const segmentationLayer = '.seg_layers.';

/**
 * What nnU-Net's `load_pretrained_weights` does: it walks over the parameters of the network, without segmentation layers, and asks that each be in the
 * checkpoint with the same shape. What only the checkpoint has is dropped. Dtypes are not compared, prefixes like `module.` not taken off.
 * Source: nnunetv2/run/load_pretrained_weights.py.
 * @param network parameters of the network to be trained, in the order of its state_dict
 * @param checkpoint `network_weights` of the checkpoint
 */
export function loadPretrained(
  network: readonly ParameterShape[],
  checkpoint: readonly ParameterShape[],
): PretrainedLoading {
  const stored = new Map(checkpoint.map(({ name, shape }) => [name, shape]));
  const wanted = new Set(network.map(({ name }) => name));
  const failures = network.flatMap(({ name, shape }): LoadFailure[] => {
    if (name.includes(segmentationLayer)) return [];
    const found = stored.get(name);
    if (found === undefined) return [{ kind: 'missing', name, expected: shape }];
    return sameNumbers(found, shape) ? [] : [{ kind: 'shape', name, expected: shape, found }];
  });
  const dropped = [...stored.keys()].filter((name) => !wanted.has(name) && !name.includes(segmentationLayer));
  return { failures, dropped };
}

/** {@link loadPretrained}, with what the differences come from. */
export function compareForPretraining(
  network: readonly ParameterShape[],
  checkpoint: readonly ParameterShape[],
): PretrainingComparison {
  const { failures, dropped } = loadPretrained(network, checkpoint);
  const [first] = failures;
  return {
    loads: failures.length === 0,
    first: first && { ...first, message: messageOf(first) },
    failures,
    dropped,
    restarted: network.map(({ name }) => name).filter((name) => name.includes(segmentationLayer)),
    ...loadCauses(network, checkpoint, new Set(failures.map(({ name }) => name)), new Set(dropped)),
  };
}

/** nnU-Net's assertion; after `your network:` it prints all values of the tensor, here three dots. */
function messageOf({ kind, name, found }: LoadFailure): string {
  if (kind === 'missing') {
    return `Key ${name} is missing in the pretrained model weights. The pretrained weights do not seem to be compatible with your network.`;
  }
  return `The shape of the parameters of key ${name} is not the same. Pretrained model: torch.Size([${(found ?? []).join(', ')}]); your network: … The pretrained model does not seem to be compatible with your network.`;
}
