import { differencesBetween, differingValues, receptiveFieldDiffers } from '../../nnunet/compare/comparison.js';
import type { Tolerances } from '../../nnunet/compare/tolerances.js';
import { loadingOf } from '../../nnunet/compare/transfer-loading.js';
import type { Installation } from '../../nnunet/installation/installation.js';
import { plainNumber } from '../../nnunet/words/wording.js';
import type { PlansConfiguration, TransferConfiguration } from '../../workspace/subjects.js';
import { channelsText, clipRangeText, normalizationText, timesText } from './configuration-text.js';
import { networkText, otherTrainer, receptiveFieldText, stagesText, weightsText } from './network-text.js';

/** What is equal, and which nnU-Net will run. */
export interface ComparisonTerms {
  readonly tolerances: Tolerances;
  readonly installation: Installation | undefined;
}

/** One line of the side-by-side view. */
export interface RowKind {
  readonly what: string;
  /** The rules whose findings are about this line. */
  readonly rules: readonly string[];
  /** What one side has; `undefined` when the plans do not say. */
  show(side: PlansConfiguration, pair: TransferConfiguration): string | undefined;
  /**
   * In what the sides differ, in a few words, for two that show the same; `undefined` where they do not differ, whatever is shown. Without it what is shown
   * decides. Findings do not tell: a rule may not run, or its finding be known.
   */
  readonly difference?: (pair: TransferConfiguration, terms: ComparisonTerms) => string | undefined;
  /** Left out when both sides agree: it is the same in nearly all plans. */
  readonly onlyWhenDifferent?: true;
  /** Left out when neither side has it. */
  readonly isOptional?: true;
}

export const comparisonRows: readonly RowKind[] = [
  {
    what: 'spacing (mm)',
    rules: ['transfer/spacing-match'],
    show: ({ configuration }) => timesText(configuration.spacing),
    difference: inRow('spacing'),
  },
  {
    what: 'axis order',
    rules: ['transfer/axis-order-match'],
    show: ({ plansFile }) => plansFile.plans.transposeForward?.join(', '),
    difference: inRow('axis order'),
    onlyWhenDifferent: true,
  },
  {
    what: 'normalization',
    rules: ['transfer/normalization-match'],
    show: normalizationText,
    difference: inRow('normalization'),
  },
  {
    what: 'intensities',
    rules: ['transfer/intensity-properties-match'],
    show: clipRangeText,
    difference: inRow('intensities'),
    isOptional: true,
  },
  {
    what: 'patch size',
    rules: ['transfer/patch-size-match'],
    show: ({ configuration }) => timesText(configuration.patchSize),
    difference: inRow('patch size'),
  },
  {
    what: 'batch size',
    rules: ['transfer/batch-size-match'],
    show: ({ configuration }) =>
      configuration.batchSize === undefined ? undefined : plainNumber(configuration.batchSize),
    difference: inRow('batch size'),
    onlyWhenDifferent: true,
  },
  { what: 'channels', rules: ['transfer/channels-match'], show: channelsText },
  {
    what: 'network',
    rules: ['transfer/trainer-network'],
    show: networkText,
    difference: (pair) =>
      otherTrainer(pair) ?? (networkText(pair.pretraining) === networkText(pair.finetuning) ? undefined : 'another'),
  },
  { what: 'stages', rules: [], show: stagesText, onlyWhenDifferent: true },
  {
    what: 'weights',
    rules: ['transfer/weights-loadable'],
    show: weightsText,
    difference: otherWeights,
  },
  {
    what: 'receptive field',
    rules: ['transfer/receptive-field-match'],
    show: receptiveFieldText,
    difference: ({ pretraining, finetuning }, { tolerances }) =>
      receptiveFieldDiffers(pretraining.configuration, finetuning.configuration, tolerances)
        ? 'not quite the same'
        : undefined,
  },
];

/** Differences in the fields of a row, but those that nothing follows from: `mean, std differ`. */
function inRow(name: string): NonNullable<RowKind['difference']> {
  return ({ pretraining, finetuning }, { tolerances }) => {
    const values = differingValues(
      differencesBetween(pretraining, finetuning, tolerances).filter(({ row }) => row === name),
    ).filter(({ consequence }) => consequence !== 'no effect');
    if (values.length === 0) return undefined;
    const members = values.flatMap(({ path }) => path[2]?.replace(/^percentile.*/, 'clip range') ?? []);
    const words = [...new Set(members)];
    if (words.length === 0) return 'not quite the same';
    return `${words.join(', ')} ${words.length === 1 ? 'differs' : 'differ'}`;
  };
}

/** `other shapes`: networks of as many weights need not have the same. */
function otherWeights(pair: TransferConfiguration, { installation }: ComparisonTerms): string | undefined {
  const { comparison } = loadingOf(pair, installation);
  if (comparison === undefined) {
    const [before, after] = [weightsText(pair.pretraining), weightsText(pair.finetuning)];
    return before === after ? undefined : 'other weights';
  }
  const { loads, failures, dropped } = comparison;
  if (loads && dropped.length === 0) return undefined;
  return failures.some(({ kind }) => kind === 'shape') ? 'other shapes' : 'other parameters';
}
