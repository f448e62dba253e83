/** A tensor of a state_dict, as far as counting needs it. */
export interface CountedTensor {
  readonly shape: readonly number[];
  /** The same text for the same tensor under several names. */
  readonly identity: string;
}

/** Weights of one part of a network. */
export interface PartWeights {
  /** `stem`, `encoder 0` (at the input), `decoder 0` (deepest), `segmentation`; beginning of the names in foreign networks. */
  readonly part: string;
  readonly tensors: number;
  readonly weights: number;
}

const wrapper = /^((module|_orig_mod)\.)+/;
/** Running statistics of batch normalization: saved, but not trained. */
const buffer = /\.(running_mean|running_var|num_batches_tracked)$/;

/**
 * The weights of a state_dict by the part of the network that they belong to, in the order of the file. `conv` and `norm` are saved under several names,
 * the encoder also inside the decoder: each tensor counts once, under its first name.
 */
export function weightsByPart(tensors: ReadonlyMap<string, CountedTensor>): readonly PartWeights[] {
  const parts = new Map<string, { tensors: number; weights: number }>();
  const seen = new Set<string>();
  for (const [name, { shape, identity }] of tensors) {
    if (buffer.test(name) || seen.has(identity)) continue;
    seen.add(identity);
    const part = partOf(name.replace(wrapper, ''));
    const known = parts.get(part) ?? { tensors: 0, weights: 0 };
    known.tensors += 1;
    known.weights += shape.reduce((product, size) => product * size, 1);
    parts.set(part, known);
  }
  return [...parts].map(([part, counts]) => ({ part, ...counts }));
}

/** Names as in dynamic_network_architectures (architectures/unet.py, building_blocks/unet_decoder.py). */
function partOf(name: string): string {
  const [, side, stage] = /^(?:decoder\.)?(encoder|decoder)\.(?:stages|transpconvs)\.(\d+)\./.exec(name) ?? [];
  if (side !== undefined) return `${side} ${stage}`;
  if (/^(decoder\.)?encoder\.stem\./.test(name)) return 'stem';
  if (name.startsWith('decoder.seg_layers.')) return 'segmentation';
  return name.split('.').slice(0, 2).join('.');
}
