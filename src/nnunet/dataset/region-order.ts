import type { JsonValue } from '../../io/json/value.js';
import { pythonInt } from '../values/python-builtins.js';
import type { LabelManager, Region } from './labels.js';

/** A label that a perfect network would write as another value. */
export interface MistakenLabel {
  readonly label: number;
  readonly writtenAs: number;
  /** The last region that holds the label: it has the last word. */
  readonly region: string;
}

/**
 * What becomes of every label when regions are turned back into labels: region i is written as `order[i]`, and later regions overwrite
 * earlier ones (utilities/label_handling/label_handling.py, convert_probabilities_to_segmentation).
 * @returns the labels that do not come out as themselves; empty without regions or with an order that is no list of numbers
 */
export function mistakenLabels(
  { regions, foregroundLabels }: LabelManager,
  order: JsonValue | undefined,
): MistakenLabel[] {
  if (!Array.isArray(order) || order.length !== regions.length) return [];
  const values = order.map((value) => (typeof value === 'string' ? undefined : pythonInt(value)));
  const lasts = lastRegions(regions);
  return foregroundLabels.flatMap((label) => {
    const last = lasts.get(label) ?? -1;
    const writtenAs = values[last];
    return writtenAs === undefined || writtenAs === label
      ? []
      : [{ label, writtenAs, region: regions[last]?.name ?? '' }];
  });
}

/**
 * The entries of an order of regions, rearranged so that every label comes out as itself.
 * @returns `undefined` where these entries cannot do that
 */
export function orderWithoutMistakes(manager: LabelManager, order: JsonValue | undefined): JsonValue[] | undefined {
  if (!Array.isArray(order) || order.length !== manager.regions.length) return undefined;
  const lasts = lastRegions(manager.regions);
  const places = new Map<JsonValue, number[]>();
  for (const [place, value] of [...order.entries()].reverse()) {
    const known = places.get(value);
    if (known === undefined) places.set(value, [place]);
    else known.push(place);
  }
  const wanted = manager.regions.map(({ labels }, i) => {
    // The labels whose last region this is; nested regions leave one for each.
    const own = labels.filter((label) => lasts.get(label) === i);
    const [first] = own.filter((label) => (places.get(label)?.length ?? 0) > 0);
    return first === undefined ? undefined : places.get(first)?.pop();
  });
  const rest = new Set(order.keys());
  for (const place of wanted) if (place !== undefined) rest.delete(place);
  const others = rest.values();
  const complete = wanted.map((place) => order[place ?? others.next().value ?? -1] ?? null);
  return mistakenLabels(manager, complete).length === 0 ? complete : undefined;
}

/** Of each label the position of the last region that holds it. */
function lastRegions(regions: readonly Region[]): ReadonlyMap<number, number> {
  return new Map(regions.flatMap(({ labels }, i) => labels.map((label) => [label, i] as const)));
}

/** Whether two lists of regions hold the same regions in another order. Names do not matter to nnU-Net. */
export function isReordered(regions: readonly Region[], others: readonly Region[]): boolean {
  const [own, other] = [regions, others].map((list) =>
    list.map(({ labels }) => JSON.stringify([...labels].sort((a, b) => a - b))),
  );
  if (own === undefined || other === undefined || own.length !== other.length) return false;
  const isSameSet = JSON.stringify([...own].sort()) === JSON.stringify([...other].sort());
  return isSameSet && own.some((region, i) => region !== other[i]);
}
