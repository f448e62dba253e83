import type { NetworkDescription } from './description.js';

/** An entry below some prefix; entries with the same `sameAs` are one tensor. */
export interface Entry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int64';
  readonly kind: 'parameter' | 'buffer';
  readonly sameAs: string;
}

/** What one `ConvDropoutNormReLU` is made of (building_blocks/simple_conv_blocks.py). */
export interface ConvolutionBlock {
  readonly network: NetworkDescription;
  readonly from: number;
  readonly to: number;
  readonly kernel: readonly number[];
  /** `false` where the block never has it, whatever the network has. */
  readonly bias?: false;
  readonly dropout?: boolean;
  readonly activation?: boolean;
}

type Part = 'conv' | 'dropout' | 'norm' | 'nonlin';

/** The entries of a block: each part under its own name, then all parts once more as `all_modules.<index>`. */
export function convolutionBlock(prefix: string, block: ConvolutionBlock): Entry[] {
  const parts = partsInOrder(block);
  const own = new Map(parts.map((part) => [part, entriesOfPart(part, block)]));
  const attributes: readonly Part[] = ['conv', 'norm', 'nonlin'];
  return [
    ...attributes.flatMap((part) => placed(prefix, part, part, own.get(part) ?? [])),
    ...parts.flatMap((part, index) => placed(prefix, `all_modules.${index}`, part, own.get(part) ?? [])),
  ];
}

/** Indices of the parts in `all_modules`. */
function partsInOrder({ network, dropout = true, activation = true }: ConvolutionBlock): Part[] {
  const parts: Part[] = ['conv'];
  if (network.dropout !== null && dropout) parts.push('dropout');
  const hasNormalization = network.normalization !== null;
  const hasActivation = network.activation !== null && activation;
  const swapped = network.activationFirst && hasNormalization && hasActivation;
  if (swapped) return [...parts, 'nonlin', 'norm'];
  if (hasNormalization) parts.push('norm');
  if (hasActivation) parts.push('nonlin');
  return parts;
}

function placed(prefix: string, place: string, part: Part, entries: readonly Entry[]): Entry[] {
  return entries.map(({ name, shape, dtype, kind, sameAs }) => ({
    name: `${prefix}${place}.${name}`,
    shape,
    dtype,
    kind,
    sameAs: `${prefix}${part}.${sameAs}`,
  }));
}

function entriesOfPart(part: Part, block: ConvolutionBlock): Entry[] {
  const { network, from, to, kernel } = block;
  switch (part) {
    case 'conv': {
      const bias = network.convBias && block.bias !== false;
      return [parameter('weight', [to, from, ...kernel]), ...(bias ? [parameter('bias', [to])] : [])];
    }
    case 'norm': {
      const norm = network.normalization;
      const entries: Entry[] = [];
      if (norm?.affine) entries.push(parameter('weight', [to]));
      if (norm?.bias) entries.push(parameter('bias', [to]));
      if (norm?.trackRunningStats) {
        entries.push(buffer('running_mean', [to], 'float32'), buffer('running_var', [to], 'float32'));
        entries.push(buffer('num_batches_tracked', [], 'int64'));
      }
      return entries;
    }
    case 'nonlin': {
      const weights = network.activation?.weights ?? null;
      return weights !== null ? [parameter('weight', [weights])] : [];
    }
    case 'dropout':
      return [];
  }
}

function parameter(name: string, shape: readonly number[]): Entry {
  return { name, shape, dtype: 'float32', kind: 'parameter', sameAs: name };
}

function buffer(name: string, shape: readonly number[], dtype: 'float32' | 'int64'): Entry {
  return { name, shape, dtype, kind: 'buffer', sameAs: name };
}
