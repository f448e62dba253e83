import { judgeNetwork } from '../../nnunet/network/judge-network.js';
import { countWeights } from '../../nnunet/network/parameters.js';
import { receptiveFieldOf } from '../../nnunet/network/receptive-field.js';
import { trainedNetwork } from '../../nnunet/network/trained-network.js';
import { networkOfTrainer } from '../../nnunet/network/trainer-network.js';
import { networkForTransfer } from '../../nnunet/network/transfer-network.js';
import { timesList } from '../../nnunet/words/wording.js';
import type { PlansConfiguration, TransferConfiguration } from '../../workspace/subjects.js';
import { inThousands } from '../numbers.js';

/** `PlainConvUNet` */
export function networkText(side: PlansConfiguration): string | undefined {
  const { network, classPath } = readingOf(side);
  return network?.className ?? classPath?.slice(classPath.lastIndexOf('.') + 1);
}

/** `by nnUNetTrainerBN`: a trainer may build another network than plans say. */
export function otherTrainer({ transfer, pretraining, trainedBy }: TransferConfiguration): string | undefined {
  const trainer = transfer.trainer ?? 'nnUNetTrainer';
  if (trainedBy === undefined || trainedBy === trainer) return undefined;
  const [trained, wanted] = [trainedBy, trainer].map(
    (name) => trainedNetwork(pretraining.configuration, networkOfTrainer(name))?.key,
  );
  return trained === wanted ? undefined : `by ${trainer}`;
}

/** `6` */
export function stagesText(side: PlansConfiguration): string | undefined {
  return readingOf(side).network?.stages.toString();
}

/** Number of weights that a transfer takes over: all but those of the segmentation layers, which nnU-Net starts anew. */
export function weightsText({ configuration, plansFile }: PlansConfiguration): string | undefined {
  const { parameters } = { parameters: undefined, ...networkForTransfer(configuration, plansFile.datasetJson?.value) };
  const transferred = parameters?.filter(({ name }) => !name.includes('.seg_layers.'));
  return transferred === undefined ? undefined : inThousands(countWeights(transferred));
}

/** How far the deepest features see, in mm per axis. */
export function receptiveFieldText({ configuration }: PlansConfiguration): string | undefined {
  const field = receptiveFieldOf(configuration);
  return field && timesList(field.millimetres.map((extent) => Number(extent.toPrecision(4))));
}

function readingOf({ configuration, plansFile }: PlansConfiguration) {
  return judgeNetwork(configuration, plansFile.document).reading;
}
