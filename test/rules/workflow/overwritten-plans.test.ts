import { overwrittenPlans } from '../../../rules/workflow/overwritten-plans.js';
import type { Change } from '../../../src/engine/rule.js';
import { ruleTester } from '../../support/rule-tester.js';

const file = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const foreign: readonly Change[] = [
  { file, set: '/foreground_intensity_properties_per_channel/0/mean', to: 12 },
  { file, set: '/original_median_spacing_after_transp', to: [1, 1, 1] },
];
const move = (name: string) => `nnUNetv2_move_plans_between_datasets -s 121 -t 122 -sp TinyPlans -tp ${name}`;

ruleTester(overwrittenPlans, {
  valid: [
    { name: 'a new name', command: move('Another') },
    { name: 'once more what is there', command: move('PretrainedPlansCustom') },
    {
      name: 'the reader is chosen anew',
      changes: [{ file, set: '/image_reader_writer', to: 'NibabelIO' }],
      command: move('PretrainedPlansCustom'),
    },
    {
      name: 'planning anew what was planned here',
      command: 'nnUNetv2_plan_experiment -d 121 -overwrite_plans_name TinyPlans',
    },
    { name: 'plans under a name of their own', command: 'nnUNetv2_plan_and_preprocess -d 122' },
    { name: 'onto itself', command: 'nnUNetv2_move_plans_between_datasets -s 121 -t 121 -sp TinyPlans' },
    {
      name: 'a default name, which is wrong whatever is there',
      changes: [{ file: file.replace('PretrainedPlansCustom', 'nnUNetPlans'), copyFrom: file }],
      command: move('nnUNetPlans'),
    },
  ],
  invalid: [
    {
      name: 'plans of another origin',
      changes: foreign,
      command: move('PretrainedPlansCustom'),
      findings: [
        {
          message: 'moved',
          data: {
            plans: 'PretrainedPlansCustom',
            dataset: 'Dataset122_PancreasCT',
            source: 'Dataset121_AbdomenCT/TinyPlans',
          },
          remedy: 'Give -tp another name, or move the old plans away first.',
        },
      ],
    },
    {
      name: 'moved before, and edited since',
      changes: [{ file, set: '/configurations/3d_fullres/batch_size', to: 4 }],
      command: move('PretrainedPlansCustom'),
      findings: [
        {
          message: 'updated',
          data: {
            plans: 'PretrainedPlansCustom',
            dataset: 'Dataset122_PancreasCT',
            source: 'Dataset121_AbdomenCT/TinyPlans',
          },
          remedy: 'Give -tp another name, or move the old plans away first.',
        },
      ],
    },
    {
      name: 'planning over what was moved',
      command: 'nnUNetv2_plan_and_preprocess -d 122 -overwrite_plans_name PretrainedPlansCustom',
      findings: [{ message: 'planned', data: { plans: 'PretrainedPlansCustom', dataset: 'Dataset122_PancreasCT' } }],
    },
  ],
});
