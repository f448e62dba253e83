import { direction } from '../../../rules/workflow/direction.js';
import { ruleTester } from '../../support/rule-tester.js';

const forward = 'nnUNetv2_move_plans_between_datasets -s 1 -t 2 -sp nnUNetPlans -tp Moved';
const backward = 'nnUNetv2_move_plans_between_datasets -s 2 -t 1 -sp nnUNetPlans -tp Moved';
const pretrain = 'nnUNetv2_train 1 3d_fullres all -p Moved';

function lines(...commands: readonly string[]): string {
  return commands.join('\n');
}

function weights(plans: string, dataset = 'Dataset001_A'): string {
  return `-pretrained_weights \${nnUNet_results}/${dataset}/nnUNetTrainer__${plans}__3d_fullres/fold_all/checkpoint_final.pth`;
}

ruleTester(direction, {
  valid: [
    {
      name: 'plans of the pretraining are moved',
      script: lines(forward, `nnUNetv2_train 2 3d_fullres 0 -p Moved ${weights('nnUNetPlans')}`),
    },
    {
      name: 'and the pretraining is run before',
      script: lines(
        'nnUNetv2_plan_and_preprocess -d 1',
        'nnUNetv2_train 1 3d_fullres all',
        forward,
        `nnUNetv2_train 2 3d_fullres 0 -p Moved ${weights('nnUNetPlans')}`,
      ),
    },
    {
      name: 'it is meant the other way round',
      script: lines(backward, pretrain, `nnUNetv2_train 2 3d_fullres 0 ${weights('Moved')}`),
      direction: 'finetuning-to-pretraining',
    },
    {
      name: 'either way',
      script: lines(backward, pretrain, `nnUNetv2_train 2 3d_fullres 0 ${weights('Moved')}`),
      direction: 'either',
    },
    {
      name: 'a checkpoint from elsewhere outranks the policy',
      script: lines(forward, `nnUNetv2_train 2 3d_fullres 0 -p Moved ${weights('nnUNetPlans')}`),
      direction: 'finetuning-to-pretraining',
    },
    {
      name: 'the same dataset',
      script: lines('nnUNetv2_plan_and_preprocess -d 1', `nnUNetv2_train 1 3d_fullres 0 ${weights('nnUNetPlans')}`),
    },
    {
      name: 'a planner that always plans the same',
      script: lines(
        'nnUNetv2_plan_and_preprocess -d 2 -pl FixedPlanner -overwrite_plans_name Fixed',
        `nnUNetv2_train 2 3d_fullres 0 -p Fixed ${weights('Fixed')}`,
      ),
    },
    { name: 'plans from before', script: `nnUNetv2_train 2 3d_fullres 0 -p Moved ${weights('nnUNetPlans')}` },
    {
      name: 'weights that are not known',
      script: lines(forward, 'nnUNetv2_train 2 3d_fullres 0 -p Moved -pretrained_weights $W'),
      notChecked: [
        'nnplans cannot tell which model the weights come from, so it did not check the direction of the plans',
      ],
    },
    {
      name: "a model's own plans.json",
      script: lines(
        'nnUNetv2_move_plans_between_datasets -s 1 -t 2 -sp plans -tp Moved',
        `nnUNetv2_train 2 3d_fullres 0 -p Moved ${weights('nnUNetPlans')}`,
      ),
    },
    { name: 'without weights', script: lines(backward, pretrain) },
    {
      name: 'the only other training of the script',
      script: lines(
        'nnUNetv2_plan_and_preprocess -d 1',
        'nnUNetv2_train 1 3d_fullres all',
        forward,
        'nnUNetv2_train 2 3d_fullres 0 -p Moved -pretrained_weights $W',
      ),
    },
  ],
  invalid: [
    {
      name: 'a model that exists, and plans moved to its dataset',
      script: lines(backward, `nnUNetv2_train 2 3d_fullres 0 ${weights('nnUNetPlans')}`),
      findings: [
        {
          message: 'reversed',
          data: {
            pretraining: 'Dataset001_A',
            finetuning: 'Dataset 2',
            trainedPlans: 'nnUNetPlans',
            plans: 'nnUNetPlans',
            from: 'nnUNetPlans',
            as: 'Moved',
          },
          at: '2:1',
          related: [{ file: '/run.sh', at: '1:1', message: 'nnUNetv2_move_plans_between_datasets runs here.' }],
          remedy:
            'Move the plans of the weights, and use them from then on: nnUNetv2_move_plans_between_datasets -s 1 -t 2 -sp nnUNetPlans -tp nnUNetPlansFrom1',
        },
      ],
    },
    {
      name: 'moved over the plans of a model that exists',
      script: lines(
        'nnUNetv2_move_plans_between_datasets -s 2 -t 1 -sp nnUNetPlans',
        `nnUNetv2_train 2 3d_fullres 0 ${weights('nnUNetPlans')}`,
      ),
      findings: [
        {
          message: 'reversed',
          at: '2:1',
          data: {
            pretraining: 'Dataset001_A',
            finetuning: 'Dataset 2',
            trainedPlans: 'nnUNetPlans',
            plans: 'nnUNetPlans',
            from: 'nnUNetPlans',
            as: 'nnUNetPlans',
          },
          related: [{ file: '/run.sh', at: '1:1', message: 'nnUNetv2_move_plans_between_datasets runs here.' }],
          remedy:
            'Move the plans of the weights, and use them from then on: nnUNetv2_move_plans_between_datasets -s 1 -t 2 -sp nnUNetPlans -tp nnUNetPlansFrom1',
        },
      ],
    },
    {
      name: 'the pretraining is run with them, as the guide says',
      script: lines(
        'nnUNetv2_plan_and_preprocess -d 2',
        backward,
        'nnUNetv2_preprocess -d 1 -plans_name Moved',
        pretrain,
        'nnUNetv2_train 2 3d_fullres 0 -pretrained_weights PATH_TO_CHECKPOINT',
      ),
      findings: [
        {
          message: 'toPretraining',
          at: '5:1',
          data: {
            pretraining: 'Dataset 1',
            finetuning: 'Dataset 2',
            trainedPlans: 'Moved',
            plans: 'nnUNetPlans',
            from: 'nnUNetPlans',
            as: 'Moved',
          },
          related: [{ file: '/run.sh', at: '2:1', message: 'nnUNetv2_move_plans_between_datasets runs here.' }],
          remedy: 'Add --direction finetuning-to-pretraining.',
          text: 'That fits, if you mean it.',
        },
      ],
    },
    {
      name: 'a pretraining that is run here, with plans of its own',
      script: lines(
        'nnUNetv2_train 1 3d_fullres all',
        forward,
        `nnUNetv2_train 2 3d_fullres 0 -p Moved ${weights('nnUNetPlans')}`,
      ),
      direction: 'finetuning-to-pretraining',
      findings: [
        {
          message: 'forward',
          at: '3:1',
          data: {
            pretraining: 'Dataset001_A',
            finetuning: 'Dataset 2',
            trainedPlans: 'nnUNetPlans',
            plans: 'Moved',
            from: 'nnUNetPlans',
            as: 'Moved',
          },
          related: [{ file: '/run.sh', at: '2:1', message: 'nnUNetv2_move_plans_between_datasets runs here.' }],
          remedy: 'Move the plans of Dataset 2 to Dataset001_A instead, or use --direction pretraining-to-finetuning.',
        },
      ],
    },
    {
      name: 'other plans of the pretraining dataset',
      script: lines(forward, `nnUNetv2_train 2 3d_fullres 0 -p Moved ${weights('nnUNetPlans_w_fat')}`),
      findings: [
        {
          message: 'otherPretraining',
          at: '2:1',
          data: {
            pretraining: 'Dataset001_A',
            finetuning: 'Dataset 2',
            trainedPlans: 'nnUNetPlans_w_fat',
            plans: 'Moved',
            from: 'nnUNetPlans',
            as: 'Moved',
          },
          related: [{ file: '/run.sh', at: '1:1', message: 'nnUNetv2_move_plans_between_datasets runs here.' }],
          text: 'trained with nnUNetPlans_w_fat.',
        },
      ],
    },
    {
      name: 'the pretraining with plans of one kind, the finetuning with another',
      script: lines(
        'nnUNetv2_move_plans_between_datasets -s 2 -t 1 -sp nnUNetResEncUNetLPlans -tp Moved',
        pretrain,
        `nnUNetv2_train 2 3d_fullres 0 ${weights('Moved')}`,
      ),
      findings: [
        {
          message: 'otherFinetuning',
          at: '3:1',
          data: {
            pretraining: 'Dataset001_A',
            finetuning: 'Dataset 2',
            trainedPlans: 'Moved',
            plans: 'nnUNetPlans',
            from: 'nnUNetResEncUNetLPlans',
            as: 'Moved',
          },
          related: [{ file: '/run.sh', at: '1:1', message: 'nnUNetv2_move_plans_between_datasets runs here.' }],
          remedy: 'Preprocess and finetune Dataset 2 with nnUNetResEncUNetLPlans, too.',
        },
      ],
    },
    {
      name: 'both planned by themselves',
      script: lines(
        'for d in 1 2; do nnUNetv2_plan_and_preprocess -d $d; done',
        'nnUNetv2_train 1 3d_fullres all',
        `nnUNetv2_train 2 3d_fullres 0 ${weights('nnUNetPlans')}`,
      ),
      findings: [
        {
          message: 'apart',
          data: {
            pretraining: 'Dataset001_A',
            finetuning: 'Dataset 2',
            trainedPlans: 'nnUNetPlans',
            plans: 'nnUNetPlans',
          },
          at: '3:1',
          related: [{ file: '/run.sh', at: '1:18', message: 'nnUNetv2_plan_and_preprocess runs here.' }],
          remedy:
            'Move the plans of the weights, and use them from then on: nnUNetv2_move_plans_between_datasets -s 1 -t 2 -sp nnUNetPlans -tp nnUNetPlansFrom1',
        },
      ],
    },
    {
      name: 'datasets by variables that nobody sets',
      script: lines(
        'nnUNetv2_plan_and_preprocess -d $1',
        'nnUNetv2_train $2 3d_fullres all -p X',
        'nnUNetv2_move_plans_between_datasets -s $1 -t $2 -sp nnUNetPlans -tp Y',
        'nnUNetv2_train $1 3d_fullres 0 -pretrained_weights $W',
      ),
      findings: [
        {
          message: 'reversed',
          at: '4:1',
          data: {
            pretraining: 'Dataset $2',
            finetuning: 'Dataset $1',
            trainedPlans: 'X',
            plans: 'nnUNetPlans',
            from: 'nnUNetPlans',
            as: 'Y',
          },
          related: [{ file: '/run.sh', at: '3:1', message: 'nnUNetv2_move_plans_between_datasets runs here.' }],
          remedy:
            "Move the plans of the weights, and use them from then on: nnUNetv2_move_plans_between_datasets -s $2 -t $1 -sp X -tp 'XFrom$2'",
          text: 'Dataset $2',
        },
      ],
    },
  ],
});
