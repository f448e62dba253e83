import { defineRule } from '../../src/engine/rule.js';
import { member } from '../../src/io/json/value.js';
import { trainingChannels } from '../../src/nnunet/dataset/channels.js';
import { parametersIn } from '../../src/nnunet/network/inferred-blocks.js';
import { compareForNnssl, type NnsslFailure } from '../../src/nnunet/network/load-nnssl.js';
import { networkForTransfer } from '../../src/nnunet/network/transfer-network.js';
import { fitsChannels, pretrainInfo, weightPlaces } from '../../src/nnunet/plans/nnssl.js';
import { counted, quoted, timesList } from '../../src/nnunet/words/wording.js';

interface Refused {
  readonly trainer: string;
  readonly first: string;
  readonly failing: number;
}

const plansFile = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';

/** Names that get_network_from_name knows, beside whatever ends with one of the two classes that plans describe. */
const presets = new Set(['PrimusS', 'PrimusM', 'PrimusL', 'PrimusB', 'ResEncL']);

/** What PretrainedTrainer builds, and what it can fill (training/nnUNetTrainer/pretraining, utilities/load_weights_utils.py). */
export const architecture = defineRule({
  id: 'nnssl/architecture',
  subject: 'configuration',
  severity: 'error',
  severities: { skipped: 'warning' },
  since: '0.1.0',
  summary: 'The encoder of an nnssl checkpoint loads into the network that the plans build.',
  why: `\`nnUNetv2_preprocess_like_nnssl\` writes plans that describe exactly the network of the pretraining. PretrainedTrainer loads encoder and stem strictly and stops after an edit of them.

\`nnUNetv2_plan_like_dynamic\` keeps the network of the dataset, and DynamicPretrainedTrainer adapts the weights to it. It averages kernels down to size 1, and to no other size. It leaves out weights with another number of features, and does not tell you.

Both build plain and residual encoders and the presets of nnssl, and no other class.`,
  remedy: 'Make the plans again from the checkpoint: nnUNetv2_preprocess_like_nnssl -am like_pretrained.',
  sources: [
    'nnunetv2/training/nnUNetTrainer/pretraining/pretrainedTrainer.py (after 2.8.1)',
    'nnunetv2/training/nnUNetTrainer/pretraining/dynamicPretrainedTrainer.py (after 2.8.1)',
    'nnunetv2/utilities/load_weights_utils.py (after 2.8.1)',
  ],
  examples: [
    {
      title: 'A network that the trainers for nnssl do not build',
      changes: [
        { file: plansFile, set: '/pretrain_info', to: { checkpoint_path: null, pt_num_in_channels: 1 } },
        {
          file: plansFile,
          set: '/configurations/3d_fullres/architecture/network_class_name',
          to: 'dynamic_network_architectures.architectures.unet.ResidualUNet',
        },
      ],
      reports: 'unknown',
    },
  ],
  messages: {
    unknown: ({ name }: { readonly name: string }) =>
      `The plans name the network class ${quoted(name)}. PretrainedTrainer builds only PlainConvUNet, ResidualEncoderUNet and the presets of nnssl. It stops with "Unknown architecture class name".`,
    refused: ({ trainer, first, failing }: Refused) =>
      `${counted(failing, 'pretrained weight')} of encoder and stem cannot be loaded. The first is ${first}. ${trainer} stops there.`,
    skipped: ({ skipped, total }: { readonly skipped: number; readonly total: number }) =>
      `The checkpoint has no weights of the same shape for ${skipped} of ${counted(total, 'weight')} of the encoder. DynamicPretrainedTrainer starts them from random values and does not tell you.`,
  },
  *check({ configuration, plansFile: file }) {
    const info = pretrainInfo(file.plans);
    if (info === undefined || file.place !== 'preprocessed') return;
    const className = member(configuration.get('architecture'), 'network_class_name');
    if (
      typeof className === 'string' &&
      !/(PlainConvUNet|ResidualEncoderUNet)$/.test(className) &&
      !presets.has(className)
    ) {
      yield {
        message: 'unknown',
        at: configuration.at('architecture', 'network_class_name'),
        data: { name: className },
      };
      return;
    }
    const checkpoint = file.pretrainedCheckpoint?.content.checkpoint;
    const channels = trainingChannels(file.datasetJson?.value);
    const built = networkForTransfer(configuration, file.datasetJson?.value);
    if (checkpoint?.kind !== 'nnunet' || built.reason !== undefined || channels === undefined) return;
    const { keyToEncoder, keyToStem, keysToInput } = weightPlaces(info, checkpoint.nnsslAdaptationPlan?.value);
    if (keyToEncoder === undefined || keyToStem === undefined || info.channels === undefined) return;
    // That is told by nnssl/channels.
    if (!fitsChannels(info.channels, channels)) return;
    const stored = parametersIn(checkpoint.tensors);
    const setting = {
      keyToEncoder,
      keyToStem,
      keysToInput,
      pretrainedChannels: info.channels,
      channels,
      isDynamic: info.isDynamic,
    };
    const compared = compareForNnssl(built.parameters, stored, setting);
    const [first] = compared?.failures ?? [];
    const at = configuration.at('architecture');
    if (compared === undefined) yield { notChecked: 'the stem of this network is part of its encoder' };
    else if (first !== undefined) {
      const trainer = info.isDynamic ? 'DynamicPretrainedTrainer' : 'PretrainedTrainer';
      yield { message: 'refused', at, data: { trainer, first: failureText(first), failing: compared.failures.length } };
    } else if (compared.skipped.length > 0) {
      yield { message: 'skipped', at, data: { skipped: compared.skipped.length, total: compared.total } };
    }
  },
});

function failureText({ kind, name, expected, found }: NnsslFailure): string {
  const shape = (lengths: readonly number[] = []) => `(${lengths.join(', ')})`;
  switch (kind) {
    case 'missing':
      return `${name}, which is not in the checkpoint`;
    case 'unexpected':
      return `${name}, for which the network has no place`;
    case 'kernel':
      return `${name}, whose kernel ${timesList((found ?? []).slice(2))} cannot become ${timesList((expected ?? []).slice(2))}`;
    default:
      return `${name}, which is ${shape(found)} in the checkpoint and ${shape(expected)} in the network`;
  }
}
