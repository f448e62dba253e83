import { createHash } from 'node:crypto';
import type { NetworkDescription } from '../../../src/nnunet/network/description.js';
import { countWeights, predictParameters } from '../../../src/nnunet/network/parameters.js';

/** Number of entries, number of trainable weights, digest of names, shapes, dtypes and shared tensors. */
export type Fingerprint = [number, number, string];

export function digest(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16);
}

export function fingerprintOf(network: NetworkDescription, channels: number, heads: number): Fingerprint {
  const parameters = predictParameters(network, channels, heads);
  const lines = parameters.map(({ name, shape, dtype, tensor }) => `${name}\t${shape.join(',')}\t${dtype}\t${tensor}`);
  return [parameters.length, countWeights(parameters), digest(lines)];
}
