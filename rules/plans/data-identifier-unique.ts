import { defineRule } from '../../src/engine/rule.js';
import { carefulPreprocess } from '../../src/nnunet/command-line/careful-commands.js';
import { dataDifferences } from '../../src/nnunet/compare/comparison.js';
import { quotedList } from '../../src/nnunet/words/wording.js';
import type { PlansConfiguration } from '../../src/workspace/subjects.js';

interface Collision {
  readonly identifier: string;
  readonly configuration: string;
  readonly other: string;
  readonly fields: readonly string[];
}

/** ResEnc planners give the data of the default planner's configurations the default planner's name, on purpose: equal settings may share. */
export const dataIdentifierUnique = defineRule({
  id: 'plans/data-identifier-unique',
  subject: 'dataset',
  severity: 'error',
  since: '0.1.0',
  summary: 'Configurations that share a data_identifier make the same data.',
  topic: 'shared data folder',
  yieldsTo: [
    { to: 'transfer/identifier-collision:dataFolder', same: 'place' },
    { to: 'transfer/identifier-collision:defaultTaken', same: 'file' },
  ],
  why: `Preprocessing one configuration deletes the data folder and fills it again. Another configuration with the same folder then trains on data of another spacing, normalization or axis order, and nnU-Net does not tell you.
This happens when you move plans without \`-tp\`, when a ResEnc planner runs with its own spacing, and when a configuration inherits \`data_identifier\` but changes what the data depend on.`,
  remedy: 'Give one of them its own data_identifier and preprocess it.',
  sources: [
    'nnunetv2/preprocessing/preprocessors/default_preprocessor.py: run',
    'nnunetv2/experiment_planning/experiment_planners/residual_unets/residual_encoder_unet_planners.py: generate_data_identifier',
  ],
  examples: [
    {
      title: 'A configuration inherits everything but the spacing',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_iso',
          to: { inherits_from: '3d_fullres', spacing: [1, 1, 1] },
        },
      ],
      reports: 'collides',
    },
  ],
  messages: {
    collides: ({ identifier, configuration, other, fields }: Collision) =>
      `${configuration} and ${other} both keep their data in "${identifier}", but differ in ${quotedList(fields)}. Whichever is preprocessed last, the other trains on its data.`,
  },
  *check(dataset, { tolerances }) {
    for (const { identifier, configurations } of dataset.dataFolderUses) {
      const [first, ...rest] = configurations;
      for (const one of rest) {
        if (first === undefined) continue;
        const fields = dataDifferences(first, one, tolerances);
        if (fields.length === 0) continue;
        const { configuration, plansFile } = one;
        const isSameFile = plansFile === first.plansFile;
        const nameOf = ({ configuration: { name }, plansFile: { stem } }: typeof one) =>
          isSameFile ? `Configuration ${name}` : `Configuration ${name} of ${stem}`;
        yield {
          message: 'collides',
          at: { document: plansFile.document, pointer: configuration.at('data_identifier') },
          data: { identifier, configuration: nameOf(one), other: nameOf(first).replace('C', 'c'), fields },
          related: [
            {
              document: first.plansFile.document,
              pointer: first.configuration.at('data_identifier'),
              message: 'the same data_identifier',
            },
          ],
          ...carefulPreprocess(dataset, [identifier === ownIdentifier(one) ? first : one]),
        };
      }
    }
  },
});

/** The name that nnU-Net gives to data of its own accord. */
function ownIdentifier({ configuration, plansFile }: PlansConfiguration): string {
  return `${plansFile.stem}_${configuration.name}`;
}
