import { pointerParts } from '../io/json/value.js';
import { canonicalText } from '../nnunet/compare/canonical-text.js';
import { graver } from '../nnunet/compare/consequence.js';
import type { Difference } from '../nnunet/compare/judgement.js';
import type { Pair } from '../nnunet/compare/plans-differences.js';
import { type Change, changeOf, pairName } from './change.js';

/** A change as seen from one pair of configurations. */
export interface PairChange {
  readonly pair: Pair;
  readonly change: Difference;
}

/**
 * One change for each place in the files: what is written in a parent configuration is seen by all that inherit it, but is told once, where it is
 * written.
 */
export function onceWhereWritten(seen: readonly PairChange[]): Change[] {
  const groups = new Map<string, PairChange[]>();
  for (const one of seen) {
    const key = placeOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const home = group.find(isWrittenHere) ?? first;
    return home === undefined ? [] : [merged(home, group)];
  });
}

function merged(home: PairChange, group: readonly PairChange[]): Change {
  const name = pairName(home.pair);
  const gravest = group.reduce((worst, next) =>
    graver(worst.change.consequence, next.change.consequence) === worst.change.consequence ? worst : next,
  ).change;
  return {
    ...changeOf(home.change),
    path: `${name}: ${home.change.what}`,
    configuration: name,
    followers: group.filter((one) => one !== home).map(({ pair }) => pairName(pair)),
    consequence: gravest.consequence,
    reason: gravest.reason,
    negligible: gravest.negligible,
  };
}

/** Equal for what stands at the same places of both files and reads the same. */
function placeOf({ pair, change }: PairChange): string {
  const { field, pointerA, pointerB, before, after } = change;
  const isWritten = pointerA !== undefined || pointerB !== undefined;
  return canonicalText([
    field,
    pointerA ?? null,
    pointerB ?? null,
    before ?? null,
    after ?? null,
    isWritten ? null : pairName(pair),
  ]);
}

function isWrittenHere({ pair, change }: PairChange): boolean {
  const owners = [change.pointerA, change.pointerB].map((at) => (at === undefined ? undefined : pointerParts(at)[1]));
  return (owners[0] ?? pair.a.name) === pair.a.name && (owners[1] ?? pair.b.name) === pair.b.name;
}
