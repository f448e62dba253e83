import { defineRule, type Place, type Yielding } from '../../src/engine/rule.js';
import { finetuneCommand } from '../../src/nnunet/command-line/commands.js';
import { compareForPretraining } from '../../src/nnunet/compare/load-pretrained.js';
import { loadingOf } from '../../src/nnunet/compare/transfer-loading.js';
import { trainingChannelKey } from '../../src/nnunet/dataset/channels.js';
import { type NetworkDescription, pathOfField } from '../../src/nnunet/network/description.js';
import type { ParameterShape } from '../../src/nnunet/network/inferred-blocks.js';
import type { LoadCause } from '../../src/nnunet/network/load-causes.js';
import type { TrainerNetwork } from '../../src/nnunet/network/trainer-network.js';
import { networkForTransfer } from '../../src/nnunet/network/transfer-network.js';
import { counted, firstFew, inQuotes } from '../../src/nnunet/words/wording.js';
import type { TransferConfiguration } from '../../src/workspace/subjects.js';
import { otherPlans } from '../causes.js';

interface Refused {
  /** The trainer of which nothing is known; it is taken to build the network of the plans. */
  readonly assumed: string | undefined;
  /** nnU-Net's own message about the first parameter that fails. */
  readonly first: string;
  readonly failing: number;
  readonly parameters: number;
  readonly causes: readonly string[];
}

interface Dropped {
  /** The trainer of which nothing is known; it is taken to build the network of the plans. */
  readonly assumed: string | undefined;
  readonly dropped: number;
  readonly causes: readonly string[];
}

/** `load_pretrained_weights` asks that every parameter but segmentation layers be there with the same shape (run/load_pretrained_weights.py). */
export const weightsLoadable = defineRule({
  id: 'transfer/weights-loadable',
  subject: 'transfer-configuration',
  severity: 'error',
  severities: { dropped: 'warning' },
  since: '0.1.0',
  summary: 'The pretrained weights load into the network that the finetuning plans build.',
  topic: 'weights',
  yieldsTo: [
    { to: 'transfer/channels-match:count', same: 'place' },
    {
      to: ['plans/network-known:silentlyNothing', 'plans/network-known:otherLayer', 'plans/network-known:isFunction'],
      same: 'place',
    },
    ...otherPlans,
  ],
  why: `nnU-Net builds the network from the finetuning plans. For every parameter, except segmentation layers, the checkpoint must have one of the same name and shape. nnU-Net stops at the first that it lacks, and its
message prints all values of the tensor instead of its shape.

nnU-Net leaves out parameters that only the checkpoint has, and does not tell you. For example, a network without biases loads weights with biases and starts from something else than was trained.`,
  remedy:
    'Move the plans of the pretraining to the finetuning dataset with nnUNetv2_move_plans_between_datasets. Then preprocess the finetuning dataset with them.',
  sources: [
    'nnunetv2/run/load_pretrained_weights.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2760',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2609',
  ],
  examples: [
    {
      title: 'A kernel of the moved plans was edited by hand',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/architecture/arch_kwargs/kernel_sizes/0',
          to: [3, 3, 3],
        },
      ],
      reports: 'refused',
    },
  ],
  messages: {
    refused: ({ first, failing, parameters, causes, assumed }: Refused) =>
      `${failing} of ${counted(parameters, 'parameter')} cannot be loaded${causes.length === 0 ? '' : `: ${firstFew(causes)}`}. nnU-Net stops at the first, saying "${first.replace(/\.$/, '')}".${assumption(assumed)}`,
    dropped: ({ dropped, causes, assumed }: Dropped) =>
      `nnU-Net leaves out ${counted(dropped, 'pretrained parameter')} and does not tell you${causes.length === 0 ? '' : `: ${firstFew(causes)}`}. It trains a network that was not pretrained in this form.${assumption(assumed)}`,
  },
  *check(pair, { installation }) {
    const { transfer } = pair;
    const loading = loadingOf(pair, installation);
    if (loading.reason !== undefined) {
      yield { notChecked: loading.reason, leavesOpen: true };
      return;
    }
    const { network, wanted, stored, trainedBy, assumed, comparison } = loading;
    const { first, failures, dropped, causes } = comparison;
    const told = (effect: LoadCause['effect']) => {
      const own = causes.filter((cause) => cause.effect === effect);
      // Without a checkpoint there is a network only that would have made one.
      const named = (text: string) =>
        transfer.checkpoint === undefined ? text.replaceAll('the checkpoint', 'the pretraining') : text;
      return { texts: own.map(({ message }) => named(message)), at: placeOf(own[0], pair, network) };
    };
    if (first !== undefined) {
      const { texts, at } = told('refused');
      const parameters = wanted.filter(({ name }) => !name.includes('.seg_layers.')).length;
      const data = { first: first.message, failing: failures.length, parameters, causes: texts, assumed };
      const remedy = causes.some(({ field }) => field === 'inputChannels')
        ? { remedy: otherChannels }
        : remedyFor(pair, stored, trainedBy);
      yield { message: 'refused', at, data, ...remedy };
    } else if (dropped.length > 0) {
      const { texts, at } = told('dropped');
      const data = { dropped: dropped.length, causes: texts, assumed };
      yield { message: 'dropped', at, data, ...remedyFor(pair, stored, trainedBy) };
    }
  },
});

/** A move takes plans for as many channels as the pretraining had, with which preprocessing stops. */
const otherChannels =
  'Pretrain on images with as many channels as the finetuning dataset has: other plans do not change that.';

/** Plans that are the right ones already need no move: their network is that of the weights with the trainer that made them. */
function remedyFor(
  pair: TransferConfiguration,
  stored: readonly ParameterShape[],
  trained: TrainerNetwork,
): { readonly remedy?: string; readonly causedBy?: readonly Yielding[] } {
  const { finetuning, trainedBy, name } = pair;
  const { dataset, stem, datasetJson } = finetuning.plansFile;
  if (trainedBy === undefined || trainedBy === (pair.transfer.trainer ?? 'nnUNetTrainer')) return {};
  const same = networkForTransfer(finetuning.configuration, datasetJson?.value, trained);
  if (same.reason !== undefined) return {};
  const { loads, dropped } = compareForPretraining(same.parameters, stored);
  if (!loads || dropped.length > 0) return {};
  const command = dataset === undefined ? '' : `: ${finetuneCommand(dataset, name, stem, { trainer: trainedBy })}`;
  return {
    remedy: `Finetune with the trainer that made the weights, ${inQuotes(trainedBy)}${command}`,
    causedBy: ['transfer/trainer-network'],
  };
}

function assumption(trainer: string | undefined): string {
  return trainer === undefined
    ? ''
    : ` This assumes that ${trainer}, which does not come with nnU-Net, builds the network of the plans.`;
}

/** Where the first difference is written. */
function placeOf(
  cause: LoadCause | undefined,
  { finetuning: { configuration, plansFile } }: TransferConfiguration,
  network: NetworkDescription,
): string | Place {
  if (cause?.field === 'inputChannels' && plansFile.datasetJson !== undefined) {
    const key = trainingChannelKey(plansFile.datasetJson.value);
    return { document: plansFile.datasetJson, ...(key === undefined ? {} : { pointer: `/${key}` }) };
  }
  if (cause === undefined || cause.field === 'inputChannels' || cause.field === 'heads') return configuration.pointer;
  if (cause.field === 'prefix' || cause.field === 'foreign') return configuration.pointer;
  const [key = '', ...rest] = pathOfField(network, cause.field);
  return configuration.at(String(key), ...rest);
}
