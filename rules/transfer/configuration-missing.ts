import { defineRule } from '../../src/engine/rule.js';
import { isObject } from '../../src/io/json/value.js';
import { nearMiss } from '../../src/nnunet/words/near-miss.js';
import { inQuotes, quotedList } from '../../src/nnunet/words/wording.js';

interface Missing {
  readonly configuration: string;
  readonly plans: string;
  /** Those that there are. */
  readonly available: readonly string[];
}

/** Which configurations the planner makes depends on the images: 3d_lowres and the cascade exist for large ones only. */
export const configurationMissing = defineRule({
  id: 'transfer/configuration-missing',
  subject: 'transfer',
  severity: 'error',
  severities: { pretraining: 'warning', nothingInCommon: 'warning' },
  since: '0.1.0',
  summary: 'The configuration to be trained exists in the plans of both sides.',
  why: `The planner makes \`3d_lowres\` and \`3d_cascade_fullres\` only if patches of \`3d_fullres\` are small compared to the images. For images of one slice it makes no 3d configuration. Training stops if the plans lack the
configuration. \`nnUNetv2_preprocess\` prints one line and goes on without it.`,
  remedy: 'Ask for a configuration that both plans have, or use the plans of the pretraining for both datasets.',
  sources: [
    'nnunetv2/utilities/plans_handling/plans_handler.py',
    'nnunetv2/experiment_planning/experiment_planners/default_experiment_planner.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/1648',
  ],
  examples: [
    {
      title: 'The moved plans have lost the only configuration that was pretrained',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          remove: '/configurations/3d_fullres',
        },
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          remove: '/configurations/2d',
        },
      ],
      reports: 'nothingInCommon',
    },
  ],
  messages: {
    finetuning: ({ configuration, plans, available }: Missing) =>
      `${plans} has no configuration ${JSON.stringify(configuration)}; it has ${available.length === 0 ? 'none' : quotedList(available)}. nnU-Net stops when it opens the plans.`,
    pretraining: ({ configuration, plans, available }: Missing) =>
      `${plans} has no configuration ${JSON.stringify(configuration)}, so no weights for it; it has ${available.length === 0 ? 'none' : quotedList(available)}. ` +
      'nnU-Net loads any checkpoint that you name. nnplans could not compare this configuration.',
    nothingInCommon: ({ pretraining, finetuning }: { pretraining: readonly string[]; finetuning: readonly string[] }) =>
      `The plans have no configuration in common: the pretraining has ${listed(pretraining)}, the finetuning ${listed(finetuning)}.`,
  },
  *check({ pretraining, trained, finetuning, requested, configurations }) {
    const at = '/configurations';
    const available = finetuning.plans.configurationNames;
    // What is not a plans file at all is told elsewhere.
    if (!isObject(finetuning.plans.get('configurations'))) return;
    for (const configuration of requested) {
      if (available.includes(configuration)) continue;
      const meant = nearMiss(configuration, available);
      const remedy = meant === undefined ? {} : { remedy: `Did you mean ${inQuotes(meant)}?` };
      yield { message: 'finetuning', at, data: { configuration, plans: finetuning.label, available }, ...remedy };
    }
    if (!isObject(trained.plans.get('configurations'))) return;
    const known = trained.plans.configurationNames;
    for (const configuration of requested) {
      if (!available.includes(configuration) || configurations.some(({ name }) => name === configuration)) continue;
      yield {
        message: 'pretraining',
        at: { document: trained.document, pointer: at },
        data: { configuration, plans: pretraining.label, available: known },
      };
    }
    if (requested.length === 0 && configurations.length === 0) {
      yield { message: 'nothingInCommon', at, data: { pretraining: known, finetuning: available } };
    }
  },
});

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : quotedList(names);
}
