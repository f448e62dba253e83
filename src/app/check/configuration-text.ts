import { isObject, member } from '../../io/json/value.js';
import { channelNames, trainingChannels } from '../../nnunet/dataset/channels.js';
import { countedRuns, timesList } from '../../nnunet/words/wording.js';
import type { PlansConfiguration } from '../../workspace/subjects.js';
import { rounded } from '../numbers.js';

/** `3 × 1 × 1` */
export function timesText(values: readonly number[] | undefined): string | undefined {
  return values === undefined ? undefined : timesList(values);
}

/** `CT`, `2 × ZScore (masked), noNorm`: equal neighbours counted. */
export function normalizationText({ configuration }: PlansConfiguration): string | undefined {
  const schemes = configuration.normalizationSchemes;
  const masks = configuration.useMaskForNorm;
  if (schemes === undefined) return undefined;
  return countedRuns(
    schemes.map((scheme, i) => `${scheme.replace(/Normalization$/, '')}${masks?.[i] === true ? ' (masked)' : ''}`),
  ).join(', ');
}

/** Only CT normalization uses intensities of the plans: it clips to their percentiles. */
export function clipRangeText({ configuration, plansFile }: PlansConfiguration): string | undefined {
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

/** Names of the channels, or how many there are. */
export function channelsText({ plansFile }: PlansConfiguration): string | undefined {
  const datasetJson = plansFile.datasetJson?.value;
  const names = channelNames(datasetJson);
  if (names !== undefined) return names.join(', ');
  const count = trainingChannels(datasetJson);
  return count === undefined ? undefined : String(count);
}
