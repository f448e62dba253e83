import { trainerNetwork } from '../../../rules/transfer/trainer-network.js';
import { ruleTester } from '../../support/rule-tester.js';

const results = 'nnUNet_results/Dataset121_AbdomenCT';
const model = `${results}/nnUNetTrainer__TinyPlans__3d_fullres`;
const finetuning = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';

/** The model of the pretraining under another trainer's name. */
const trainedBy = (trainer: string) =>
  [
    { file: `${results}/${trainer}__TinyPlans__3d_fullres`, copyFrom: model },
    { file: model, delete: true },
  ] as const;

const goldenModels = {
  project: 'checkpoints',
  transfer: ['Dataset121_AbdomenCT/TinyPlans', 'Dataset121_AbdomenCT/TinyPlans'],
  configurations: ['3d_fullres'],
} as const;

ruleTester(trainerNetwork, {
  valid: [
    { name: 'both by nnUNetTrainer (real run)' },
    { name: 'the same with its checkpoint (real run)', checkpoint: `${model}/fold_0/checkpoint_final.pth` },
    {
      name: 'a trainer without deep supervision builds the same network (real run)',
      ...goldenModels,
      checkpoint: `${results}/nnUNetTrainerNoDeepSupervision__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth`,
    },
    { name: 'a shorter training', changes: trainedBy('nnUNetTrainer_250epochs') },
    {
      name: 'finetuned by the trainer of the pretraining',
      changes: trainedBy('nnUNetTrainerBN'),
      trainer: 'nnUNetTrainerBN',
    },
    {
      name: 'the same network with another batch size',
      changes: trainedBy('nnUNet_Primus_M_Trainer'),
      trainer: 'nnUNet_Primus_M_Trainer_BS8',
    },
    {
      name: 'a trainer of a fork may build anything',
      changes: trainedBy('nnUNetTrainerMine'),
    },
    {
      name: 'plans of another network are told elsewhere',
      changes: [
        {
          file: finetuning,
          set: '/configurations/3d_fullres/architecture/arch_kwargs/norm_op',
          to: 'torch.nn.modules.batchnorm.BatchNorm3d',
        },
      ],
    },
  ],
  invalid: [
    {
      name: 'a checkpoint of nnUNetTrainerBN (real run)',
      ...goldenModels,
      checkpoint: `${results}/nnUNetTrainerBN__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth`,
      findings: [
        {
          message: 'differs',
          at: '/configurations/3d_fullres',
          data: {
            trainedBy: 'nnUNetTrainerBN',
            trained: 'the network of the plans with BatchNorm',
            trainer: 'nnUNetTrainer',
            wanted: 'the network of the plans with InstanceNorm',
            loads: true,
            dropped: 132,
          },
          remedy:
            'Finetune with the same trainer: nnUNetv2_train 121 3d_fullres FOLD -p TinyPlans -pretrained_weights CHECKPOINT -tr nnUNetTrainerBN',
          text: /^The weights were trained by nnUNetTrainerBN, which builds the network of the plans with BatchNorm; nnUNetTrainer builds the network of the plans with InstanceNorm\. The weights load, but without \d+ pretrained entries/,
        },
      ],
    },
    {
      name: 'finetuned by nnUNetTrainerBN: loading stops',
      trainer: 'nnUNetTrainerBN',
      findings: [
        {
          message: 'differs',
          at: '/configurations/3d_fullres',
          data: {
            trainedBy: 'nnUNetTrainer',
            trained: 'the network of the plans with InstanceNorm',
            trainer: 'nnUNetTrainerBN',
            wanted: 'the network of the plans with BatchNorm',
            loads: false,
            dropped: 0,
          },
          remedy:
            'Finetune with the same trainer: nnUNetv2_train 122 3d_fullres FOLD -p PretrainedPlansCustom -pretrained_weights CHECKPOINT -tr nnUNetTrainer',
          text: 'Loading stops at the first parameter that is missing.',
        },
      ],
    },
    {
      name: 'a Primus model',
      changes: trainedBy('nnUNet_Primus_M_Trainer'),
      findings: [
        {
          message: 'differs',
          at: '/configurations/3d_fullres',
          data: {
            trainedBy: 'nnUNet_Primus_M_Trainer',
            trained: 'a network of its own, whatever the plans say',
            trainer: 'nnUNetTrainer',
            wanted: 'the network of the plans with InstanceNorm',
            dropped: 0,
          },
          remedy:
            'Finetune with the same trainer: nnUNetv2_train 122 3d_fullres FOLD -p PretrainedPlansCustom -pretrained_weights CHECKPOINT -tr nnUNet_Primus_M_Trainer',
          text: 'a network of its own, whatever the plans say',
        },
      ],
    },
  ],
});
