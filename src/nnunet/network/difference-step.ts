import type { JsonValue } from '../../io/json/value.js';
import type { NetworkDescription, NetworkField } from './description.js';

/** A network with the sizes that come from the dataset. */
export interface SizedNetwork {
  readonly network: NetworkDescription;
  readonly inputChannels: number;
  readonly heads: number;
  /** Where known: the place of the normalization in a block, moved back by dropout and by an activation before it. */
  readonly normalizationIndex?: number | undefined;
}

export interface NetworkDifference {
  readonly field: NetworkField | 'inputChannels' | 'heads';
  readonly stage?: number;
  readonly expected: JsonValue;
  readonly found: JsonValue;
  readonly message: string;
  /** The network so far, with this difference made too: after the last one it is the network of the checkpoint. */
  readonly changed: SizedNetwork;
}

/** A difference before it is made. */
export type Step = Omit<NetworkDifference, 'changed' | 'message'> & {
  readonly what: string;
  readonly make: (from: SizedNetwork) => SizedNetwork;
};

/** Sets fields of the network. */
export function change(fields: Partial<NetworkDescription>): Step['make'] {
  return (from) => ({ ...from, network: { ...from.network, ...fields } });
}

/** `1 block`, `2 blocks`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** The list with one entry replaced. */
export function replaced<T>(list: readonly T[], index: number, value: T): T[] {
  return list.map((entry, place) => (place === index ? value : entry));
}
