import { weightsLoadable } from '../../../rules/transfer/weights-loadable.js';
import { ruleTester } from '../../support/rule-tester.js';

const finetuning = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const network = '/configurations/3d_fullres/architecture/arch_kwargs';
const results = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres';
const checkpoint = `${results}/fold_0/checkpoint_final.pth`;
const pretrainingPlans = 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json';

/** What `torch.save({'epoch': 3}, …, _use_new_zipfile_serialization=False, pickle_protocol=0)` writes. */
const withoutWeights = [
  'L119547037146038801333356L\n.I1001\n.(dp0\nVprotocol_version\np1\nI1001\nsVlittle_endian\np2\nI01\nsVtype_sizes\np3\n',
  '(dp4\nVshort\np5\nI2\nsVint\np6\nI4\nsVlong\np7\nI4\nss.(dp0\nVepoch\np1\nI3\ns.(lp0\n.',
].join('');

ruleTester(weightsLoadable, {
  valid: [
    { name: 'plans as the move tool wrote them (real run)' },
    { name: 'the same with the weights at hand (real run)', checkpoint },
    {
      name: 'planned by itself, loads by coincidence (real run)',
      project: 'own-plans/loads-silently',
      transfer: ['Dataset121_AbdomenCT/TinyPlans', 'Dataset123_KidneyCT/TinyPlans'],
      configurations: ['3d_fullres'],
    },
    {
      name: 'plans of the finetuning dataset moved to the pretraining dataset (real run)',
      project: 'reversed/pretraining-still-to-run',
      transfer: ['Dataset121_AbdomenCT/PlansFrom122', 'Dataset122_PancreasCT/TinyPlans'],
      configurations: ['3d_fullres'],
    },
    {
      name: 'the pretraining plans were edited after the training, which had the others',
      changes: [{ file: pretrainingPlans, set: `${network}/conv_bias`, to: false }],
      configurations: ['3d_fullres'],
    },
    {
      name: 'other labels: segmentation layers start anew',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json',
          set: '/labels',
          to: { background: 0, a: 1, b: 2, c: 3, d: 4 },
        },
      ],
    },
    { name: 'a scalar in place of a list', changes: [{ file: finetuning, set: `${network}/n_conv_per_stage`, to: 2 }] },
    {
      name: 'a network that cannot be built is told elsewhere',
      changes: [{ file: finetuning, set: `${network}/n_stages`, to: 9 }],
      notChecked: [
        'Dataset122_PancreasCT/PretrainedPlansCustom#3d_fullres: the plans describe no network that can be built',
      ],
    },
    {
      name: 'the network of a fork',
      changes: [
        { file: finetuning, set: '/configurations/3d_fullres/architecture/network_class_name', to: 'mine.MyNet' },
      ],
      notChecked: [
        'Dataset122_PancreasCT/PretrainedPlansCustom#3d_fullres: its network_class_name is not known to nnplans',
      ],
    },
    {
      name: 'a file that is no checkpoint of nnU-Net v2 is told elsewhere',
      changes: [{ file: checkpoint, write: withoutWeights }],
      configurations: ['3d_fullres'],
      checkpoint,
      notChecked: ['the checkpoint has no network_weights'],
    },
  ],
  invalid: [
    {
      name: 'the last stride edited (real run)',
      project: 'edited-after/edited-strides',
      configurations: ['3d_fullres'],
      findings: [
        {
          message: 'refused',
          at: `${network}/strides`,
          data: {
            first:
              'The shape of the parameters of key decoder.transpconvs.0.weight is not the same. Pretrained model: torch.Size([8, 8, 2, 2, 2]); your network: … The pretrained model does not seem to be compatible with your network.',
            failing: 1,
            parameters: 182,
            causes: ['stage 3 has stride 2 × 2 × 2 in the pretraining and 1 × 2 × 2 in the network (strides)'],
          },
          text: 'nnU-Net stops at the first, saying "The shape of the parameters of key decoder.transpconvs.',
        },
      ],
    },
    {
      name: 'another topology (real run)',
      project: 'own-plans/different-topology',
      transfer: ['Dataset121_AbdomenCT/TinyPlans', 'Dataset122_PancreasCT/TinyPlans'],
      configurations: ['3d_fullres'],
      findings: [
        {
          message: 'refused',
          at: '/configurations/3d_fullres/architecture/arch_kwargs/kernel_sizes',
          data: {
            first:
              'The shape of the parameters of key encoder.stages.0.0.convs.0.conv.weight is not the same. Pretrained model: torch.Size([2, 1, 1, 3, 3]); your network: … The pretrained model does not seem to be compatible with your network.',
            failing: 27,
            parameters: 182,
            causes: [
              'stage 0 has kernel 1 × 3 × 3 in the pretraining and 3 × 3 × 3 in the network (kernel_sizes)',
              'stage 1 has kernel 1 × 3 × 3 in the pretraining and 3 × 3 × 3 in the network (kernel_sizes)',
              'stage 1 has stride 1 × 2 × 2 in the pretraining and 2 × 2 × 2 in the network (strides)',
              'stage 2 has stride 1 × 2 × 2 in the pretraining and 2 × 2 × 2 in the network (strides)',
              'stage 3 has stride 2 × 2 × 2 in the pretraining and 1 × 2 × 2 in the network (strides)',
            ],
          },
          text: 'key encoder.stages.0.0.convs.0.conv.weight is not the same',
        },
      ],
    },
    {
      name: 'plans moved where the pretraining had others (real run)',
      project: 'reversed/checkpoint-existed',
      transfer: ['Dataset121_AbdomenCT/TinyPlans', 'Dataset122_PancreasCT/TinyPlans'],
      configurations: ['3d_fullres'],
      findings: [
        {
          message: 'refused',
          at: '/configurations/3d_fullres/architecture/arch_kwargs/kernel_sizes',
          data: {
            first:
              'The shape of the parameters of key encoder.stages.0.0.convs.0.conv.weight is not the same. Pretrained model: torch.Size([2, 1, 1, 3, 3]); your network: … The pretrained model does not seem to be compatible with your network.',
            failing: 27,
            parameters: 182,
            causes: [
              'stage 0 has kernel 1 × 3 × 3 in the pretraining and 3 × 3 × 3 in the network (kernel_sizes)',
              'stage 1 has kernel 1 × 3 × 3 in the pretraining and 3 × 3 × 3 in the network (kernel_sizes)',
              'stage 1 has stride 1 × 2 × 2 in the pretraining and 2 × 2 × 2 in the network (strides)',
              'stage 2 has stride 1 × 2 × 2 in the pretraining and 2 × 2 × 2 in the network (strides)',
              'stage 3 has stride 2 × 2 × 2 in the pretraining and 1 × 2 × 2 in the network (strides)',
            ],
          },
        },
      ],
    },
    {
      name: 'one channel more (real run)',
      project: 'mr-two-channels/moved-from-fewer-channels',
      transfer: ['Dataset121_AbdomenCT/TinyPlans', 'Dataset124_GliomaMR/PretrainedPlansCustom'],
      configurations: ['3d_fullres'],
      findings: [
        {
          message: 'refused',
          at: '/channel_names',
          file: 'Dataset124_GliomaMR/dataset.json',
          data: {
            first:
              'The shape of the parameters of key encoder.stages.0.0.convs.0.conv.weight is not the same. Pretrained model: torch.Size([2, 1, 1, 3, 3]); your network: … The pretrained model does not seem to be compatible with your network.',
            failing: 4,
            parameters: 182,
            causes: [
              'the pretraining takes 1 input channel and the network 2 (channel_names of dataset.json, and labels for a cascade)',
            ],
          },
          remedy:
            'Pretrain on images with as many channels as the finetuning dataset has: other plans do not change that.',
          text: /^4 of /,
        },
      ],
    },
    {
      name: 'with the weights at hand',
      changes: [{ file: finetuning, set: `${network}/features_per_stage/0`, to: 3 }],
      checkpoint,
      findings: [
        {
          message: 'refused',
          at: `${network}/features_per_stage`,
          data: {
            first:
              'The shape of the parameters of key encoder.stages.0.0.convs.0.conv.weight is not the same. Pretrained model: torch.Size([2, 1, 1, 3, 3]); your network: … The pretrained model does not seem to be compatible with your network.',
            failing: 54,
            parameters: 182,
            causes: ['stage 0 has 2 features in the checkpoint and 3 in the network (features_per_stage)'],
          },
          text: 'in the checkpoint',
        },
      ],
    },
    {
      name: 'convolutions without bias: the biases are left out',
      changes: [{ file: finetuning, set: `${network}/conv_bias`, to: false }],
      findings: [
        {
          message: 'dropped',
          at: `${network}/conv_bias`,
          data: {
            dropped: 47,
            causes: ['convolutions have a bias in the pretraining and none in the network (conv_bias)'],
          },
        },
      ],
    },
    {
      name: 'a later stage of a cascade, whose network has the labels as channels',
      changes: [{ file: finetuning, set: '/configurations/3d_fullres/previous_stage', to: '2d' }],
      configurations: ['3d_fullres'],
      findings: [
        {
          message: 'refused',
          file: 'dataset.json',
          at: '/channel_names',
          data: {
            first:
              'The shape of the parameters of key encoder.stages.0.0.convs.0.conv.weight is not the same. Pretrained model: torch.Size([2, 1, 1, 3, 3]); your network: … The pretrained model does not seem to be compatible with your network.',
            failing: 4,
            parameters: 182,
            causes: [
              'the pretraining takes 1 input channel and the network 3 (channel_names of dataset.json, and labels for a cascade)',
            ],
          },
          remedy:
            'Pretrain on images with as many channels as the finetuning dataset has: other plans do not change that.',
        },
      ],
    },
    {
      name: '2d weights for a 3d network',
      changes: [
        { file: 'nnUNet_results', delete: true },
        { file: pretrainingPlans, set: '/configurations/3d_fullres/inherits_from', to: '2d' },
        { file: pretrainingPlans, remove: '/configurations/3d_fullres/architecture' },
      ],
      configurations: ['3d_fullres'],
      findings: [
        {
          message: 'refused',
          at: '/configurations/3d_fullres/architecture/arch_kwargs/conv_op',
          data: {
            first:
              'The shape of the parameters of key encoder.stages.0.0.convs.0.conv.weight is not the same. Pretrained model: torch.Size([2, 1, 3, 3]); your network: … The pretrained model does not seem to be compatible with your network.',
            failing: 47,
            parameters: 182,
            causes: ['the pretraining has 2 dimensions and the network 3 (conv_op)'],
          },
        },
      ],
    },
    {
      name: 'weights of nnUNetTrainerBN, by its model folder',
      changes: [
        { file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainerBN__TinyPlans__3d_fullres', copyFrom: results },
        { file: results, delete: true },
        { file: finetuning, set: `${network}/norm_op`, to: 'torch.nn.modules.instancenorm.InstanceNorm3d' },
      ],
      configurations: ['3d_fullres'],
      findings: [
        {
          message: 'dropped',
          at: '/configurations/3d_fullres/architecture/arch_kwargs/norm_op',
          data: {
            dropped: 132,
            causes: [
              'the pretraining has BatchNorm with weight and bias and running statistics and the network InstanceNorm with weight and bias (norm_op)',
            ],
          },
          remedy:
            'Finetune with the trainer that made the weights, "nnUNetTrainerBN": nnUNetv2_train 122 3d_fullres FOLD -p PretrainedPlansCustom -pretrained_weights CHECKPOINT -tr nnUNetTrainerBN',
          text: 'running statistics',
        },
      ],
    },
  ],
});
