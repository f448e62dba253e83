/** One of several who look through the same, each at a share: the third of eight. */
export interface Share {
  /** From 1. */
  readonly number: number;
  readonly of: number;
}

/** Whoever is alone looks at all. */
export const whole: Share = { number: 1, of: 1 };

/** What is shared out. */
export interface Weighed {
  /** Path that nothing else has. */
  readonly name: string;
  /** How many cases it has, roughly. */
  readonly cases: number;
}

/** Who looks at it, from 1, and whether all look at its cases together. */
export interface Assignment {
  readonly owner: number;
  readonly isSplit: boolean;
}

/** So many cases take as long as what is read of a dataset besides: plans, fingerprint, splits, listings. */
const casesLikeADataset = 8;

/**
 * Shares out by size: the cases of whatever is more than a quarter of one's share are for all, of everything else the largest goes first and to whoever
 * has least. It depends on names and sizes, never on the order in which a disk lists them.
 * @returns one for each
 */
export function assignments(units: readonly Weighed[], of: number): readonly Assignment[] {
  const weight = ({ cases }: Weighed) => 1 + cases / casesLikeADataset;
  const total = units.reduce((sum, unit) => sum + weight(unit), 0);
  const isSplit = ({ cases }: Weighed) => of > 1 && cases / casesLikeADataset > total / of / 4;
  const own = (unit: Weighed) => (isSplit(unit) ? 1 : weight(unit));
  const loads = Array.from({ length: of }, () => 0);
  const assigned = new Map<Weighed, Assignment>();
  const largestFirst = [...units].sort((a, b) => own(b) - own(a) || (a.name < b.name ? -1 : 1));
  for (const unit of largestFirst) {
    const least = loads.indexOf(Math.min(...loads));
    loads[least] = (loads[least] ?? 0) + own(unit);
    assigned.set(unit, { owner: least + 1, isSplit: isSplit(unit) });
  }
  return units.flatMap((unit) => assigned.get(unit) ?? []);
}

/** Whether a case of a dataset that is shared is this one's, whatever other cases there are (FNV-1a, 32 bits). */
export function isOwnCase(identifier: string, { number, of }: Share): boolean {
  let hash = 0x811c9dc5;
  for (let i = 0; i < identifier.length; i += 1) hash = Math.imul(hash ^ identifier.charCodeAt(i), 0x01000193);
  // The low bits of names that count up hardly mix.
  return ((hash ^ (hash >>> 15)) >>> 0) % of === number - 1;
}
