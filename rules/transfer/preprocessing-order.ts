import { defineRule, type RelatedPlace } from '../../src/engine/rule.js';
import { preprocessCommand } from '../../src/nnunet/command-line/commands.js';
import { dataDifferences } from '../../src/nnunet/compare/comparison.js';
import { expectedCaseShape } from '../../src/nnunet/dataset/expected-case-shape.js';
import { largest, sameNumbers } from '../../src/nnunet/values/numbers.js';
import { firstFew, timesList, wordList } from '../../src/nnunet/words/wording.js';
import type { PreprocessedCase } from '../../src/workspace/case-subjects.js';
import type { PlansConfiguration } from '../../src/workspace/subjects.js';

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
  summary: 'The data that the transferred plans point to were made with the transferred plans.',
  topic: 'preprocessed data',
  yieldsTo: [
    { to: 'transfer/identifier-collision:dataFolder', same: 'place' },
    { to: 'transfer/identifier-collision:defaultTaken', messages: ['otherPlans'] },
    { to: 'transfer/spacing-match', messages: ['otherPlans'], same: 'place' },
    { to: 'transfer/axis-order-match', messages: ['otherPlans'], within: 'transfer' },
    { to: 'transfer/edited-after-transfer:data', messages: ['editedLater'] },
  ],
  why: `Preprocessing comes after the move, and again after every edit of the moved plans: nnU-Net looks at the name of a data folder only, and trains on whatever is in it. From what a case says of its own size before resampling, the
shape follows that these plans would give it; the first and the last case are looked at. Another shape is proof of other plans. Times of files are weak evidence, for copying changes them: they are heard only where shapes have nothing against the plans.`,
  remedy: 'Preprocess the dataset again, with these plans.',
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
      `${name} in ${folder} has ${timesList(stored)} voxels; ${plans} would give it ${timesList(expected)}. The data were made with other plans${fits.length === 0 ? '' : ` (they fit ${wordList(fits, 'or')})`}, and nnU-Net trains on them without a word.`,
    editedLater: ({ plans, folder, fields }: EditedLater) =>
      `${plans} differs from the pretraining plans in ${firstFew(fields)}, and was written after the data in ${folder}. If that was the edit, the data do not have it: shapes cannot tell, and nnU-Net does not look.`,
    older: ({ plans, folder }: Stale) =>
      `${plans} was written after the data in ${folder}. Shapes fit; that the plans were not changed in another way in between cannot be told.`,
  },
  *check({ pretraining, finetuning, transfer, name }, { direction, tolerances }) {
    // Plans that travelled the other way were moved to the pretraining dataset.
    const own = transfer.pretraining.configurations.find((candidate) => candidate.configuration.name === name);
    const isReversed = direction === 'finetuning-to-pretraining';
    const [moved, source] = isReversed ? [own, finetuning] : [finetuning, pretraining];
    const dataset = moved?.plansFile.dataset;
    if (moved === undefined || dataset === undefined || moved.plansFile.place !== 'preprocessed') return;
    const use = dataset.dataFolderUses.find(({ identifier }) => identifier === moved.configuration.dataIdentifier);
    const cases = use?.sampledCases ?? [];
    const shapes = cases.map((one) => shapesOf(one, moved));
    const plans = `${moved.plansFile.stem}#${moved.configuration.name}`;
    const folder = use?.identifier ?? '';
    const remedy = `Preprocess again: ${preprocessCommand(dataset, moved.plansFile.stem, [moved.configuration.name])}`;
    const at = moved.configuration.at('data_identifier');
    const wrong = shapes.find((shape) => shape !== undefined && !sameNumbers(shape.stored, shape.expected));
    if (wrong !== undefined) {
      const others = dataset.plansFiles.flatMap((file) => file.configurations);
      const fits = others.filter((other) => other !== moved && cases.every((one) => fitsIn(one, other)));
      const data = { plans, folder, ...wrong, fits: fits.map(shortName) };
      yield { message: 'otherPlans', at: placeIn(moved, at), data, remedy, related: spacingOf(moved) };
      return;
    }
    if (!wasWrittenLater(moved, cases)) return;
    const fields = dataDifferences(source, moved, tolerances).filter((field) => field !== 'image_reader_writer');
    if (fields.length > 0)
      yield { message: 'editedLater', at: placeIn(moved, at), data: { plans, folder, fields }, remedy };
    else yield { message: 'older', at: placeIn(moved, at), data: { plans, folder }, remedy };
  },
});

interface Shapes {
  readonly case: string;
  readonly stored: readonly number[];
  readonly expected: readonly number[];
}

function shapesOf(one: PreprocessedCase, { plansFile, configuration }: PlansConfiguration): Shapes | undefined {
  const stored = one.data.value?.shape;
  const expected = expectedCaseShape(plansFile.plans, configuration, one.properties.value ?? {})?.voxels;
  if (stored?.length !== 4 || expected === undefined) return undefined;
  return { case: one.identifier, stored: stored.slice(1), expected };
}

function fitsIn(one: PreprocessedCase, configuration: PlansConfiguration): boolean {
  const shapes = shapesOf(one, configuration);
  return shapes !== undefined && sameNumbers(shapes.stored, shapes.expected);
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
