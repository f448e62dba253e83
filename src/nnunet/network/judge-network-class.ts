import { isPythonName } from '../values/python-names.js';
import { nearMiss } from '../words/near-miss.js';
import { locateOperator } from './operators.js';

/** What a network class that nnU-Net does not bring along is likely to be. */
export type UnknownNetworkClass =
  /** One of nnU-Net's, mistyped; `meant` is what to write. */
  | { readonly kind: 'near miss'; readonly meant: string }
  /** A layer, or whatever else of torch, or no name at all. */
  | { readonly kind: 'no network' }
  /** A fork may bring it. */
  | { readonly kind: 'foreign' };

const networkNames = ['PlainConvUNet', 'ResidualEncoderUNet', 'ResidualUNet'];

/** @param path `network_class_name` or `UNet_class_name` that nnU-Net does not find */
export function judgeNetworkClass(path: string): UnknownNetworkClass {
  const parts = path.split('.');
  const meant = nearMiss(parts.at(-1) ?? '', networkNames);
  if (meant !== undefined) return { kind: 'near miss', meant: [...parts.slice(0, -1), meant].join('.') };
  const found = locateOperator(path).kind;
  const isOfTorch = found === 'torch' || (found === 'none' && parts[0] === 'torch');
  return isOfTorch || !parts.every(isPythonName) ? { kind: 'no network' } : { kind: 'foreign' };
}
