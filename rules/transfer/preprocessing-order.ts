import { defineRule, type RelatedPlace } from '../../src/engine/rule.js';
import { carefulPreprocess } from '../../src/nnunet/command-line/careful-commands.js';
import { dataDifferences } from '../../src/nnunet/compare/comparison.js';
import { caseShapes, fitsShape } from '../../src/nnunet/dataset/fits-shape.js';
import { compareOrigins, kinshipOf } from '../../src/nnunet/origin/origin.js';
import { restored } from '../../src/nnunet/plans/restored.js';
import { largest, sameNumbers } from '../../src/nnunet/values/numbers.js';
import { firstFew, timesList, wordList } from '../../src/nnunet/words/wording.js';
import type { PreprocessedCase } from '../../src/workspace/case-subjects.js';
import type { Dataset, PlansConfiguration } from '../../src/workspace/subjects.js';

interface Stale {
  readonly plans: string;
  readonly folder: string;
}

interface OtherPlans extends Stale {
  readonly case: string;
  readonly stored: readonly number[];
  readonly expected: readonly number[];
  /** Plans in reach that give every looked-at case the shape that it has. */
  readonly fits: readonly string[];
}

interface EditedLater extends Stale {
  readonly fields: readonly string[];
}

/** Copying a folder spreads times over this span without any meaning, in milliseconds. */
const meaningless = 60_000;

/** Nothing records which plans made a data folder: shapes tell, and times where nothing else does. */
export const preprocessingOrder = defineRule({
  id: 'transfer/preprocessing-order',
  subject: 'transfer-configuration',
  severity: 'error',
  severities: { editedLater: 'warning', older: 'info' },
  since: '0.1.0',
  summary: 'The data of the moved plans were made with these plans.',
  topic: 'preprocessed data',
  yieldsTo: [
    { to: 'transfer/identifier-collision:dataFolder', same: 'place' },
    { to: 'transfer/identifier-collision:defaultTaken', messages: ['otherPlans'] },
    { to: 'transfer/spacing-match', messages: ['otherPlans'], same: 'place' },
    { to: 'transfer/axis-order-match', messages: ['otherPlans'], within: 'transfer' },
    { to: 'transfer/edited-after-transfer:data', messages: ['editedLater'] },
  ],
  why: `Preprocess after the move, and again after every edit of the moved plans. nnU-Net looks only at the name of a data folder and trains on whatever is in it.

A preprocessed case records its size before resampling. From this nnplans computes the shape that these plans would give it, for the first and the last case. Another shape proves that other plans made the data. File times prove little, because copying changes them. nnplans uses them only if no shape is wrong.`,
  remedy: 'Preprocess the dataset again with these plans.',
  sources: [
    'nnunetv2/preprocessing/preprocessors/default_preprocessor.py',
    'nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2878',
  ],
  examples: [
    {
      title: 'The moved plans got another spacing after the data were preprocessed',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/spacing',
          to: [2.5, 1, 1],
        },
      ],
      reports: 'otherPlans',
    },
  ],
  messages: {
    otherPlans: ({ plans, folder, case: name, stored, expected, fits }: OtherPlans) =>
      `${name} in ${folder} has ${timesList(stored)} voxels; ${plans} would give it ${timesList(expected)}. The data were made with other plans${fits.length === 0 ? '' : ` (they fit ${wordList(fits, 'or')})`}, and nnU-Net trains on them anyway.`,
    editedLater: ({ plans, folder, fields }: EditedLater) =>
      `${plans} differs from the pretraining plans in ${firstFew(fields)}, and was written after the data in ${folder}. If the difference is newer than the data, preprocess again. Shapes do not show it, and nnU-Net does not check.`,
    older: ({ plans, folder }: Stale) =>
      `${plans} was written after the data in ${folder}. The shapes fit, but nnplans cannot tell whether something else in the plans changed since.`,
  },
  *check({ pretraining, finetuning, transfer, name }, { direction, tolerances }) {
    // Plans that were moved the other way lie in the pretraining dataset.
    const own = transfer.pretraining.configurations.find((candidate) => candidate.configuration.name === name);
    const isReversed = direction === 'finetuning-to-pretraining';
    const [moved, source] = isReversed ? [own, finetuning] : [finetuning, pretraining];
    const dataset = moved?.plansFile.dataset;
    if (moved === undefined || dataset === undefined || moved.plansFile.place !== 'preprocessed') return;
    const use = dataset.dataFolderUses.find(({ identifier }) => identifier === moved.configuration.dataIdentifier);
    const cases = use?.sampledCases ?? [];
    const shapes = cases.map((one) => caseShapes(one, moved));
    const plans = `${moved.plansFile.stem}#${moved.configuration.name}`;
    const folder = use?.identifier ?? '';
    const fields = dataDifferences(source, moved, tolerances).filter((field) => field !== 'image_reader_writer');
    const again = carefulPreprocess(dataset, [moved], 'Preprocess again: ');
    const at = moved.configuration.at('data_identifier');
    const wrong = shapes.find((shape) => shape !== undefined && !sameNumbers(shape.stored, shape.expected));
    if (wrong !== undefined) {
      const others = dataset.plansFiles.flatMap((file) => file.configurations);
      const fits = others.filter((other) => other !== moved && cases.every((one) => fitsShape(one, other)));
      const data = { plans, folder, ...wrong, fits: fits.map(shortName) };
      const dataFit = cases.every((one) => fitsShape(one, source)) ? 'yes' : 'no';
      const remedy = isEdited(moved, source, fields) ? setBack(moved, source, fields, dataFit, dataset) : again;
      yield { message: 'otherPlans', at: placeIn(moved, at), data, ...remedy, related: spacingOf(moved) };
      return;
    }
    if (!wasWrittenLater(moved, cases)) return;
    if (fields.length > 0) {
      const remedy = isEdited(moved, source, fields) ? setBack(moved, source, fields, 'unknown', dataset) : again;
      yield { message: 'editedLater', at: placeIn(moved, at), data: { plans, folder, fields }, ...remedy };
    } else yield { message: 'older', at: placeIn(moved, at), data: { plans, folder }, ...again };
  },
});

