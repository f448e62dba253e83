import { type JsonValue, member } from '../../../io/json/value.js';
import { fingerprintCases } from '../fingerprint.js';
import { type IntensitySpread, intensityRange, intensityStatistics } from '../intensities.js';
import type { CaseValues } from './case-values.js';

/** What is known of the images themselves, before any preprocessing. */
export interface RawChannel {
  /** Least, greatest and middle value of the foreground, by the dataset's own fingerprint. */
  readonly least: number;
  readonly most: number;
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** Number of its cases. */
  readonly cases: number;
}

/** Statistics that the data may have been made with instead. */
export interface OtherStatistics extends IntensitySpread {
  readonly name: string;
  /** Least and greatest value of the foreground that they describe. */
  readonly least: number;
  readonly most: number;
}

export interface Evidence {
  readonly cases: readonly CaseValues[];
  readonly raw: RawChannel | undefined;
  readonly others: readonly OtherStatistics[];
}

const perChannel = 'foreground_intensity_properties_per_channel';

/**
 * @param fingerprint of the dataset that the cases belong to
 * @param cases in its data folder: a fingerprint of others says nothing about these
 */
export function rawChannel(fingerprint: JsonValue | undefined, channel: number, cases: number): RawChannel | undefined {
  const properties = member(member(fingerprint, perChannel), String(channel));
  const range = intensityRange(fingerprint, channel);
  const statistics = intensityStatistics(properties);
  const median = member(properties, 'median');
  if (range === undefined || statistics === undefined || typeof median !== 'number') return undefined;
  if (fingerprintCases(fingerprint) !== cases) return undefined;
  return { ...range, median, low: statistics.low, high: statistics.high, cases };
}

/** @param document plans or a fingerprint, which name statistics alike */
export function otherStatistics(name: string, document: JsonValue | undefined, channel: number): OtherStatistics[] {
  const statistics = intensityStatistics(member(member(document, perChannel), String(channel)));
  const range = intensityRange(document, channel);
  return statistics === undefined || range === undefined ? [] : [{ name, ...statistics, ...range }];
}
