import { trainingChannels } from '../dataset/channels.js';
import { readLabels } from '../dataset/labels.js';
import { isLaterStage } from '../network/built-network.js';
import type { ConfigurationInFile } from '../plans/plans.js';
import type { Channels } from './channels.js';

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
export function inputsOf([a, b]: readonly [ConfigurationInFile, ConfigurationInFile], channels: Channels): Inputs {
  const count = ({ configuration, plansFile }: ConfigurationInFile, otherwise: number | undefined) =>
    trainingChannels(plansFile.datasetJson?.value) ?? configuration.normalizationSchemes?.length ?? otherwise;
  const counts = [count(a, channels.countA), count(b, channels.countB)];
  const images = [counts[0] ?? counts[1] ?? 1, counts[1] ?? counts[0] ?? 1];
  const isLater = [isLaterStage(a.configuration), isLaterStage(b.configuration)] as const;
  const labels = [a, b].map(
    ({ plansFile }) => readLabels(plansFile.datasetJson?.value)?.manager?.foregroundLabels.length,
  );
  // Plans of one dataset have the same labels, known or not.
  const datasetName = a.plansFile.plans.datasetName;
  const isOneDataset = datasetName !== undefined && datasetName === b.plansFile.plans.datasetName;
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
