import { isObject } from '../../io/json/value.js';
import { configurationKeys, topLevelKeys } from '../compare/fields.js';
import { legacyArchitectureKeys } from '../network/legacy-keys.js';
import { nearMiss } from '../words/near-miss.js';
import type { Configuration } from './configuration.js';
import type { Plans } from './plans.js';

/** Keys that a configuration states and nnU-Net does not read. */
export interface DeadKeys {
  /** Keys of the format before 2.3, beside an `architecture`. */
  readonly legacy: readonly string[];
  /** Misspelt keys, where the right one is inherited. */
  readonly mistyped: readonly { readonly key: string; readonly meant: string }[];
  /** Anything else. */
  readonly unread: readonly string[];
}

const knownKeys = [...configurationKeys, 'architecture'];

/** Keys that are written in this configuration itself. A misspelt key whose right one is nowhere is a missing key. */
export function deadKeys(configuration: Configuration): DeadKeys {
  const own = [...configuration.keys()].filter((key) => !configuration.isInherited(key));
  const isDeadLegacy = (key: string) => legacyArchitectureKeys.includes(key) && configuration.has('architecture');
  const unknown = own.filter((key) => !knownKeys.includes(key) && !legacyArchitectureKeys.includes(key));
  const mistyped = unknown.flatMap((key) => {
    const meant = nearMiss(key, knownKeys);
    return meant !== undefined && configuration.isInherited(meant) ? [{ key, meant }] : [];
  });
  const told = new Set(mistyped.map(({ key }) => key));
  return { legacy: own.filter(isDeadLegacy), mistyped, unread: unknown.filter((key) => !told.has(key)) };
}

/** Keys at the top of plans that nnU-Net does not read. */
export function unreadTopLevelKeys({ value }: Plans): readonly string[] {
  const known = [...topLevelKeys, 'configurations'];
  return isObject(value) ? Object.keys(value).filter((key) => !known.includes(key)) : [];
}
