import { defineRule } from '../../src/engine/rule.js';
import { finetuneCommand } from '../../src/nnunet/command-line/commands.js';
import { compareForPretraining } from '../../src/nnunet/compare/load-pretrained.js';
import { trainedNetwork } from '../../src/nnunet/network/trained-network.js';
import { networkOfTrainer, type TrainerNetwork } from '../../src/nnunet/network/trainer-network.js';
import { networkForTransfer } from '../../src/nnunet/network/transfer-network.js';
import { counted } from '../../src/nnunet/words/wording.js';
import type { TransferConfiguration } from '../../src/workspace/subjects.js';

interface Differs {
  readonly trainedBy: string;
  /** What each trainer builds. */
  readonly trained: string;
  readonly trainer: string;
  readonly wanted: string;
  /** Pretrained weights that find no place; 0 where loading stops, or where it cannot be told. */
  readonly dropped: number;
  readonly loads: boolean | undefined;
}

const usualTrainer = 'nnUNetTrainer';

/** Plans do not say which network was trained: a trainer may exchange it and saves the plans as they were. */
export const trainerNetwork = defineRule({
  id: 'transfer/trainer-network',
  subject: 'transfer-configuration',
  severity: 'warning',
  since: '0.1.0',
  summary: 'The trainer of the finetuning builds the same network as the trainer of the pretraining.',
  topic: 'trainer',
  why: `Most trainers build the network that the plans describe. \`nnUNetTrainerBN\` exchanges the normalization layers, the Primus trainers the whole network. Both save the plans unchanged. So the plans of both sides may be equal
while the networks differ. Weights of \`nnUNetTrainerBN\` load into the network of \`nnUNetTrainer\` without their running statistics, and nnU-Net does not tell you. The other way round loading stops.`,
  remedy: 'Finetune with the trainer of the pretraining: -tr and its name.',
  sources: [
    'nnunetv2/training/nnUNetTrainer/variants/network_architecture/nnUNetTrainerBN.py',
    'nnunetv2/training/nnUNetTrainer/primus/primus_trainers.py',
    'nnunetv2/run/load_pretrained_weights.py',
  ],
  examples: [
    {
      title: 'The model of the pretraining was trained by nnUNetTrainerBN',
      changes: [
        {
          file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainerBN__TinyPlans__3d_fullres',
          copyFrom: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres',
        },
        { file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres', delete: true },
      ],
      reports: 'differs',
    },
  ],
  messages: {
    differs: ({ trainedBy, trained, trainer, wanted, dropped, loads }: Differs) =>
      `The weights were trained by ${trainedBy}, which builds ${trained}; ${trainer} builds ${wanted}. ${consequence(loads, dropped)}`,
  },
  *check(pair, { installation }) {
    const { transfer, pretraining, finetuning, trainedBy } = pair;
    const trainer = transfer.trainer ?? usualTrainer;
    if (trainedBy === undefined || trainedBy === trainer) return;
    const trained = trainedNetwork(pretraining.configuration, networkOfTrainer(trainedBy, installation));
    const wanted = trainedNetwork(finetuning.configuration, networkOfTrainer(trainer, installation));
    // What differs for another reason than the trainer is told by transfer/weights-loadable.
    const usual = trainedNetwork(pretraining.configuration, networkOfTrainer(trainer, installation));
    if (trained === undefined || wanted === undefined || usual === undefined) {
      yield { notChecked: `nnplans does not know which networks ${trainedBy} and ${trainer} build`, leavesOpen: true };
      return;
    }
    if (trained.key === usual.key) return;
    yield {
      message: 'differs',
      at: finetuning.configuration.pointer,
      data: {
        trainedBy,
        trained: trained.words,
        trainer,
        wanted: wanted.words,
        ...loading(pair, networkOfTrainer(trainedBy, installation), networkOfTrainer(trainer, installation)),
      },
      ...remedyFor(pair, trainedBy),
    };
  },
});

/** What loading does, by the parameters of both networks; a network of a trainer's own is not known in its parameters. */
function loading(
  { pretraining, finetuning }: TransferConfiguration,
  trainedBy: TrainerNetwork,
  trainer: TrainerNetwork,
) {
  const has = networkForTransfer(pretraining.configuration, pretraining.plansFile.datasetJson?.value, trainedBy);
  const wants = networkForTransfer(finetuning.configuration, finetuning.plansFile.datasetJson?.value, trainer);
  if (has.reason !== undefined || wants.reason !== undefined) return { loads: undefined, dropped: 0 };
  const { loads, dropped } = compareForPretraining(wants.parameters, has.parameters);
  return { loads, dropped: dropped.length };
}

function consequence(loads: boolean | undefined, dropped: number): string {
  if (loads === undefined) return 'Loading stops at the first parameter that the other does not have.';
  if (!loads) return 'Loading stops at the first parameter that is missing.';
  return dropped === 0
    ? 'The weights load, but into another network than was trained.'
    : `The weights load, but without ${counted(dropped, 'pretrained entry', 'pretrained entries')} that only the first network has. nnU-Net does not tell you.`;
}

function remedyFor(
  { finetuning: { plansFile }, name }: TransferConfiguration,
  trainedBy: string,
): { readonly remedy?: string } {
  const { dataset, stem } = plansFile;
  if (dataset === undefined) return {};
  return { remedy: `Finetune with the same trainer: ${finetuneCommand(dataset, name, stem, { trainer: trainedBy })}` };
}
