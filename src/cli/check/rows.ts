import { isObject, member } from '../../io/json/value.js';
import { channelNames, trainingChannels } from '../../nnunet/channels.js';
import { countedRuns, plainNumber, timesList } from '../../nnunet/wording.js';
import type { PlansConfiguration, TransferConfiguration } from '../../workspace/subjects.js';
import { networkText, receptiveFieldText, stagesText, weightsText } from './network-text.js';

/** One line of the side-by-side view. */
export interface RowKind {
  readonly what: string;
  /** The rules whose findings are about this line. */
  readonly rules: readonly string[];
  /** What one side has; `undefined` when the plans do not say. */
  show(side: PlansConfiguration, pair: TransferConfiguration): string | undefined;
  /** Left out when both sides agree: it is the same in nearly all plans. */
  readonly onlyWhenDifferent?: true;
  /** Left out when neither side has it. */
  readonly isOptional?: true;
}

export const comparisonRows: readonly RowKind[] = [
  {
    what: 'spacing (mm)',
    rules: ['transfer/spacing-match'],
    show: ({ configuration }) => times(configuration.spacing),
  },
  {
    what: 'axis order',
    rules: ['transfer/axis-order-match'],
    show: ({ plansFile }) => plansFile.plans.transposeForward?.join(', '),
    onlyWhenDifferent: true,
  },
  { what: 'normalization', rules: ['transfer/normalization-match'], show: normalization },
  { what: 'intensities', rules: ['transfer/intensity-properties-match'], show: clipRange, isOptional: true },
  {
    what: 'patch size',
    rules: ['transfer/patch-size-match'],
    show: ({ configuration }) => times(configuration.patchSize),
  },
  {
    what: 'batch size',
    rules: ['transfer/batch-size-match'],
    show: ({ configuration }) =>
      configuration.batchSize === undefined ? undefined : plainNumber(configuration.batchSize),
    onlyWhenDifferent: true,
  },
  { what: 'channels', rules: ['transfer/channels-match'], show: channels },
  { what: 'network', rules: ['transfer/trainer-network'], show: networkText },
  { what: 'stages', rules: [], show: stagesText, onlyWhenDifferent: true },
  { what: 'weights', rules: ['transfer/weights-loadable'], show: weightsText },
  { what: 'receptive field', rules: ['transfer/receptive-field-match'], show: receptiveFieldText },
];

function times(values: readonly number[] | undefined): string | undefined {
  return values === undefined ? undefined : timesList(values);
}

/** `CT`, `2 × ZScore (masked), noNorm`: equal neighbours counted. */
function normalization({ configuration }: PlansConfiguration): string | undefined {
  const schemes = configuration.normalizationSchemes;
  const masks = configuration.useMaskForNorm;
  if (schemes === undefined) return undefined;
  return countedRuns(
    schemes.map((scheme, i) => `${scheme.replace(/Normalization$/, '')}${masks?.[i] === true ? ' (masked)' : ''}`),
  ).join(', ');
}

/** Only CT normalization uses intensities of the plans: it clips to their percentiles. */
function clipRange({ configuration, plansFile }: PlansConfiguration): string | undefined {
  const ranges = (configuration.normalizationSchemes ?? []).flatMap((scheme, channel) => {
    if (scheme !== 'CTNormalization') return [];
    const properties = member(plansFile.plans.intensityProperties, String(channel));
    const [low, high] = [member(properties, 'percentile_00_5'), member(properties, 'percentile_99_5')];
    return isObject(properties) && typeof low === 'number' && typeof high === 'number'
      ? [`${rounded(low)} … ${rounded(high)} HU`]
      : ['not stated'];
  });
  return ranges.length === 0 ? undefined : countedRuns(ranges).join(', ');
}

function rounded(value: number): string {
  return plainNumber(Number(value.toPrecision(4)));
}

function channels({ plansFile }: PlansConfiguration): string | undefined {
  const datasetJson = plansFile.datasetJson?.value;
  const names = channelNames(datasetJson);
  if (names !== undefined) return names.join(', ');
  const count = trainingChannels(datasetJson);
  return count === undefined ? undefined : String(count);
}
