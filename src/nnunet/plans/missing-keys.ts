import { legacyArchitectureKeys } from '../network/legacy-keys.js';
import { nearMiss } from '../words/near-miss.js';
import type { Configuration } from './configuration.js';

export interface MissingKey {
  readonly key: string;
  /** A key of the configuration that looks like it: a typing error. */
  readonly instead: string | undefined;
}

/** Keys that a resolved configuration lacks. Without `architecture` nnU-Net asks for legacy keys: where some are there, it is not told here. */
export function missingKeys(configuration: Configuration, required: readonly string[]): readonly MissingKey[] {
  const isLegacy = legacyArchitectureKeys.some((key) => configuration.has(key));
  const wanted = isLegacy ? required : [...required, 'architecture'];
  const keys = [...configuration.keys()];
  return wanted
    .filter((key) => !configuration.has(key))
    .map((key) => ({
      key,
      instead: keys.find((written) => !required.includes(written) && nearMiss(written, [key]) !== undefined),
    }));
}
