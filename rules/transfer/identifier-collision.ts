import { defineRule, type RuleContext } from '../../src/engine/rule.js';
import { carefulMove, carefulPreprocess } from '../../src/nnunet/command-line/careful-commands.js';
import { dataDifferences } from '../../src/nnunet/compare/comparison.js';
import { areDataOf, fitsShape } from '../../src/nnunet/dataset/fits-shape.js';
import { defaultPlansIdentifiers } from '../../src/nnunet/plans/identifiers.js';
import { sharesPlansName } from '../../src/nnunet/plans/plans-names.js';
import { inQuotes, quotedList, wordList } from '../../src/nnunet/words/wording.js';
import type { Dataset, PlansConfiguration, PlansFile, Transfer } from '../../src/workspace/subjects.js';

interface DefaultTaken {
  readonly plans: string;
  readonly dataset: string;
  readonly origin: readonly string[];
  /** Plans of the same dataset that keep other data in the same folders. */
  readonly sharedWith: readonly string[];
}

interface SharedFolder {
  readonly identifier: string;
  readonly configuration: string;
  readonly other: string;
  readonly fields: readonly string[];
}

const folder = 'nnUNet_preprocessed/Dataset122_PancreasCT';

/** `nnUNetv2_move_plans_between_datasets` saves without looking, and without -tp under the name of the source. */
export const identifierCollision = defineRule({
  id: 'transfer/identifier-collision',
  subject: 'transfer',
  severity: 'error',
  severities: { defaultName: 'warning', otherData: 'warning', modelFolder: 'warning' },
  since: '0.1.0',
  summary: 'Moved plans have their own name, data folders and model folders.',
  topic: 'taken names',
  yieldsTo: [{ to: 'transfer/identifier-collision:dataFolder', messages: ['dataFolder'], same: 'files' }],
  why: `nnU-Net keeps things apart by name only. Plans that are moved to a default name (\`-tp nnUNetPlans\`, or no \`-tp\`) replace the dataset's own plans, and the next planning replaces them in turn.

If other plans have the same \`data_identifier\`, preprocessing deletes their data and writes its own into the folder. Trainings with the other plans then use these data, and nnU-Net does not tell you. Models collide in the same way: they land in \`<trainer>__<plans_name>__<configuration>\`.`,
  remedy: 'Move the plans again with -tp and a name that no planner uses.',
  destroysData: true,
  sources: [
    'nnunetv2/experiment_planning/plans_for_pretraining/move_plans_between_datasets.py',
    'nnunetv2/preprocessing/preprocessors/default_preprocessor.py',
    'nnunetv2/experiment_planning/experiment_planners/residual_unets/residual_encoder_unet_planners.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/1477',
  ],
  examples: [
    {
      title: 'A configuration of other plans in the same dataset keeps its data in the same folder',
      changes: [
        { file: `${folder}/Own.json`, copyFrom: `${folder}/PretrainedPlansCustom.json` },
        { file: `${folder}/Own.json`, set: '/plans_name', to: 'Own' },
        { file: `${folder}/Own.json`, set: '/configurations/3d_fullres/spacing', to: [2, 1.5, 1.5] },
      ],
      reports: 'otherData',
    },
    {
      title: 'The same with another normalization: whose data lie there, shapes do not tell',
      changes: [
        { file: `${folder}/Own.json`, copyFrom: `${folder}/PretrainedPlansCustom.json` },
        { file: `${folder}/Own.json`, set: '/plans_name', to: 'Own' },
        {
          file: `${folder}/Own.json`,
          set: '/configurations/3d_fullres/normalization_schemes',
          to: ['ZScoreNormalization'],
        },
      ],
      reports: 'dataFolder',
    },
  ],
  messages: {
    defaultTaken: ({ plans, dataset, origin, sharedWith }: DefaultTaken) =>
      `"${plans}" is a name that nnU-Net's planners use, but in ${dataset} these plans were made from ${wordList(origin, 'or')}. If the dataset had its own plans under this name, they were replaced. The next nnUNetv2_plan_and_preprocess replaces these.` +
      (sharedWith.length === 0
        ? ''
        : ` They share their data folders with ${quotedList(sharedWith)}: preprocessing deletes data of the other plans.`),
    dataFolder: ({ identifier, configuration, other, fields }: SharedFolder) =>
      `${configuration} and ${other} keep their data in the same folder "${identifier}" and differ in ${quotedList(fields)}. nnUNetv2_preprocess deletes the folder first; training takes whatever is there.`,
    defaultName: ({ plans, dataset, origin }: DefaultTaken) =>
      `"${plans}" is a name that nnU-Net's planners use, but in ${dataset} these plans were made from ${wordList(origin, 'or')}. The data fit these plans. The next nnUNetv2_plan_and_preprocess replaces plans and data.`,
    otherData: ({ identifier, configuration, other, fields }: SharedFolder) =>
      `${configuration} and ${other} keep their data in the same folder "${identifier}" and differ in ${quotedList(fields)}. The data there were made with ${configuration}; preprocessing ${other} would delete them.`,
    modelFolder: ({ plans, other }: { plans: string; other: string }) =>
      `"${other}" of the same dataset has the plans_name "${plans}" too, so models of both land in the same folder. The later training replaces the earlier one, and --c continues the wrong one.`,
  },
  *check(transfer, { tolerances }) {
    const { finetuning, pretraining, origins } = transfer;
    const { dataset, stem } = finetuning;
    if (dataset === undefined || finetuning.place !== 'preprocessed' || dataset === pretraining.dataset) return;
    const others = dataset.plansFiles.filter((file) => file.document.file !== finetuning.document.file);
    const collisions = collisionsOf(transfer, others, tolerances);
    const origin = origins.finetuning.datasets;
    const isForeign = origin.length > 0 && !origin.includes(dataset.name);
    const remedy = moveAgain(transfer);
    if (isForeign && defaultPlansIdentifiers.has(stem)) {
      const sharedWith = [...new Set(collisions.map(({ other }) => other.plansFile.stem))];
      const message = collisions.length === 0 && haveOwnData(transfer, dataset) ? 'defaultName' : 'defaultTaken';
      yield { message, data: { plans: stem, dataset: dataset.name, origin, sharedWith }, ...remedy };
    } else {
      for (const { own, other, fields } of collisions) {
        const { configuration, plansFile } = other;
        const use = dataset.dataFolderUses.find(({ identifier }) => identifier === own.configuration.dataIdentifier);
        const isOwn = areDataOf(use?.sampledCases ?? [], own, other);
        yield {
          message: isOwn ? 'otherData' : 'dataFolder',
          at: own.configuration.at('data_identifier'),
          data: {
            identifier: own.configuration.dataIdentifier ?? '',
            configuration: own.configuration.name,
            other: `${configuration.name} of ${plansFile.stem}`,
            fields,
          },
          related: [
            {
              document: plansFile.document,
              pointer: configuration.at('data_identifier'),
              message: 'the same data_identifier',
            },
          ],
          ...carefulPreprocess(dataset, [isOwn ? other : own]),
        };
      }
    }
    // Where the transferred plans themselves have another name than their file, that is told for them alone.
    if (finetuning.plans.plansName !== stem) return;
    const twin = others.find((file) => sharesPlansName(file.plans, finetuning.plans));
    if (twin === undefined) return;
    const at = { document: twin.document, pointer: '/plans_name' };
    yield {
      message: 'modelFolder',
      at,
      data: { plans: stem, other: twin.stem },
      remedy: `Set plans_name to ${inQuotes(twin.stem)} there.`,
      fix: { edits: [{ document: twin.document, pointer: '/plans_name', value: twin.stem }], isSafe: true },
    };
  },
});

