import { order } from '../../../rules/workflow/order.js';
import { ruleTester } from '../../support/rule-tester.js';

const move = 'nnUNetv2_move_plans_between_datasets -s 1 -t 2 -sp nnUNetPlans -tp Moved';
const preprocess = 'nnUNetv2_preprocess -d 2 -plans_name Moved -c 3d_fullres';
const train = 'nnUNetv2_train 2 3d_fullres 0 -p Moved';

function lines(...commands: readonly string[]): string {
  return commands.join('\n');
}

ruleTester(order, {
  valid: [
    {
      name: 'plan, move, preprocess, train',
      script: lines('nnUNetv2_plan_and_preprocess -d 1', move, preprocess, train),
    },
    { name: 'what was done before', script: lines(preprocess, train) },
    { name: 'training alone', script: train },
    {
      name: 'datasets one after the other',
      script: 'for d in 1 2; do\nnnUNetv2_plan_and_preprocess -d $d\nnnUNetv2_train $d 3d_fullres 0\ndone',
    },
    {
      name: 'ways of which one is taken',
      script: `case $1 in train) ${train};; prepare) ${move}; ${preprocess};; esac`,
      notChecked: ['whether Dataset 1 has the plans nnUNetPlans: they are moved, but nothing here makes them'],
    },
    { name: 'a later stage is optional', script: lines(train, 'if [ "$2" = again ]; then', preprocess, 'fi') },
    { name: 'training goes on', script: lines(`${train} --c`, preprocess) },
    {
      name: 'another configuration',
      script: lines('nnUNetv2_train 2 3d_fullres 0', 'nnUNetv2_preprocess -d 2 -c 3d_lowres'),
    },
    {
      name: 'a configuration of its own may inherit its data',
      script: lines('nnUNetv2_train 2 3d_bs4 0', 'nnUNetv2_preprocess -d 2 -c 3d_bs4'),
    },
    {
      name: 'an identifier that is not known',
      script: lines('nnUNetv2_plan_experiment -d 2 -pl MyPlanner', preprocess, move, preprocess, train),
      notChecked: ['whether Dataset 1 has the plans nnUNetPlans: they are moved, but nothing here makes them'],
    },
    {
      name: 'another dataset that nobody knows',
      script: lines('nnUNetv2_preprocess -d $D -plans_name Moved', move, preprocess),
      notChecked: ['whether Dataset 1 has the plans nnUNetPlans: they are moved, but nothing here makes them'],
    },
    {
      name: 'preprocessed again after the move',
      script: lines(
        'nnUNetv2_plan_and_preprocess -d 2',
        `${move.replace('Moved', 'nnUNetPlans')}`,
        'nnUNetv2_preprocess -d 2',
        'nnUNetv2_train 2 3d_fullres 0',
      ),
      notChecked: ['whether Dataset 1 has the plans nnUNetPlans: they are moved, but nothing here makes them'],
    },
    {
      name: 'the cascade has no data of its own',
      script: lines(move, preprocess, 'nnUNetv2_train 2 3d_cascade_fullres 0 -p Moved'),
      notChecked: ['whether Dataset 1 has the plans nnUNetPlans: they are moved, but nothing here makes them'],
    },
    { name: 'only the validation', script: lines(`${train} --val`, preprocess) },
    {
      name: 'plans that are there already',
      script: lines(
        'nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres',
        'nnUNetv2_move_plans_between_datasets -s 121 -t 122 -sp TinyPlans -tp PretrainedPlansCustom',
      ),
      seesProject: true,
    },
  ],
  invalid: [
    {
      name: 'preprocessed before the move',
      script: lines('nnUNetv2_plan_and_preprocess -d 1', preprocess, move, train),
      findings: [
        {
          message: 'plansLater',
          data: {
            dataset: 'Dataset 2',
            plans: 'Moved',
            does: 'preprocessed',
            maker: 'nnUNetv2_move_plans_between_datasets',
          },
          at: '2:1',
          related: [{ file: '/run.sh', at: '3:1', message: 'nnUNetv2_move_plans_between_datasets runs here.' }],
        },
      ],
    },
    {
      name: 'trained before the move',
      script: lines(train, 'nnUNetv2_plan_and_preprocess -d 1', move, preprocess),
      findings: [
        {
          message: 'plansLater',
          at: '1:1',
          data: {
            dataset: 'Dataset 2',
            plans: 'Moved',
            does: 'trained',
            maker: 'nnUNetv2_move_plans_between_datasets',
          },
          related: [{ file: '/run.sh', at: '3:1', message: 'nnUNetv2_move_plans_between_datasets runs here.' }],
          text: 'is trained with Moved before',
        },
      ],
    },
    {
      name: 'trained before preprocessing',
      script: lines(
        'nnUNetv2_plan_experiment -d 4',
        'nnUNetv2_train Dataset004_X 3d_fullres all',
        'nnUNetv2_preprocess -d 4',
      ),
      findings: [
        {
          message: 'dataLater',
          data: { dataset: 'Dataset004_X', plans: 'nnUNetPlans', configuration: '3d_fullres' },
          at: '2:1',
          related: [{ file: '/run.sh', at: '3:1', message: 'nnUNetv2_preprocess runs here.' }],
        },
      ],
    },
    {
      name: 'datasets by a variable that nobody sets',
      script: lines(
        'T=$1',
        'nnUNetv2_plan_experiment -d "$T"',
        'nnUNetv2_train $T 3d_fullres 0',
        'nnUNetv2_preprocess -d ${T}',
      ),
      findings: [
        {
          message: 'dataLater',
          data: { dataset: 'Dataset $1', plans: 'nnUNetPlans', configuration: '3d_fullres' },
          at: '3:1',
          related: [{ file: '/run.sh', at: '4:1', message: 'nnUNetv2_preprocess runs here.' }],
        },
      ],
    },
    {
      name: 'the default plans are replaced and the data stay',
      script: lines(
        'nnUNetv2_plan_and_preprocess -d 1 2',
        move.replace('Moved', 'nnUNetPlans'),
        'nnUNetv2_train 2 3d_fullres 0',
      ),
      findings: [
        {
          message: 'stale',
          data: { dataset: 'Dataset 2', plans: 'nnUNetPlans' },
          at: '3:1',
          related: [{ file: '/run.sh', at: '2:1', message: 'nnUNetv2_move_plans_between_datasets runs here.' }],
          remedy: 'Preprocess it in between: nnUNetv2_preprocess -d 2 -plans_name nnUNetPlans -c 3d_fullres',
        },
      ],
    },
    {
      name: 'nothing is preprocessed with moved plans',
      script: lines(move, train),
      notChecked: ['whether Dataset 1 has the plans nnUNetPlans: they are moved, but nothing here makes them'],
      findings: [
        {
          message: 'notPreprocessed',
          at: '2:1',
          data: { dataset: 'Dataset 2', plans: 'Moved' },
          related: [{ file: '/run.sh', at: '1:1', message: 'nnUNetv2_move_plans_between_datasets runs here.' }],
          remedy: 'Preprocess it in between: nnUNetv2_preprocess -d 2 -plans_name Moved -c 3d_fullres',
        },
      ],
    },
    {
      name: 'moved before they are planned',
      script: lines(move, 'nnUNetv2_plan_and_preprocess -d 1', preprocess),
      findings: [
        {
          message: 'sourceLater',
          at: '1:1',
          data: { dataset: 'Dataset 1', plans: 'nnUNetPlans' },
          related: [{ file: '/run.sh', at: '2:1', message: 'nnUNetv2_plan_and_preprocess runs here.' }],
          text: 'The plans nnUNetPlans of Dataset 1 are moved before they are planned',
        },
      ],
    },
    {
      name: 'moved before there is a folder',
      script: lines('nnUNetv2_plan_and_preprocess -d 1', move, 'nnUNetv2_extract_fingerprint -d 2', preprocess),
      findings: [
        {
          message: 'folder',
          data: { dataset: 'Dataset 2', command: 'nnUNetv2_extract_fingerprint' },
          at: '2:1',
          related: [{ file: '/run.sh', at: '3:1', message: 'nnUNetv2_extract_fingerprint runs here.' }],
        },
      ],
    },
  ],
});
