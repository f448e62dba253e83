import { isObject } from '../io/json/value.js';
import { readLabels } from '../nnunet/dataset/labels.js';
import type { Configuration } from '../nnunet/plans/configuration.js';
import type { Channels } from './channels.js';
import type { DiffSide } from './side.js';

/** Two configurations to be compared. */
export interface Pair {
  readonly a: Configuration;
  readonly b: Configuration;
}

/** `3d_fullres`, or `3d_lowres → 3d_fullres`. */
export function pairName({ a, b }: Pair): string {
  return a.name === b.name ? a.name : `${a.name} → ${b.name}`;
}

/** What goes into the first convolution of both networks. */
export interface Inputs {
  readonly a: number;
  readonly b: number;
  /** What had to be assumed: `if both datasets have the same number of labels`. */
  readonly assumption: string | undefined;
  /** Why they differ, where no change of the plans says so: `labels 2 → 3`. */
  readonly difference: string | undefined;
}

/**
 * Input channels of both networks: those of the images, and one for each foreground label in a later stage of a cascade
 * (utilities/label_handling/label_handling.py, determine_num_input_channels).
 */
export function inputsOf(pair: Pair, sides: readonly [DiffSide, DiffSide], channels: Channels): Inputs {
  const counts = [
    channels.before?.length ?? pair.a.normalizationSchemes?.length ?? channels.countA,
    channels.after?.length ?? pair.b.normalizationSchemes?.length ?? channels.countB,
  ];
  const images = [counts[0] ?? counts[1] ?? 1, counts[1] ?? counts[0] ?? 1];
  const isLater = [pair.a.previousStage !== undefined, pair.b.previousStage !== undefined] as const;
  const labels = sides.map(({ datasetJson }) => readLabels(datasetJson)?.manager?.foregroundLabels.length);
  const areBothLater = isLater[0] && isLater[1];
  const areKnown = labels[0] !== undefined && labels[1] !== undefined;
  const inputs = isLater.map((later, i) => (images[i] ?? 1) + (later ? (areKnown ? (labels[i] ?? 1) : 1) : 0));
  return {
    a: inputs[0] ?? 1,
    b: inputs[1] ?? 1,
    difference: areBothLater && areKnown && labels[0] !== labels[1] ? `labels ${labels[0]} → ${labels[1]}` : undefined,
    assumption:
      areBothLater && !areKnown && !isSameDataset(sides)
        ? 'if both datasets have the same number of labels'
        : undefined,
  };
}

function isSameDataset([a, b]: readonly [DiffSide, DiffSide]): boolean {
  return a.plans.datasetName !== undefined && a.plans.datasetName === b.plans.datasetName;
}

/** Whether there is anything of plans in a file. */
export function arePlans(side: DiffSide): boolean {
  return isObject(side.plans.get('configurations'));
}
