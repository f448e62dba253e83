import { defineRule } from '../../src/engine/rule.js';
import { identifierOfPlanner } from '../../src/nnunet/installation/class-names.js';

interface Mistaken {
  readonly name: string;
  readonly identifier: string;
}

/** `-pl` takes the planner's class, `-p` and `-plans_name` the identifier that the planner writes. */
export const plannerName = defineRule({
  id: 'dataset/planner-name',
  subject: 'dataset',
  severity: 'warning',
  since: '0.1.0',
  summary: 'Plans do not have the name of a planner.',
  why: `Planners and plans have similar names: \`nnUNetPlannerResEncL\` writes \`nnUNetResEncUNetLPlans.json\`. With the name of the planner, \`-p\` stops with "No such file or directory". If you
rename the plans to make it work, your plans, data folders and models have other names than everybody else's.`,
  remedy: 'Keep the name that the planner gave, and use it with -p and -plans_name.',
  sources: [
    'nnunetv2/experiment_planning/experiment_planners/residual_unets/residual_encoder_unet_planners.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2544',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2828',
  ],
  examples: [
    {
      title: 'Plans under the name of the planner',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/nnUNetPlannerResEncL.json',
          copyFrom: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
        },
      ],
      reports: 'mistaken',
    },
  ],
  messages: {
    mistaken: ({ name, identifier }: Mistaken) =>
      `These plans are called ${name}, which is the name of a planner. The planner writes plans with the name ${identifier}; nnU-Net expects that name after -p.`,
  },
  *check({ plansFiles }) {
    for (const { stem, plans, document } of plansFiles) {
      const name = [stem, plans.plansName].find((one) => one !== undefined && identifierOfPlanner.has(one));
      const identifier = identifierOfPlanner.get(name ?? '');
      if (name === undefined || identifier === undefined) continue;
      const at = name === stem ? { document } : { document, pointer: '/plans_name' };
      yield { message: 'mistaken', at, data: { name, identifier } };
    }
  },
});
