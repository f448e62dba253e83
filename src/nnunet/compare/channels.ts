import { type JsonValue, member } from '../../io/json/value.js';
import { channelNames } from '../dataset/channels.js';
import type { Configuration } from '../plans/configuration.js';
import type { Plans } from '../plans/plans.js';
import { alignFromStart, type ListNaming } from './field-change.js';

/** Which channel of the one plans is which of the other. */
export interface Channels extends ListNaming {
  readonly before: readonly string[] | undefined;
  readonly after: readonly string[] | undefined;
  readonly countA: number | undefined;
  readonly countB: number | undefined;
  /** What a different order was told by; `undefined` when channels stand in the same order, as far as can be seen. */
  readonly movedBy: 'names' | 'statistics' | undefined;
}

/** What is known of the channels on one side. */
export interface ChannelSide {
  readonly plans: Plans;
  /** The configurations that are compared. */
  readonly configurations: readonly Configuration[];
  readonly datasetJson?: JsonValue | undefined;
}

/** The channels of both sides in the order in which they stand. */
export function channelsInOrder(a: ChannelSide, b: ChannelSide): Channels {
  const [before, after] = [channelNames(a.datasetJson), channelNames(b.datasetJson)];
  const [countA, countB] = [before?.length ?? countChannels(a), after?.length ?? countChannels(b)];
  const alignment = alignFromStart(countA ?? 0, countB ?? 0);
  return { before, after, countA, countB, alignment, name: (place) => `channel ${place}`, movedBy: undefined };
}

/** The number of normalization schemes that all configurations agree on. */
function countChannels({ plans, configurations }: ChannelSide): number | undefined {
  const counts = configurations
    .map((found) => found.get('normalization_schemes'))
    .filter((schemes) => Array.isArray(schemes))
    .map((schemes) => schemes.length);
  const [first] = counts;
  if (first !== undefined) return counts.every((count) => count === first) ? first : undefined;
  const statistics = plans.intensityProperties;
  return statistics === undefined ? undefined : Object.keys(statistics).length;
}

/** Whether two lists have one entry for each channel of the images; others are compared from their start. */
export function namingFor(channels: Channels, before: number, after: number): ListNaming {
  if (before === channels.countA && after === channels.countB) return channels;
  return { alignment: alignFromStart(before, after), name: (place) => `channel ${place}` };
}

/** The statistics of one channel; `undefined` where there are none. */
export function statisticsOf(plans: Plans, channel: string | undefined): JsonValue | undefined {
  return channel === undefined ? undefined : member(plans.intensityProperties, channel);
}
