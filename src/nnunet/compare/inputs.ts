import type { JsonValue } from '../../io/json/value.js';
import { trainingChannels } from '../dataset/channels.js';
import { readLabels } from '../dataset/labels.js';
import { isLaterStage } from '../network/built-network.js';
import type { Channels } from './channels.js';
import type { Pair } from './plans-differences.js';

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
 * @param isOneDataset whether both plans are for the same dataset, whose labels are then the same without being known
 */
export function inputsOf(
  pair: Pair,
  datasets: readonly [JsonValue | undefined, JsonValue | undefined],
  channels: Channels,
  isOneDataset: boolean,
): Inputs {
  const count = (i: 0 | 1) =>
    trainingChannels(datasets[i]) ??
    (i === 0 ? pair.a : pair.b).normalizationSchemes?.length ??
    (i === 0 ? channels.countA : channels.countB);
  const counts = [count(0), count(1)];
  const images = [counts[0] ?? counts[1] ?? 1, counts[1] ?? counts[0] ?? 1];
  const isLater = [isLaterStage(pair.a), isLaterStage(pair.b)] as const;
  const labels = datasets.map((datasetJson) => readLabels(datasetJson)?.manager?.foregroundLabels.length);
  const areBothLater = isLater[0] && isLater[1];
  const areKnown = labels[0] !== undefined && labels[1] !== undefined;
  const inputs = isLater.map((later, i) => (images[i] ?? 1) + (later ? (areKnown ? (labels[i] ?? 1) : 1) : 0));
  return {
    a: inputs[0] ?? 1,
    b: inputs[1] ?? 1,
    difference: areBothLater && areKnown && labels[0] !== labels[1] ? `labels ${labels[0]} → ${labels[1]}` : undefined,
    assumption:
      areBothLater && !areKnown && !isOneDataset ? 'if both datasets have the same number of labels' : undefined,
  };
}
