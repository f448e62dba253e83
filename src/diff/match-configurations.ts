import { legacyArchitectureKeys } from '../nnunet/network/legacy-keys.js';
import type { Configuration } from '../nnunet/plans/configuration.js';
import { architectureOf } from './architecture.js';
import type { DiffOptions } from './change.js';
import type { Channels } from './channels.js';
import { configurationChanges } from './configuration-changes.js';
import { networkChanges } from './network-changes.js';
import type { Pair } from './pair.js';
import { type DiffSide, NoSuchConfiguration } from './side.js';

/** Which configurations of both sides are compared. */
export interface Matching {
  readonly pairs: readonly Pair[];
  /** Pairs of different names, whose contents are equal: one was renamed. */
  readonly renamed: readonly Pair[];
  readonly onlyInA: readonly Configuration[];
  readonly onlyInB: readonly Configuration[];
}

/** Renamed configurations are looked for among so many on either side, each against each. */
const mostToTry = 12;

/**
 * By name, unless configurations were asked for. One that is asked for on one side only is compared with the other side's of that name, or with its
 * only one.
 * @throws NoSuchConfiguration
 */
export function matchConfigurations(a: DiffSide, b: DiffSide, channels: Channels, options: DiffOptions): Matching {
  if (a.configuration !== undefined || b.configuration !== undefined) {
    const pair = { a: requested(a, 'A', b.configuration), b: requested(b, 'B', a.configuration) };
    return { pairs: [pair], renamed: [], onlyInA: [], onlyInB: [] };
  }
  const pairs = a.plans.configurations.flatMap((left) => {
    const right = b.plans.configuration(left.name);
    return right === undefined ? [] : [{ a: left, b: right }];
  });
  const names = new Set(pairs.map((pair) => pair.a.name));
  const ofA = a.plans.configurations.filter(({ name }) => !names.has(name));
  const ofB = b.plans.configurations.filter(({ name }) => !names.has(name));
  const renamed = findRenamed(ofA, ofB, channels, options);
  return {
    pairs,
    renamed,
    onlyInA: ofA.filter((one) => !renamed.some((pair) => pair.a === one)),
    onlyInB: ofB.filter((one) => !renamed.some((pair) => pair.b === one)),
  };
}

function requested(side: DiffSide, letter: 'A' | 'B', other: string | undefined): Configuration {
  const available = side.plans.configurationNames;
  const [only] = available;
  const name = side.configuration ?? (available.length === 1 && !available.includes(other ?? '') ? only : other) ?? '';
  const found = side.plans.configuration(name);
  if (found === undefined) throw new NoSuchConfiguration(letter, name, available);
  return found;
}

function findRenamed(
  ofA: readonly Configuration[],
  ofB: readonly Configuration[],
  channels: Channels,
  options: DiffOptions,
): Pair[] {
  const free = [...ofB].slice(0, mostToTry);
  const pairs: Pair[] = [];
  for (const a of ofA.slice(0, mostToTry)) {
    const b = free.find((candidate) => isRenaming(a, candidate, channels, options));
    if (b === undefined) continue;
    free.splice(free.indexOf(b), 1);
    pairs.push({ a, b });
  }
  return pairs;
}

/** Equal but for the keys that follow a name, and not by having nothing in it. */
function isRenaming(a: Configuration, b: Configuration, channels: Channels, options: DiffOptions): boolean {
  const hasNetwork = a.has('architecture') || legacyArchitectureKeys.every((key) => a.has(key));
  if (!hasNetwork) return false;
  const changes = configurationChanges(a, b, channels, options);
  const follow = new Set(['data_identifier', 'inherits_from']);
  if (!changes.every(({ field, negligible }) => negligible || follow.has(field))) return false;
  return networkChanges(architectureOf(a), architectureOf(b), options).length === 0;
}
