import { parametersIn } from '../../nnunet/network/inferred-blocks.js';
import { compareForPretraining, type PretrainingComparison } from '../../nnunet/network/load-pretrained.js';
import { networkOfTrainer } from '../../nnunet/network/trainer-network.js';
import { networkForTransfer } from '../../nnunet/network/transfer-network.js';
import type { PlansConfiguration, TransferConfiguration } from '../../workspace/subjects.js';

/** What loading the weights of the checkpoint comes to; `undefined` where it cannot be told. */
export function loadingOf(pair: TransferConfiguration): PretrainingComparison | undefined {
  const { checkpoint } = pair.transfer.checkpoint?.content ?? {};
  const wanted = parametersOf(pair.finetuning, pair.transfer.trainer);
  if (checkpoint?.kind !== 'nnunet' || wanted === undefined) return undefined;
  return compareForPretraining(wanted, parametersIn(checkpoint.tensors));
}

/** `other shapes`: networks of as many weights need not have the same. */
export function otherWeights({ pretraining, finetuning, transfer, trainedBy }: TransferConfiguration) {
  const [has, wants] = [parametersOf(pretraining, trainedBy), parametersOf(finetuning, transfer.trainer)];
  if (has === undefined || wants === undefined) return undefined;
  const { loads, failures, dropped } = compareForPretraining(wants, has);
  if (loads && dropped.length === 0) return undefined;
  return failures.some(({ kind }) => kind === 'shape') ? 'other shapes' : 'other parameters';
}

function parametersOf({ configuration, plansFile }: PlansConfiguration, trainer: string | undefined) {
  const network = networkForTransfer(
    configuration,
    plansFile.datasetJson?.value,
    networkOfTrainer(trainer ?? 'nnUNetTrainer'),
  );
  return network.reason === undefined ? network.parameters : undefined;
}
