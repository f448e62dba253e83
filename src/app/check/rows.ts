import { plainNumber } from '../../nnunet/words/wording.js';
import type { PlansConfiguration, TransferConfiguration } from '../../workspace/subjects.js';
import { channelsText, clipRangeText, normalizationText, otherStatistics, timesText } from './configuration-text.js';
import { otherWeights } from './loading.js';
import { networkText, otherTrainer, receptiveFieldText, stagesText, weightsText } from './network-text.js';

/** One line of the side-by-side view. */
export interface RowKind {
  readonly what: string;
  /** The rules whose findings are about this line. */
  readonly rules: readonly string[];
  /** What one side has; `undefined` when the plans do not say. */
  show(side: PlansConfiguration, pair: TransferConfiguration): string | undefined;
  /** In what the sides differ although they show the same, in a few words. Findings do not tell: a rule may not run, or its finding be known. */
  readonly unseen?: (pair: TransferConfiguration) => string | undefined;
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
  },
  {
    what: 'axis order',
    rules: ['transfer/axis-order-match'],
    show: ({ plansFile }) => plansFile.plans.transposeForward?.join(', '),
    onlyWhenDifferent: true,
  },
  { what: 'normalization', rules: ['transfer/normalization-match'], show: normalizationText },
  {
    what: 'intensities',
    rules: ['transfer/intensity-properties-match'],
    show: clipRangeText,
    unseen: otherStatistics,
    isOptional: true,
  },
  {
    what: 'patch size',
    rules: ['transfer/patch-size-match'],
    show: ({ configuration }) => timesText(configuration.patchSize),
  },
  {
    what: 'batch size',
    rules: ['transfer/batch-size-match'],
    show: ({ configuration }) =>
      configuration.batchSize === undefined ? undefined : plainNumber(configuration.batchSize),
    onlyWhenDifferent: true,
  },
  { what: 'channels', rules: ['transfer/channels-match'], show: channelsText },
  { what: 'network', rules: ['transfer/trainer-network'], show: networkText, unseen: otherTrainer },
  { what: 'stages', rules: [], show: stagesText, onlyWhenDifferent: true },
  { what: 'weights', rules: ['transfer/weights-loadable'], show: weightsText, unseen: otherWeights },
  { what: 'receptive field', rules: ['transfer/receptive-field-match'], show: receptiveFieldText },
];
