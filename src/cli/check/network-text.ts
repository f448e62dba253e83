import { trainingChannels } from '../../nnunet/channels.js';
import { countWeights, predictParameters } from '../../nnunet/network/parameters.js';
import { readNetwork } from '../../nnunet/network/read-network.js';
import type { PlansConfiguration } from '../../workspace/subjects.js';

/** `PlainConvUNet, 6 stages` */
export function networkText({ configuration }: PlansConfiguration): string | undefined {
  const { network, classPath } = readNetwork((key) => configuration.get(key));
  if (network !== undefined) return `${network.className}, ${network.stages} stages`;
  return classPath?.slice(classPath.lastIndexOf('.') + 1);
}

/** Number of weights that a transfer takes over: all but those of the segmentation layers, which nnU-Net starts anew. */
export function weightsText({ configuration, plansFile }: PlansConfiguration): string | undefined {
  const { network } = readNetwork((key) => configuration.get(key));
  const channels = trainingChannels(plansFile.datasetJson?.value);
  if (network === undefined || channels === undefined || configuration.previousStage !== undefined) return undefined;
  const transferred = predictParameters(network, channels, 1).filter(({ name }) => !name.includes('.seg_layers.'));
  return inThousands(countWeights(transferred));
}

/** `31,195,594` */
function inThousands(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
