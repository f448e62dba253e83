import { defineRule } from '../../src/engine/rule.js';
import { type DataIdentifierTarget, targetOfDataIdentifier } from '../../src/nnunet/plans/identifiers.js';
import { quoted } from '../../src/nnunet/words/wording.js';

interface Target {
  readonly identifier: string;
  readonly dataset: string;
}

const messageOf: Readonly<
  Partial<Record<DataIdentifierTarget, 'everything' | 'groundTruth' | 'elsewhere' | 'noFolder'>>
> = {
  'the preprocessed folder': 'everything',
  gt_segmentations: 'groundTruth',
  outside: 'elsewhere',
  'no folder': 'noFolder',
};

/** Preprocessing removes the folder that the identifier names before it writes anything (DefaultPreprocessor.run). */
export const dataIdentifierSafe = defineRule({
  id: 'plans/data-identifier-safe',
  subject: 'configuration',
  severity: 'error',
  since: '0.1.0',
  destroysData: true,
  summary: "A data identifier names its own folder inside the dataset's preprocessed folder.",
  why: `\`nnUNetv2_preprocess\` joins \`data_identifier\` to the dataset's preprocessed folder, **deletes that folder** and writes the cases there. An empty identifier, \`.\`, \`..\` or a path that
leads elsewhere deletes plans, dataset.json, fingerprint and splits, the ground truth, or the data of other datasets. With an empty identifier it even reports success.`,
  remedy: 'Set data_identifier to a name such as nnUNetPlans_3d_fullres. Do not preprocess before that.',
  sources: ['nnunetv2/preprocessing/preprocessors/default_preprocessor.py: run'],
  examples: [
    {
      title: 'The identifier was emptied',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/data_identifier',
          to: '',
        },
      ],
      reports: 'everything',
    },
  ],
  messages: {
    everything: ({ identifier, dataset }: Target) =>
      `data_identifier is ${identifier}: the preprocessed folder of ${dataset} itself. nnUNetv2_preprocess deletes it first, with plans, dataset.json, fingerprint and splits.`,
    groundTruth: ({ identifier, dataset }: Target) =>
      `data_identifier is ${identifier}: the ground truth of ${dataset}. nnUNetv2_preprocess deletes it first and writes cases among the segmentations.`,
    elsewhere: ({ identifier, dataset }: Target) =>
      `data_identifier is ${identifier}: a folder outside the preprocessed folder of ${dataset}. nnUNetv2_preprocess deletes whatever is there.`,
    noFolder: ({ identifier }: Target) =>
      `data_identifier is ${identifier}, which cannot be the name of a folder here. nnUNetv2_preprocess stops when it makes the folder.`,
  },
  *check({ configuration, plansFile }) {
    const identifier = configuration.dataIdentifier;
    if (identifier === undefined || plansFile.place === 'model' || plansFile.place === 'embedded') return;
    const message = messageOf[targetOfDataIdentifier(identifier)];
    if (message === undefined) return;
    const dataset = plansFile.dataset?.name ?? plansFile.plans.datasetName ?? 'the dataset';
    yield { message, at: configuration.at('data_identifier'), data: { identifier: quoted(identifier), dataset } };
  },
});
