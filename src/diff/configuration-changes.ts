import { legacyArchitectureKeys } from '../nnunet/network/legacy-keys.js';
import type { Configuration } from '../nnunet/plans/configuration.js';
import type { DiffOptions } from './change.js';
import { type Channels, namingFor } from './channels.js';
import { filledIn, resamplingDefaults } from './defaults.js';
import { compareField, type FieldChange, type ListNaming, type Side } from './field-change.js';
import { configurationField } from './fields.js';
import { configurationConsequence, type JudgedChange, judged, plainConfigurationValue } from './judgement.js';
import { deadKeyChanges } from './network-changes.js';

/** Every difference between two configurations, inheritance resolved, without that between their networks. */
export function configurationChanges(
  a: Configuration,
  b: Configuration,
  channels: Channels,
  options: DiffOptions,
): JudgedChange[] {
  const dead = deadKeyChanges(a, b, legacyArchitectureKeys, options);
  const ignored = { consequence: 'no effect', reason: 'nnU-Net never reads it beside architecture.' } as const;
  return [
    ...keysOf(a, b).flatMap((key) => {
      const change = changeOf(key, a, b, channels, options);
      return change === undefined
        ? []
        : [judged(change, configurationConsequence(change, { a, b }, channels), options)];
    }),
    ...dead.map((change) => judged(change, ignored, options)),
  ];
}

/** Keys of either side in the order of A, then of B; those that describe the network are compared elsewhere. */
function keysOf(a: Configuration, b: Configuration): string[] {
  const ofNetwork = new Set(['architecture', ...legacyArchitectureKeys]);
  return [...new Set([...a.keys(), ...b.keys()])].filter((key) => !ofNetwork.has(key));
}

function changeOf(
  key: string,
  a: Configuration,
  b: Configuration,
  channels: Channels,
  options: DiffOptions,
): FieldChange | undefined {
  const field = configurationField(key);
  const sides = [sideOf(a, key), sideOf(b, key)] as const;
  const owner = key.replace(/_kwargs$/, '');
  const [left, right] = key.startsWith('resampling_fn_')
    ? filledIn(sides, [a.get(owner), b.get(owner)], resamplingDefaults)
    : sides;
  return compareField(key, field, left, right, options, namingOf(field.shape, left, right, channels));
}

function sideOf(configuration: Configuration, key: string): Side {
  const at = configuration.has(key) ? configuration.at(key) : undefined;
  return { value: plainConfigurationValue(key, configuration.get(key)), at, isMade: key === 'next_stage' };
}

function namingOf(shape: string, a: Side, b: Side, channels: Channels): ListNaming | undefined {
  if (shape !== 'channels' || !Array.isArray(a.value) || !Array.isArray(b.value)) return undefined;
  return namingFor(channels, a.value.length, b.value.length);
}
