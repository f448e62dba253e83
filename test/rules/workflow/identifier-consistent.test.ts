import { identifierConsistent } from '../../../rules/workflow/identifier-consistent.js';
import { ruleTester } from '../../support/rule-tester.js';

const move = 'nnUNetv2_move_plans_between_datasets -s 1 -t 2 -sp nnUNetPlans -tp Moved';
const weights =
  '-pretrained_weights $nnUNet_results/Dataset001_X/nnUNetTrainer__nnUNetPlans__3d_fullres/fold_all/checkpoint_final.pth';

function lines(...commands: readonly string[]): string {
  return commands.join('\n');
}

ruleTester(identifierConsistent, {
  valid: [
    {
      name: 'one name throughout',
      script: lines(
        'nnUNetv2_plan_and_preprocess -d 1',
        move,
        'nnUNetv2_preprocess -d 2 -plans_name Moved',
        `nnUNetv2_train 2 3d_fullres 0 -p Moved ${weights}`,
      ),
    },
    {
      name: 'a planner and its plans',
      script: lines(
        'nnUNetv2_plan_and_preprocess -d 1 -pl nnUNetPlannerResEncM',
        'nnUNetv2_train 1 3d_fullres 0 -p nnUNetResEncUNetMPlans',
      ),
    },
    {
      name: 'a planner and a name of its own',
      script: lines(
        'nnUNetv2_plan_experiment -d 1 -pl nnUNetPlannerResEncM -overwrite_plans_name Mine',
        'nnUNetv2_preprocess -d 1 -plans_name Mine',
      ),
    },
    {
      name: 'a planner that nobody knows',
      script: lines('nnUNetv2_plan_and_preprocess -d 1 -pl MyPlanner', 'nnUNetv2_train 1 3d_fullres 0 -p MyPlans'),
    },
    {
      name: 'both, to compare them',
      script: lines(
        'nnUNetv2_plan_and_preprocess -d 1 -pl nnUNetPlannerResEncM',
        'nnUNetv2_train 1 3d_fullres 0',
        'nnUNetv2_train 1 3d_fullres 0 -p nnUNetResEncUNetMPlans',
      ),
    },
    {
      name: 'another dataset',
      script: lines('nnUNetv2_plan_and_preprocess -d 1 -pl nnUNetPlannerResEncM', 'nnUNetv2_train 2 3d_fullres 0'),
    },
    {
      name: 'a dataset that may be the same',
      script: lines(
        'nnUNetv2_plan_and_preprocess -d $D',
        'nnUNetv2_plan_and_preprocess -d 1 -pl nnUNetPlannerResEncM',
        'nnUNetv2_train 1 3d_fullres 0',
      ),
    },
    {
      name: 'options that are not known',
      script: lines(
        'nnUNetv2_plan_and_preprocess -d 1 -pl nnUNetPlannerResEncM',
        'nnUNetv2_train 1 3d_fullres 0 $ARGS',
      ),
    },
    {
      name: 'moved to the pretraining dataset',
      script: lines(
        'nnUNetv2_plan_and_preprocess -d 2',
        'nnUNetv2_move_plans_between_datasets -s 2 -t 1 -sp nnUNetPlans -tp Moved',
        'nnUNetv2_preprocess -d 1 -plans_name Moved',
        'nnUNetv2_train 1 3d_fullres all -p Moved',
        'nnUNetv2_train 2 3d_fullres 0 -pretrained_weights $R/Dataset001_X/nnUNetTrainer__Moved__3d_fullres/fold_all/checkpoint_final.pth',
      ),
    },
    {
      name: 'a baseline from scratch beside it',
      script: lines(
        'nnUNetv2_plan_and_preprocess -d 1 2',
        move,
        'nnUNetv2_preprocess -d 2 -plans_name Moved',
        'nnUNetv2_train 2 3d_fullres 0',
        `nnUNetv2_train 2 3d_fullres 0 -p Moved ${weights}`,
      ),
    },
    {
      name: 'plans that are there already',
      script:
        'nnUNetv2_plan_and_preprocess -d 122 -pl nnUNetPlannerResEncM\nnnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom',
      seesProject: true,
    },
  ],
  invalid: [
    {
      name: 'a preset is planned and the default trained',
      script: lines('nnUNetv2_plan_and_preprocess -d 1 -pl nnUNetPlannerResEncL', 'nnUNetv2_train 1 3d_fullres 0'),
      findings: [
        {
          message: 'forgotten',
          data: {
            dataset: 'Dataset 1',
            plans: 'nnUNetPlans',
            made: ['nnUNetResEncUNetLPlans'],
            command: 'nnUNetv2_train',
          },
          at: '2:1',
          related: [{ file: '/run.sh', at: '1:1', message: 'nnUNetv2_plan_and_preprocess runs here.' }],
          remedy: 'Name them: -p nnUNetResEncUNetLPlans',
        },
      ],
    },
    {
      name: 'the planner is named instead of its plans',
      script: lines(
        'nnUNetv2_plan_and_preprocess -d 1 -pl nnUNetPlannerResEncL',
        'nnUNetv2_train 1 3d_fullres 0 -p nnUNetPlannerResEncL',
      ),
      findings: [
        {
          message: 'otherName',
          at: '2:1',
          data: {
            dataset: 'Dataset 1',
            plans: 'nnUNetPlannerResEncL',
            made: ['nnUNetResEncUNetLPlans'],
            command: 'nnUNetv2_train',
          },
          related: [{ file: '/run.sh', at: '1:1', message: 'nnUNetv2_plan_and_preprocess runs here.' }],
          remedy: 'Name them: -p nnUNetResEncUNetLPlans',
        },
      ],
    },
    {
      name: 'forgotten when finetuning, although the dataset has plans of its own',
      script: lines(
        'nnUNetv2_plan_and_preprocess -d 1 2',
        move,
        'nnUNetv2_preprocess -d 2 -plans_name Moved',
        `nnUNetv2_train 2 3d_fullres 0 ${weights}`,
      ),
      findings: [
        {
          message: 'forgotten',
          data: { dataset: 'Dataset 2', plans: 'nnUNetPlans', made: ['Moved'], command: 'nnUNetv2_train' },
          at: '4:1',
          related: [{ file: '/run.sh', at: '2:1', message: 'nnUNetv2_move_plans_between_datasets runs here.' }],
          remedy: 'Name them: -p Moved',
        },
      ],
    },
    {
      name: 'forgotten when preprocessing',
      script: lines(move, 'nnUNetv2_preprocess -d 2 -c 3d_fullres', 'nnUNetv2_train 2 3d_fullres 0 -p Moved'),
      findings: [
        {
          message: 'forgotten',
          at: '2:1',
          data: { dataset: 'Dataset 2', plans: 'nnUNetPlans', made: ['Moved'], command: 'nnUNetv2_preprocess' },
          related: [{ file: '/run.sh', at: '1:1', message: 'nnUNetv2_move_plans_between_datasets runs here.' }],
          remedy: 'Name them: -plans_name Moved',
          text: 'nnUNetv2_preprocess names no plans,',
        },
      ],
    },
    {
      name: 'a slip',
      script: lines(move, 'nnUNetv2_preprocess -d 2 -plans_name Movd'),
      findings: [
        {
          message: 'otherName',
          data: { dataset: 'Dataset 2', plans: 'Movd', made: ['Moved'], command: 'nnUNetv2_preprocess' },
          at: '2:1',
          related: [{ file: '/run.sh', at: '1:1', message: 'nnUNetv2_move_plans_between_datasets runs here.' }],
          remedy: 'Name them: -plans_name Moved',
        },
      ],
    },
    {
      name: 'names of the two datasets exchanged',
      script: lines(move, 'nnUNetv2_preprocess -d 1 -plans_name Moved', 'nnUNetv2_train 1 3d_fullres all -p Moved'),
      findings: [
        {
          message: 'otherDataset',
          at: '2:1',
          data: {
            dataset: 'Dataset 1',
            plans: 'Moved',
            made: ['Moved'],
            command: 'nnUNetv2_preprocess',
            target: 'Dataset 2',
          },
          related: [{ file: '/run.sh', at: '1:1', message: 'nnUNetv2_move_plans_between_datasets runs here.' }],
          text: 'but the plans were moved to Dataset 2 under that name',
        },
        {
          message: 'otherDataset',
          at: '3:1',
          data: {
            dataset: 'Dataset 1',
            plans: 'Moved',
            made: ['Moved'],
            command: 'nnUNetv2_train',
            target: 'Dataset 2',
          },
          related: [{ file: '/run.sh', at: '1:1', message: 'nnUNetv2_move_plans_between_datasets runs here.' }],
        },
      ],
    },
    {
      name: 'not what the source was planned as',
      script: lines('nnUNetv2_plan_and_preprocess -d 1 -pl nnUNetPlannerResEncL', move),
      findings: [
        {
          message: 'source',
          data: {
            dataset: 'Dataset 1',
            plans: 'nnUNetPlans',
            made: ['nnUNetResEncUNetLPlans'],
            command: 'nnUNetv2_move_plans_between_datasets',
          },
          at: '2:1',
          related: [{ file: '/run.sh', at: '1:1', message: 'nnUNetv2_plan_and_preprocess runs here.' }],
          remedy: 'Name them: -sp nnUNetResEncUNetLPlans',
        },
      ],
    },
  ],
});