/** Configurations of other plans of the dataset whose data land in the folder of one that is to be trained, and are not the same data. */
function collisionsOf(
  { configurations }: Transfer,
  others: readonly PlansFile[],
  tolerances: RuleContext['tolerances'],
) {
  const all: readonly PlansConfiguration[] = others.flatMap((file) => file.configurations);
  return configurations.flatMap(({ finetuning: own }) =>
    all.flatMap((other) => {
      const identifier = own.configuration.dataIdentifier;
      if (identifier === undefined || other.configuration.dataIdentifier !== identifier) return [];
      const fields = dataDifferences(own, other, tolerances);
      return fields.length === 0 ? [] : [{ own, other, fields }];
    }),
  );
}

/** Whether the data on the disk are those of these plans, as far as shapes tell, for all that is to be trained. */
function haveOwnData({ configurations }: Transfer, { dataFolderUses }: Dataset): boolean {
  return configurations.every(({ finetuning: own }) => {
    const use = dataFolderUses.find(({ identifier }) => identifier === own.configuration.dataIdentifier);
    return use !== undefined && use.sampledCases.length > 0 && use.sampledCases.every((one) => fitsShape(one, own));
  });
}

function moveAgain({ pretraining, finetuning }: Transfer): { readonly remedy?: string } {
  if (pretraining.dataset === undefined || finetuning.dataset === undefined) return {};
  const name = `${pretraining.stem}From${pretraining.dataset.id ?? pretraining.dataset.name}`;
  return {
    remedy: carefulMove(
      pretraining.dataset,
      finetuning.dataset,
      pretraining.stem,
      name,
      'Move them again under another name: ',
    ),
  };
}
