import type { ChannelIntensities, IntensityStatistics, Measures, MedianShape } from '../engine/report.js';
import { type JsonValue, member } from '../io/json/value.js';
import { channelNames } from '../nnunet/dataset/channels.js';
import { intensityStatistics } from '../nnunet/dataset/intensities.js';
import { medianShape } from '../nnunet/dataset/median-shape.js';
import { receptiveFieldOf } from '../nnunet/network/receptive-field.js';
import { numberList } from '../nnunet/values/numbers.js';
import type { Dataset, PlansConfiguration } from '../workspace/subjects.js';

/** So many channels are listed; no network takes more images than that. */
const mostChannels = 32;

/**
 * The numbers of one configuration, as far as its plans and the fingerprint of a dataset tell them.
 * @param dataset the one that is trained on, which moved plans were not made for
 */
export function measuresOf(side: PlansConfiguration, dataset: Dataset | undefined): Measures {
  const { spacing, patchSize } = side.configuration;
  const shape = shapeOf(side, dataset?.fingerprint.value);
  const field = receptiveFieldOf(side.configuration)?.voxels;
  const intensities = intensitiesOf(side, dataset);
  return {
    ...(isPerAxis(spacing) ? { spacing } : {}),
    ...(isPerAxis(patchSize) ? { patchSize } : {}),
    ...(shape === undefined ? {} : { medianShape: shape }),
    ...(isPerAxis(field) ? { receptiveField: field } : {}),
    ...(intensities.length === 0 ? {} : { intensities }),
  };
}

/** Numbers for two or three axes, all above zero: anything else has no extent. */
function isPerAxis(values: readonly number[] | undefined): values is readonly number[] {
  return values !== undefined && (values.length === 2 || values.length === 3) && values.every((value) => value > 0);
}

/** A low resolution shrinks the images of the plans' origin in steps; a fingerprint tells any spacing. */
function shapeOf({ configuration, plansFile }: PlansConfiguration, fingerprint: JsonValue | undefined) {
  const { spacing } = configuration;
  const order = plansFile.plans.transposeForward;
  if (!isPerAxis(spacing)) return undefined;
  const own = order === undefined ? undefined : medianShape(fingerprint, order, spacing);
  if (isPerAxis(own)) return { voxels: own, source: 'fingerprint' } satisfies MedianShape;
  const stated = numberList(configuration.get('median_image_size_in_voxels'))?.slice(-spacing.length);
  return isPerAxis(stated) && stated.length === spacing.length
    ? ({ voxels: stated, source: 'plans' } satisfies MedianShape)
    : undefined;
}

function intensitiesOf(
  { configuration, plansFile }: PlansConfiguration,
  dataset: Dataset | undefined,
): readonly ChannelIntensities[] {
  const names = channelNames((dataset?.datasetJson ?? plansFile.datasetJson)?.value) ?? [];
  const schemes = configuration.normalizationSchemes ?? [];
  const inPlans = plansFile.plans.intensityProperties;
  const inFingerprint = member(dataset?.fingerprint.value, 'foreground_intensity_properties_per_channel');
  const count = Math.min(mostChannels, Math.max(names.length, schemes.length));
  return Array.from({ length: count }, (_, channel): ChannelIntensities => {
    const [name, normalization] = [names[channel], schemes[channel]];
    const plans = statisticsOf(inPlans, channel);
    const fingerprint = statisticsOf(inFingerprint, channel);
    return {
      channel,
      ...(name === undefined ? {} : { name }),
      ...(normalization === undefined ? {} : { normalization }),
      ...(plans === undefined ? {} : { plans }),
      ...(fingerprint === undefined ? {} : { fingerprint }),
    };
  });
}

function statisticsOf(properties: JsonValue | undefined, channel: number): IntensityStatistics | undefined {
  const found = intensityStatistics(member(properties, String(channel)));
  return found === undefined
    ? undefined
    : { percentile_00_5: found.low, percentile_99_5: found.high, mean: found.mean, std: found.std };
}
