import { isObject, type JsonValue, member, pointer } from '../../io/json/value.js';
import { pythonInt, pythonLength } from '../values/python-builtins.js';

/** A region is written as one label or as a list of labels that it unites. */
export interface Region {
  readonly name: string;
  /** The labels that it unites, as they are written. */
  readonly labels: readonly number[];
}

/** What nnU-Net's LabelManager makes of `labels` and `regions_class_order` (utilities/label_handling/label_handling.py). */
export interface LabelManager {
  /** Some label is a list of several: sigmoid instead of softmax, one output per region. */
  readonly hasRegions: boolean;
  /** `all_labels`: different values in ascending order with background, without the ignore label. */
  readonly allLabels: readonly number[];
  /** `foreground_labels`; a cascade adds one input channel for each. */
  readonly foregroundLabels: readonly number[];
  /** `foreground_regions` in the order of their keys; empty without regions. */
  readonly regions: readonly Region[];
  readonly ignoreLabel: number | undefined;
  /** Output channels of the network. */
  readonly segmentationHeads: number;
}

/** Why LabelManager raises. Pointers lead into dataset.json. */
export type LabelProblem =
  | { readonly kind: 'background-missing'; readonly at: string }
  | { readonly kind: 'background-is-list'; readonly at: string }
  | { readonly kind: 'background-not-zero'; readonly at: string }
  | { readonly kind: 'not-a-number'; readonly at: string; readonly label: string; readonly value: JsonValue }
  | { readonly kind: 'ignore-not-integer'; readonly at: string; readonly value: JsonValue }
  | { readonly kind: 'ignore-not-highest'; readonly at: string; readonly ignore: number; readonly highest: number }
  | { readonly kind: 'order-missing'; readonly at: string; readonly region: string }
  | { readonly kind: 'order-not-a-list'; readonly at: string; readonly value: JsonValue }
  | {
      readonly kind: 'order-length';
      readonly at: string;
      readonly entries: number;
      readonly regions: readonly string[];
    };

export interface LabelReading {
  /** `undefined` when nnU-Net could not make one: then {@link problems} says why. */
  readonly manager: LabelManager | undefined;
  /** nnU-Net raises at the first; the others would come next. */
  readonly problems: readonly LabelProblem[];
}

/** Whether the number under a JSON pointer is a Python float although integral (`3.0`). */
export type FloatTest = (at: string) => boolean;

/**
 * Reads the labels of a dataset.json as nnU-Net does.
 * @returns `undefined` when `labels` is no object: then nnU-Net does not get as far
 */
export function readLabels(
  datasetJson: JsonValue | undefined,
  isFloat: FloatTest = () => false,
): LabelReading | undefined {
  const labels = member(datasetJson, 'labels');
  if (!isObject(labels)) return undefined;
  const entries = Object.entries(labels);
  const hasRegions = entries.some(([, value]) => Array.isArray(value) && value.length > 1);
  const problems = [...backgroundProblems(labels)];
  const { values, problems: unreadable } = labelValues(entries);
  for (const problem of unreadable) problems.push(problem);
  const ignore = readIgnoreLabel(labels, isFloat);
  if (ignore.problem !== undefined) problems.push(ignore.problem);
  const allLabels = [...new Set(values)].sort((a, b) => a - b);
  const regionNames = hasRegions ? entries.filter(isForegroundRegion).map(([name]) => name) : [];
  if (hasRegions) for (const problem of orderProblems(datasetJson, entries, regionNames)) problems.push(problem);
  const highest = allLabels.at(-1);
  if (ignore.label !== undefined && highest !== undefined && unreadable.length === 0 && ignore.label !== highest + 1) {
    problems.push({ kind: 'ignore-not-highest', at: pointer('labels', 'ignore'), ignore: ignore.label, highest });
  }
  if (problems.length > 0) return { manager: undefined, problems };
  const regions = regionNames.map((name) => ({ name, labels: labelsOf(member(labels, name)) }));
  return {
    problems,
    manager: {
      hasRegions,
      allLabels,
      foregroundLabels: allLabels.filter((label) => label !== 0),
      regions,
      ignoreLabel: ignore.label,
      segmentationHeads: hasRegions ? regions.length : allLabels.length,
    },
  };
}

function* backgroundProblems(labels: JsonValue): Iterable<LabelProblem> {
  const background = member(labels, 'background');
  const at = pointer('labels', 'background');
  if (background === undefined) yield { kind: 'background-missing', at: '/labels' };
  else if (Array.isArray(background)) yield { kind: 'background-is-list', at };
  else if ((pythonInt(background) ?? 0) !== 0) yield { kind: 'background-not-zero', at };
}

/** `int()` of every value but the ignore label's. */
function labelValues(entries: readonly [string, JsonValue][]): { values: number[]; problems: LabelProblem[] } {
  const values: number[] = [];
  const problems: LabelProblem[] = [];
  const read = (label: string, value: JsonValue, at: string) => {
    const number = pythonInt(value);
    if (number === undefined) problems.push({ kind: 'not-a-number', at, label, value });
    else values.push(number);
  };
  for (const [label, value] of entries) {
    if (label === 'ignore') continue;
    // A list for background is told as such.
    if (label === 'background' && Array.isArray(value)) continue;
    if (!Array.isArray(value)) read(label, value, pointer('labels', label));
    else for (const [i, one] of value.entries()) read(label, one, pointer('labels', label, i));
  }
  return { values, problems };
}

/** `labels.ignore` must be an `int`; Python counts `true` among those, but not `3.0`. `null` is no ignore label. */
function readIgnoreLabel(labels: JsonValue, isFloat: FloatTest): { label?: number; problem?: LabelProblem } {
  const value = member(labels, 'ignore');
  if (value === undefined || value === null) return {};
  const at = pointer('labels', 'ignore');
  if (typeof value === 'boolean') return { label: Number(value) };
  if (typeof value === 'number' && Number.isInteger(value) && !isFloat(at)) return { label: value };
  return { problem: { kind: 'ignore-not-integer', at, value } };
}

/** `_get_regions` leaves out what is background: the number 0, or a list of nothing but zeros. The text "0" stays. */
function isForegroundRegion([name, value]: readonly [string, JsonValue]): boolean {
  if (name === 'ignore') return false;
  const isZero = (one: JsonValue) => one === 0 || one === false;
  return Array.isArray(value) ? value.length === 0 || !value.every(isZero) : !isZero(value);
}

function* orderProblems(
  datasetJson: JsonValue | undefined,
  entries: readonly [string, JsonValue][],
  regions: readonly string[],
): Iterable<LabelProblem> {
  const order = member(datasetJson, 'regions_class_order');
  const at = pointer('regions_class_order');
  if (order === undefined || order === null) {
    const region = entries.find(([, value]) => Array.isArray(value) && value.length > 1)?.[0] ?? '';
    yield { kind: 'order-missing', at: order === undefined ? '' : at, region };
    return;
  }
  // The length of a text or an object is as good to nnU-Net here; what comes of it is another matter.
  const length = pythonLength(order);
  if (length === undefined) yield { kind: 'order-not-a-list', at, value: order };
  else if (length !== regions.length) yield { kind: 'order-length', at, entries: length, regions };
}

/** The labels of one entry as Python's `int()` reads them. */
function labelsOf(value: JsonValue | undefined): readonly number[] {
  const list = Array.isArray(value) ? value : [value];
  return list.map((one) => pythonInt(one)).filter((number) => number !== undefined);
}
