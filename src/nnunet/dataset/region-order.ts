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
  return foregroundLabels.flatMap((label) => {
    const last = regions.findLastIndex((region) => region.labels.includes(label));
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
  const left = [...order];
  const wanted = manager.regions.map(({ labels }, i) => {
    // The labels whose last region this is; nested regions leave one for each.
    const own = labels.filter((label) => manager.regions.findLastIndex((one) => one.labels.includes(label)) === i);
    const at = left.findIndex((value) => own.some((label) => label === value));
    return at < 0 ? undefined : left.splice(at, 1)[0];
  });
  const complete = wanted.map((value) => value ?? left.shift() ?? null);
  return mistakenLabels(manager, complete).length === 0 ? complete : undefined;
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
