import { architectureOf } from '../nnunet/compare/architecture.js';
import { networkChanges } from '../nnunet/compare/architecture-differences.js';
import type { Channels } from '../nnunet/compare/channels.js';
import { configurationDifferences } from '../nnunet/compare/configuration-differences.js';
import type { Pair } from '../nnunet/compare/plans-differences.js';
import type { Tolerances } from '../nnunet/compare/tolerances.js';
import { legacyArchitectureKeys } from '../nnunet/network/legacy-keys.js';
import type { Configuration } from '../nnunet/plans/configuration.js';
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
export function matchConfigurations(a: DiffSide, b: DiffSide, channels: Channels, tolerances: Tolerances): Matching {
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
  const renamed = findRenamed(ofA, ofB, channels, tolerances);
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
  tolerances: Tolerances,
): Pair[] {
  const free = [...ofB].slice(0, mostToTry);
  const pairs: Pair[] = [];
  for (const a of ofA.slice(0, mostToTry)) {
    const b = free.find((candidate) => isRenaming(a, candidate, channels, tolerances));
    if (b === undefined) continue;
    free.splice(free.indexOf(b), 1);
    pairs.push({ a, b });
  }
  return pairs;
}

/** Equal but for the keys that follow a name, and not by having nothing in it. */
function isRenaming(a: Configuration, b: Configuration, channels: Channels, tolerances: Tolerances): boolean {
  const hasNetwork = a.has('architecture') || legacyArchitectureKeys.every((key) => a.has(key));
  if (!hasNetwork) return false;
  const differences = configurationDifferences({ a, b }, channels, tolerances);
  if (!differences.every(({ isName, negligible }) => negligible || isName)) return false;
  return networkChanges(architectureOf(a), architectureOf(b), tolerances).length === 0;
}
