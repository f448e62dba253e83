import { smallest } from '../../values/numbers.js';

// Millions of voxels ask for these: a module's own names are found faster than those of Math where code runs in a context of its own, as in jest.
const { abs, round } = Math;

/** Numbers, a typed array of any kind. */
export type NumberSeries = Iterable<number> & { readonly length: number; readonly [index: number]: number };

/** What some voxels of one channel have in common. */
export interface Summary {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  /** How many have the least value, and the greatest: many where an image was clipped. */
  readonly atMin: number;
  readonly atMax: number;
  readonly mean: number;
  readonly deviation: number;
  /** Share of the voxels whose value is a whole number, 0 to 1. */
  readonly whole: number;
  /** Share of those whose value is a multiple of 1/255. */
  readonly byteSteps: number;
}

/** The middle value of some voxels, and how many share it. */
export interface Middle {
  readonly count: number;
  readonly median: number;
  /** Share of the voxels with that value, or one that is away by a hundredth of the range at most. */
  readonly atMedian: number;
}

/** @returns `undefined` for no numbers, and where some are not finite */
export function middleOf(values: NumberSeries): Middle | undefined {
  const range = rangeIn(values);
  if (range === undefined) return undefined;
  const median = medianOf(values);
  const near = 0.01 * (range.max - range.min);
  let atMedian = 0;
  for (let i = 0; i < values.length; i++) if (abs((values[i] ?? 0) - median) <= near) atMedian += 1;
  return { count: range.count, median, atMedian: atMedian / range.count };
}

/** Least and greatest value of some voxels. */
export type Range = Pick<Summary, 'count' | 'min' | 'max'>;

/** @returns `undefined` for no numbers, and where some are not finite */
export function rangeIn(values: NumberSeries): Range | undefined {
  const measured = extent(values);
  return measured && { count: measured.count, min: measured.min, max: measured.max };
}

function extent(values: NumberSeries): (Range & Pick<Summary, 'mean'>) | undefined {
  const count = values.length;
  let [min, max, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (let i = 0; i < count; i++) {
    const value = values[i] ?? 0;
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
  }
  return count === 0 || !Number.isFinite(sum) ? undefined : { count, min, max, mean: sum / count };
}

/** Of a series of more numbers, so many are sorted for the median. */
const mostSorted = 100_000;

/** @returns `undefined` for no numbers, and where some are not finite */
export function summarise(values: NumberSeries): Summary | undefined {
  const measured = extent(values);
  if (measured === undefined) return undefined;
  const { count, min, max, mean } = measured;
  const near = 1e-6 * (max - min);
  let [squares, atMin, atMax, whole, byteSteps] = [0, 0, 0, 0, 0];
  for (let i = 0; i < count; i++) {
    const value = values[i] ?? 0;
    squares += (value - mean) ** 2;
    if (value <= min + near) atMin += 1;
    if (value >= max - near) atMax += 1;
    const size = abs(value);
    if (abs(value - round(value)) <= (size > 1 ? 1e-6 * size : 1e-6)) whole += 1;
    const steps = value * 255;
    if (abs(steps - round(steps)) <= 1e-3) byteSteps += 1;
  }
  return {
    count,
    min,
    max,
    atMin,
    atMax,
    mean,
    deviation: Math.sqrt(squares / count),
    whole: whole / count,
    byteSteps: byteSteps / count,
  };
}

function medianOf(values: NumberSeries): number {
  const kept = new Float64Array(smallest([values.length, mostSorted]));
  for (let i = 0; i < kept.length; i++) kept[i] = values[Math.floor((i * values.length) / kept.length)] ?? 0;
  return kept.sort()[kept.length >> 1] ?? 0;
}

/** The numbers at whose places a label stands that is wanted. */
export function selected(
  values: NumberSeries,
  labels: NumberSeries,
  isWanted: (label: number) => boolean,
): NumberSeries {
  const kept = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) if (isWanted(labels[i] ?? 0)) kept[count++] = values[i] ?? 0;
  return kept.subarray(0, count);
}
