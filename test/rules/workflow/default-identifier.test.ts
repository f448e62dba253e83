import { defaultIdentifier } from '../../../rules/workflow/default-identifier.js';
import { ruleTester } from '../../support/rule-tester.js';

const move = 'nnUNetv2_move_plans_between_datasets -s 1 -t 2 -sp nnUNetPlans';

function lines(...commands: readonly string[]): string {
  return commands.join('\n');
}

ruleTester(defaultIdentifier, {
  valid: [
    {
      name: 'a name of their own',
      script: lines(
        'nnUNetv2_plan_and_preprocess -d 1 2',
        `${move} -tp Moved`,
        'nnUNetv2_preprocess -d 2 -plans_name Moved',
      ),
    },
    { name: 'a name that is not known', script: `${move} -tp $NAME` },
    { name: 'a name that the source gave', script: 'nnUNetv2_move_plans_between_datasets -s 1 -t 2 -sp Iso1x1x1' },
    {
      name: 'a planner that hardly anybody uses',
      script:
        'nnUNetv2_move_plans_between_datasets -s 225 -t 458 -sp nnUNetResEncUNetLPlans_noResampling -tp nnUNetResEncUNetLPlans_noResampling',
    },
    {
      name: 'within one dataset',
      script: 'nnUNetv2_move_plans_between_datasets -s 1 -t 1 -sp nnUNetPlans -tp nnUNetResEncUNetLPlans',
    },
    {
      name: 'planned again later, under another name',
      script: lines(`${move} -tp Moved`, 'nnUNetv2_plan_and_preprocess -d 2'),
    },
    {
      name: 'planned again once it has been used',
      script: lines(
        `${move} -tp Moved`,
        'nnUNetv2_preprocess -d 2 -plans_name Moved',
        'nnUNetv2_plan_experiment -d 2 -overwrite_plans_name Moved',
      ),
    },
    {
      name: 'no such plans on the disk',
      script: 'nnUNetv2_move_plans_between_datasets -s 121 -t 122 -sp TinyPlans -tp nnUNetPlans',
      seesProject: true,
    },
  ],
  invalid: [
    {
      name: 'without a name',
      script: move,
      findings: [
        { message: 'taken', data: { dataset: 'Dataset 2', source: 'Dataset 1', plans: 'nnUNetPlans' }, at: '1:1' },
      ],
    },
    {
      name: 'a dataset that was never planned',
      script: lines('nnUNetv2_extract_fingerprint -d 2', move, 'nnUNetv2_preprocess -d 2'),
      findings: [
        { message: 'fresh', at: '2:1', data: { dataset: 'Dataset 2', source: 'Dataset 1', plans: 'nnUNetPlans' } },
      ],
    },
    {
      name: 'under a preset of ResEnc',
      script: `${move} -tp nnUNetResEncUNetMPlans`,
      findings: [
        {
          message: 'taken',
          at: '1:1',
          data: { dataset: 'Dataset 2', source: 'Dataset 1', plans: 'nnUNetResEncUNetMPlans' },
        },
      ],
    },
    {
      name: 'over plans that the script has made',
      script: lines(
        'nnUNetv2_plan_and_preprocess -d 1',
        'nnUNetv2_plan_and_preprocess -d 2 -pl nnUNetPlannerResEncL',
        `${move} -tp nnUNetResEncUNetLPlans`,
      ),
      findings: [
        {
          message: 'overwritten',
          data: { dataset: 'Dataset 2', source: 'Dataset 1', plans: 'nnUNetResEncUNetLPlans' },
          at: '3:1',
          related: [{ file: '/run.sh', at: '2:1', message: 'nnUNetv2_plan_and_preprocess runs here.' }],
        },
      ],
    },
    {
      name: 'planned again before they are used',
      script: lines(move, 'nnUNetv2_plan_and_preprocess -d 2', 'nnUNetv2_train 2 3d_fullres 0'),
      findings: [
        {
          message: 'replanned',
          data: {
            dataset: 'Dataset 2',
            source: 'Dataset 1',
            plans: 'nnUNetPlans',
            command: 'nnUNetv2_plan_and_preprocess',
          },
          at: '2:1',
          related: [{ file: '/run.sh', at: '1:1', message: 'nnUNetv2_move_plans_between_datasets runs here.' }],
        },
      ],
    },
    {
      name: 'planned again under a name of their own',
      script: lines(`${move} -tp Moved`, 'nnUNetv2_plan_experiment -d 2 -overwrite_plans_name Moved'),
      findings: [
        {
          message: 'replanned',
          at: '2:1',
          data: { dataset: 'Dataset 2', source: 'Dataset 1', plans: 'Moved', command: 'nnUNetv2_plan_experiment' },
          related: [{ file: '/run.sh', at: '1:1', message: 'nnUNetv2_move_plans_between_datasets runs here.' }],
        },
      ],
    },
    {
      name: 'datasets in variables',
      script: 'for t in 5 6; do nnUNetv2_move_plans_between_datasets -s $SOURCE -t $t -sp nnUNetPlans; done',
      findings: [
        {
          message: 'taken',
          data: { dataset: 'Dataset 5', source: 'Dataset $SOURCE', plans: 'nnUNetPlans' },
          at: '1:18',
        },
        {
          message: 'taken',
          data: { dataset: 'Dataset 6', source: 'Dataset $SOURCE', plans: 'nnUNetPlans' },
          at: '1:18',
        },
      ],
    },
  ],
});
