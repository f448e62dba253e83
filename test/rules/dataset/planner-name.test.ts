import { plannerName } from '../../../rules/dataset/planner-name.js';
import { ruleTester } from '../../support/rule-tester.js';

const preprocessed = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const plans = `${preprocessed}/PretrainedPlansCustom.json`;

ruleTester(plannerName, {
  valid: [
    { name: 'plans of the residual encoder (real run)', project: 'resenc' },
    { name: 'plans of another name', changes: [{ file: `${preprocessed}/nnUNetPlannerMine.json`, copyFrom: plans }] },
  ],
  invalid: [
    {
      name: 'renamed to the planner',
      changes: [{ file: `${preprocessed}/nnUNetPlannerResEncXL.json`, copyFrom: plans }],
      findings: [
        {
          message: 'mistaken',
          file: 'nnUNetPlannerResEncXL.json',
          data: { name: 'nnUNetPlannerResEncXL', identifier: 'nnUNetResEncUNetXLPlans' },
        },
      ],
    },
    {
      name: 'the name in the plans',
      changes: [{ file: plans, set: '/plans_name', to: 'ExperimentPlanner' }],
      findings: [
        { message: 'mistaken', at: '/plans_name', data: { name: 'ExperimentPlanner', identifier: 'nnUNetPlans' } },
      ],
    },
  ],
});
