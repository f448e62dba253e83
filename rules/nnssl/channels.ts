import { defineRule } from '../../src/engine/rule.js';
import { trainingChannels } from '../../src/nnunet/dataset/channels.js';
import { fitsChannels, pretrainInfo } from '../../src/nnunet/plans/nnssl.js';
import { counted } from '../../src/nnunet/words/wording.js';

/** The stem is repeated for more channels, from one channel only (training/nnUNetTrainer/pretraining/pretrainedTrainer.py). */
export const channels = defineRule({
  id: 'nnssl/channels',
  subject: 'plans',
  severity: 'error',
  since: '0.1.0',
  summary: 'The first convolution of an nnssl checkpoint fits the channels of the dataset.',
  why: `nnssl usually pretrains on one channel. For datasets with more channels nnU-Net repeats the first convolution, always as often as the dataset has channels. After a
pretraining on two channels that gives twice as many as needed. For fewer channels nnU-Net changes nothing. In both cases loading stops with a size mismatch in the stem.`,
  remedy: 'Pretrain on one channel, or on as many as the dataset has.',
  sources: [
    'nnunetv2/training/nnUNetTrainer/pretraining/pretrainedTrainer.py: load_pretrained_weights (after 2.8.1)',
    'nnunetv2/training/nnUNetTrainer/pretraining/dynamicPretrainedTrainer.py (after 2.8.1)',
  ],
  examples: [
    {
      title: 'A pretraining on two channels',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/pretrain_info',
          to: { checkpoint_path: null, pt_num_in_channels: 2 },
        },
      ],
      reports: 'differ',
    },
  ],
  messages: {
    differ: ({ pretrained, channels }: { readonly pretrained: number; readonly channels: number }) =>
      `The pretraining had ${counted(pretrained, 'channel')}, dataset.json names ${channels}. nnU-Net can only repeat the weights of one channel for several. Loading stops with a size mismatch in the stem.`,
  },
  *check({ plans, datasetJson }) {
    const pretrained = pretrainInfo(plans)?.channels;
    if (pretrained === undefined) return;
    const channels = trainingChannels(datasetJson?.value);
    if (channels === undefined) yield { notChecked: 'nnplans found no dataset.json that names the channels' };
    else if (!fitsChannels(pretrained, channels)) {
      yield { message: 'differ', at: '/pretrain_info/pt_num_in_channels', data: { pretrained, channels } };
    }
  },
});
