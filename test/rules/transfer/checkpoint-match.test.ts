import { checkpointMatch } from '../../../rules/transfer/checkpoint-match.js';
import { ruleTester } from '../../support/rule-tester.js';

const [pretrained, finetuned] = ['Dataset121_AbdomenCT/TinyPlans', 'Dataset122_PancreasCT/PretrainedPlansCustom'];
const weightsOf121 =
  'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth';
const weightsOf122 =
  'nnUNet_results/Dataset122_PancreasCT/nnUNetTrainer__PretrainedPlansCustom__3d_fullres/fold_0/checkpoint_final.pth';
const weightsOf125 = 'nnUNet_results/Dataset125_CellsRGB/nnUNetTrainer__TinyPlans__2d/fold_0/checkpoint_final.pth';

/** The pretraining dataset under another name; its checkpoint still has the old one. */
const renamed = (name: string) =>
  ({
    changes: [
      { file: `nnUNet_preprocessed/${name}`, copyFrom: 'nnUNet_preprocessed/Dataset121_AbdomenCT' },
      { file: `nnUNet_preprocessed/${name}/TinyPlans.json`, set: '/dataset_name', to: name },
    ],
    transfer: [`${name}/TinyPlans`, finetuned],
    checkpoint: weightsOf121,
  }) as const;

ruleTester(checkpointMatch, {
  valid: [
    { name: 'no checkpoint (real run)' },
    { name: 'the checkpoint of the pretraining (real run)', checkpoint: weightsOf121 },
    { name: 'the same, one of its configurations asked for', checkpoint: weightsOf121, configurations: ['3d_fullres'] },
    {
      name: 'several configurations, the checkpoint is of one',
      checkpoint: weightsOf121,
      configurations: ['2d', '3d_fullres'],
    },
    { name: 'another name, the same number', ...renamed('Dataset121_Abdomen') },
    { name: 'another number, the same words', ...renamed('Dataset021_AbdomenCT') },
    {
      name: 'a folder that is not called like a dataset',
      changes: [{ file: 'nnUNet_preprocessed/abdomen', copyFrom: 'nnUNet_preprocessed/Dataset121_AbdomenCT' }],
      transfer: ['abdomen/TinyPlans', finetuned],
      checkpoint: weightsOf121,
    },
    {
      name: 'plans that name no dataset, in a folder that does not either',
      changes: [
        { file: 'nnUNet_preprocessed/abdomen', copyFrom: 'nnUNet_preprocessed/Dataset121_AbdomenCT' },
        { file: 'nnUNet_preprocessed/abdomen/TinyPlans.json', remove: '/dataset_name' },
      ],
      transfer: ['abdomen/TinyPlans', finetuned],
      checkpoint: weightsOf122,
    },
    { name: 'plans beside themselves', transfer: [finetuned, finetuned], checkpoint: weightsOf121 },
    {
      name: 'a configuration that was added for finetuning',
      changes: [
        {
          file: `nnUNet_preprocessed/${finetuned}.json`,
          set: '/configurations/3d_small_batch',
          to: { inherits_from: '3d_fullres', batch_size: 1 },
        },
      ],
      checkpoint: weightsOf121,
      configurations: ['3d_small_batch'],
    },
    {
      name: 'a checkpoint that cannot be read',
      changes: [{ file: weightsOf121, write: 'no checkpoint' }],
      checkpoint: weightsOf121,
    },
  ],
  invalid: [
    {
      name: 'the model that came of the finetuning (real run)',
      checkpoint: weightsOf122,
      findings: [
        {
          message: 'finetuning',
          file: weightsOf122,
          data: {
            checkpoint: 'checkpoint_final.pth',
            trainedOn: 'Dataset122_PancreasCT',
            pretraining: 'Dataset121_AbdomenCT',
          },
          remedy:
            'Take the one of "Dataset121_AbdomenCT" with --checkpoint nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth. If "Dataset122_PancreasCT" is the pretraining, exchange -s and -t. To continue a training that stopped early, use --c instead of -pretrained_weights.',
        },
      ],
    },
    {
      name: 'sides exchanged (real run)',
      transfer: [finetuned, pretrained],
      checkpoint: weightsOf121,
      findings: [
        {
          message: 'finetuning',
          data: {
            checkpoint: 'checkpoint_final.pth',
            trainedOn: 'Dataset121_AbdomenCT',
            pretraining: 'Dataset122_PancreasCT',
          },
          remedy:
            'Take the one of "Dataset122_PancreasCT" with --checkpoint nnUNet_results/Dataset122_PancreasCT/nnUNetTrainer__PretrainedPlansCustom__3d_fullres/fold_0/checkpoint_final.pth. If "Dataset121_AbdomenCT" is the pretraining, exchange -s and -t. To continue a training that stopped early, use --c instead of -pretrained_weights.',
          text: 'was trained on Dataset121_AbdomenCT, the finetuning dataset,',
        },
      ],
    },
    {
      name: 'a third dataset, and another configuration than is asked for (real run)',
      project: 'checkpoints',
      transfer: [pretrained, 'Dataset121_AbdomenCT/TinyResEncPlans'],
      checkpoint: weightsOf125,
      configurations: ['3d_fullres'],
      findings: [
        {
          message: 'third',
          data: {
            checkpoint: 'checkpoint_final.pth',
            trainedOn: 'Dataset125_CellsRGB',
            pretraining: 'Dataset121_AbdomenCT',
          },
          remedy:
            'Take the one of "Dataset121_AbdomenCT" with --checkpoint nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainerBN__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth. If you mean the weights of "Dataset125_CellsRGB", name it as the pretraining: -s Dataset125_CellsRGB.',
          text: 'was trained on Dataset125_CellsRGB, not on Dataset121_AbdomenCT',
        },
        {
          message: 'configuration',
          data: { checkpoint: 'checkpoint_final.pth', trained: '2d', checked: ['3d_fullres'] },
          remedy:
            'Name a checkpoint that was trained with "3d_fullres", or check the configuration of this one: -c 2d.',
        },
      ],
    },
    {
      name: 'the right dataset, another configuration',
      checkpoint: weightsOf121,
      configurations: ['2d'],
      findings: [
        {
          message: 'configuration',
          data: { checkpoint: 'checkpoint_final.pth', trained: '3d_fullres', checked: ['2d'] },
          remedy:
            'Name a checkpoint that was trained with "2d", or check the configuration of this one: -c 3d_fullres.',
          text: 'trained with the configuration "3d_fullres", but is to be loaded for "2d"',
        },
      ],
    },
    {
      name: 'another name and another number',
      ...renamed('Dataset021_Abdomen'),
      findings: [
        {
          message: 'third',
          data: {
            checkpoint: 'checkpoint_final.pth',
            trainedOn: 'Dataset121_AbdomenCT',
            pretraining: 'Dataset021_Abdomen',
          },
          remedy:
            'Name a checkpoint of "Dataset021_Abdomen" with --checkpoint. If you mean the weights of "Dataset121_AbdomenCT", name it as the pretraining: -s Dataset121_AbdomenCT.',
        },
      ],
    },
  ],
});
