import { ddpBatchSize } from '../../../rules/workflow/ddp-batch-size.js';
import { ruleTester } from '../../support/rule-tester.js';

const trainer = (body: string) => ({
  'nnunetv2/training/nnUNetTrainer/mine.py': `from nnunetv2.training.nnUNetTrainer.nnUNetTrainer import nnUNetTrainer\nclass MyTrainer(nnUNetTrainer):\n${body}`,
});

const train = 'nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom';

ruleTester(ddpBatchSize, {
  valid: [
    { name: 'one GPU', command: train },
    { name: 'a patch for each', command: `${train} -num_gpus 2` },
    { name: 'another configuration has more', command: 'nnUNetv2_train 122 2d 0 -p PretrainedPlansCustom -num_gpus 3' },
    { name: 'a trainer with a batch size of its own', command: `${train} -num_gpus 4 -tr nnUNet_Trainer_BS8` },
    { name: 'a trainer of a fork', command: `${train} -num_gpus 4 -tr MyTrainer` },
    {
      name: 'a trainer of a fork that has a batch size of its own',
      command: `${train} -num_gpus 4 -tr MyTrainer`,
      installed: trainer('  def _set_batch_size_and_oversample(self): pass\n'),
      notChecked: [
        'MyTrainer has a batch size of its own, whatever the plans say (_set_batch_size_and_oversample in mine.py)',
      ],
    },
    {
      name: 'a trainer of a fork that changes the plans',
      command: `${train} -num_gpus 4 -tr MyTrainer`,
      installed: trainer('  def __init__(self, plans, c):\n    plans["configurations"][c]["batch_size"] = 8\n'),
      notChecked: ['MyTrainer has values of its own, whatever the plans say (plans in mine.py)'],
    },
    { name: 'plans that do not exist', command: 'nnUNetv2_train 122 3d_fullres 0 -p X -num_gpus 4' },
  ],
  invalid: [
    {
      name: 'a trainer of a fork that leaves the batch as it is',
      command: `${train} -num_gpus 3 -tr MyTrainer`,
      installed: trainer('  num_epochs = 5\n'),
      findings: [
        {
          message: 'tooSmall',
          data: { batchSize: 2, gpus: 3, configuration: 'Dataset122_PancreasCT/PretrainedPlansCustom#3d_fullres' },
          remedy: 'Use at most -num_gpus 2.',
        },
      ],
    },
    {
      name: 'one too many',
      command: `${train} -num_gpus 3`,
      findings: [
        {
          message: 'tooSmall',
          data: { batchSize: 2, gpus: 3, configuration: 'Dataset122_PancreasCT/PretrainedPlansCustom#3d_fullres' },
          remedy: 'Use at most -num_gpus 2.',
        },
      ],
    },
    {
      name: 'a batch of one',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/batch_size',
          to: 1,
        },
      ],
      command: `${train} -num_gpus 2`,
      findings: [
        {
          message: 'tooSmall',
          data: { batchSize: 1, gpus: 2, configuration: 'Dataset122_PancreasCT/PretrainedPlansCustom#3d_fullres' },
          remedy: 'Leave out -num_gpus.',
          text: '2 GPUs share a batch of 1 patch',
        },
      ],
    },
  ],
});
