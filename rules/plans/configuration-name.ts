import { defineRule } from '../../src/engine/rule.js';
import { modelsNamed } from '../../src/nnunet/plans/plans-names.js';
import { isPlanned, plannedConfigurations } from '../../src/nnunet/plans/uses.js';
import { nearMiss } from '../../src/nnunet/words/near-miss.js';
import { inQuotes } from '../../src/nnunet/words/wording.js';

interface Renamed {
  readonly name: string;
  readonly meant: string;
}

interface Named extends Renamed {
  readonly evidence: string;
}

export const configurationName = defineRule({
  id: 'plans/configuration-name',
  subject: 'configuration',
  severity: 'error',
  severities: { resembles: 'warning' },
  since: '0.1.0',
  summary: "The names of nnU-Net's configurations are spelt right.",
  why: `nnU-Net finds configurations only by their exact name. \`nnUNetv2_train\` stops at a name that the plans do not have. \`nnUNetv2_preprocess\` only prints that it skips it, and reports success.`,
  remedy: 'Correct the name of the configuration.',
  sources: [
    'nnunetv2/utilities/plans_handling/plans_handler.py: get_configuration',
    'nnunetv2/experiment_planning/plan_and_preprocess_api.py: preprocess_dataset',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2822',
  ],
  examples: [
    {
      title: 'A configuration under a misspelt name',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json',
          replace: '"3d_fullres": {',
          by: '"3d_fulres": {',
        },
      ],
      reports: 'renamed',
    },
  ],
  messages: {
    renamed: ({ name, meant, evidence }: Named) =>
      `These plans have no configuration "${meant}", but "${name}", and ${evidence}. For "${meant}", nnUNetv2_train stops, and nnUNetv2_preprocess skips it and reports success.`,
    resembles: ({ name, meant }: Renamed) =>
      `These plans have no configuration "${meant}", but "${name}". For "${meant}", nnUNetv2_train stops, and nnUNetv2_preprocess skips it and reports success.`,
  },
  *check({ configuration, plansFile }) {
    const { name } = configuration;
    const { plans, dataset, place } = plansFile;
    const absent = [...plannedConfigurations].filter((planned) => plans.configuration(planned) === undefined);
    const meant = isPlanned(name) ? undefined : nearMiss(name, absent);
    if (meant === undefined || place === 'model' || place === 'embedded') return;
    const models = modelsNamed(dataset?.models ?? [], plans.plansName ?? plansFile.stem);
    const model = models.find((one) => one.nameParts?.configuration === meant);
    const identifier = configuration.isInherited('data_identifier') ? undefined : configuration.dataIdentifier;
    const evidence =
      model !== undefined
        ? `a model was trained with it (${model.name})`
        : identifier?.endsWith(`_${meant}`)
          ? `its data are called "${identifier}"`
          : undefined;
    const isNamed = plans.configurations.some(
      (one) => one.previousStage === name || one.nextStages.includes(name) || one.get('inherits_from') === name,
    );
    const edits = [{ document: plansFile.document, pointer: configuration.pointer, key: meant }];
    const finding = {
      at: configuration.pointer,
      remedy: `Rename ${inQuotes(name)} to ${inQuotes(meant)}${isNamed ? ', also where other configurations name it' : ''}.`,
      ...(isNamed ? {} : { fix: { edits, isSafe: false } }),
    };
    if (evidence === undefined) yield { message: 'resembles', ...finding, data: { name, meant } };
    else yield { message: 'renamed', ...finding, data: { name, meant, evidence } };
  },
});