/** Plans of another origin differ in everything: setting fields of them back would make neither the one nor the other. */
function isEdited(moved: PlansConfiguration, source: PlansConfiguration, fields: readonly string[]): boolean {
  return fields.length > 0 && kinshipOf(compareOrigins(source.plansFile.plans, moved.plansFile.plans)) === 'same';
}

/** Preprocessing again with an edit would only carry it into the data. */
function setBack(
  moved: PlansConfiguration,
  source: PlansConfiguration,
  fields: readonly string[],
  dataFit: 'yes' | 'no' | 'unknown',
  dataset: Dataset,
) {
  const what = `Restore ${wordList(fields)} of ${moved.configuration.name} in ${moved.plansFile.stem} from ${source.plansFile.label}`;
  const edits = restored(moved, source, fields);
  if (dataFit === 'yes') return { remedy: `${what}: the data were made with that.`, fix: { edits, isSafe: false } };
  const purpose = dataFit === 'no' ? 'Then preprocess again: ' : 'If data were made with the edit, preprocess again: ';
  const again = carefulPreprocess(dataset, [moved], purpose);
  return {
    remedy: `${what}. ${again.remedy}`,
    fix: { edits: [...edits, ...(again.fix?.edits ?? [])], isSafe: false, commands: [again.command] },
  };
}

function shortName({ plansFile, configuration }: PlansConfiguration): string {
  return `${plansFile.stem}#${configuration.name}`;
}

function placeIn({ plansFile }: PlansConfiguration, pointer: string) {
  return { document: plansFile.document, pointer };
}

function spacingOf({ plansFile, configuration }: PlansConfiguration): readonly RelatedPlace[] {
  return [{ document: plansFile.document, pointer: configuration.at('spacing'), message: 'the spacing of today' }];
}

function wasWrittenLater({ plansFile }: PlansConfiguration, cases: readonly PreprocessedCase[]): boolean {
  const times = cases.flatMap(({ modified }) => (modified === undefined || modified <= 0 ? [] : [modified]));
  return times.length > 0 && (plansFile.modified ?? 0) > largest(times) + meaningless;
}
