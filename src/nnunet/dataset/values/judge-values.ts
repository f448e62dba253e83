import type { IntensitySpread } from '../intensities.js';
import type { CaseValues } from './case-values.js';
import { type ClippedEnd, clippedBy, clippedElsewhere, ctBounds } from './ct-values.js';
import { type Evidence, holdWholeNumbers } from './evidence.js';
import type { Summary } from './summary.js';

/** What plans say of one channel, as far as it shows in the values that preprocessing leaves. */
export interface ChannelPlan {
  readonly channel: number;
  readonly scheme: string;
  readonly usesMask: boolean;
  /** For CTNormalization. */
  readonly statistics: IntensitySpread | undefined;
  /** Whether resampling leaves no value beyond those that were there before. */
  readonly keepsRange: boolean;
}

/** Why no reading of the plans explains the values of a channel. */
export type Contradiction =
  /** Values where the scheme leaves none, or none at the ends that it always reaches. */
  | {
      readonly kind: 'range';
      readonly least: number;
      readonly most: number;
      readonly low: number;
      readonly high: number;
    }
  | { readonly kind: 'clipped'; readonly ends: readonly ClippedEnd[]; readonly fits: string | undefined }
  /** Clipped by statistics, where the scheme uses none. */
  | { readonly kind: 'bounds'; readonly low: number; readonly high: number; readonly fits: string }
  | { readonly kind: 'moments'; readonly case: string; readonly mean: number; readonly deviation: number }
  | { readonly kind: 'mask'; readonly case: string; readonly value: number }
  /** Fractions where the images hold whole numbers. */
  | { readonly kind: 'fractions'; readonly case: string }
  | {
      readonly kind: 'foreground';
      readonly least: number;
      readonly most: number;
      readonly raw: readonly [number, number];
    };

/**
 * Holds the values of a channel against what its normalization scheme makes of any image, before resampling
 * (preprocessing/normalization/default_normalization_schemes.py; nnU-Net normalizes first).
 * @returns `undefined` where the plans may explain them, and where that cannot be told
 */
export function contradiction(plan: ChannelPlan, evidence: Evidence): Contradiction | undefined {
  if (!plan.keepsRange || evidence.cases.every((one) => one.channels[plan.channel] === undefined)) return undefined;
  switch (plan.scheme) {
    case 'CTNormalization':
      return ctContradiction(plan, evidence);
    case 'ZScoreNormalization':
      return zScoreContradiction(plan, evidence) ?? clippedAnyway(plan, evidence);
    case 'RescaleTo01Normalization':
      return outOfRange(plan, evidence, [0, 1]) ?? missedEnds(plan, evidence);
    case 'RGBTo01Normalization':
      return (
        outOfRange(plan, evidence, [0, 1]) ??
        unevenSteps(plan, evidence) ??
        foreignForeground(plan, evidence, (value) => value / 255)
      );
    case 'NoNormalization':
      return (
        changedNumbers(plan, evidence) ??
        clippedAnyway(plan, evidence) ??
        foreignForeground(plan, evidence, (value) => value)
      );
    default:
      return undefined;
  }
}

/** The scheme that leaves such values, where they bear its mark. */
export function likelyScheme(channel: number, cases: readonly CaseValues[]): string | undefined {
  const all = summaries(channel, cases);
  const isEvery = (test: (all: Summary) => boolean) => all.length > 0 && all.every(({ all: own }) => test(own));
  if (isEvery((own) => isFull(own))) return 'RescaleTo01Normalization';
  if (isEvery((own) => own.min >= 0 && own.max <= 1 && own.byteSteps === 1)) return 'RGBTo01Normalization';
  if (isEvery((own) => own.whole > 0.99 && own.max - own.min > 1)) return 'NoNormalization';
  const whole = all.filter(({ one }) => one.extent === 'whole');
  if (
    whole.length > 0 &&
    whole.every(({ all: own, inside }) => isStandard(own) || (inside !== undefined && isStandard(inside)))
  )
    return 'ZScoreNormalization';
  return undefined;
}

function summaries(channel: number, cases: readonly CaseValues[]) {
  return cases.flatMap((one) => {
    const own = one.channels[channel];
    return own === undefined ? [] : [{ one, ...own }];
  });
}

function exact(channel: number, cases: readonly CaseValues[]) {
  return summaries(channel, cases).filter(({ one }) => one.extent === 'whole' && !one.isResampled);
}

/** From exactly 0 to exactly 1. */
function isFull({ min, max }: Summary): boolean {
  return Math.abs(min) < 1e-6 && Math.abs(max - 1) < 1e-6;
}

function isStandard({ mean, deviation }: Summary): boolean {
  return Math.abs(mean) < 0.05 && Math.abs(deviation - 1) < 0.05;
}

/** Statistics that are extracted twice may differ in the third digit; rounding is far below that. In standard deviations of a normalized image. */
const slack = 0.02;

function outOfRange(
  { channel }: ChannelPlan,
  { cases }: Evidence,
  [low, high]: readonly [number, number],
  allowed = 1e-3,
): Contradiction | undefined {
  const all = summaries(channel, cases).map((one) => one.all);
  const least = Math.min(...all.map(({ min }) => min));
  const most = Math.max(...all.map(({ max }) => max));
  return least < low - allowed || most > high + allowed ? { kind: 'range', least, most, low, high } : undefined;
}

function ctContradiction(plan: ChannelPlan, evidence: Evidence): Contradiction | undefined {
  if (plan.statistics === undefined) return undefined;
  const bounds = ctBounds(plan.statistics);
  if (!(bounds.low < bounds.high)) return undefined;
  const range = outOfRange(plan, evidence, [bounds.low, bounds.high], slack);
  if (range !== undefined) return range;
  const { low, high } = bounds;
  const isUnit = Math.abs(low) < slack && Math.abs(high - 1) < slack;
  const all = summaries(plan.channel, evidence.cases).map((one) => one.all);
  // Of CT images, none begins at the mean of all and ends one standard deviation above it.
  const whole = exact(plan.channel, evidence.cases);
  if (!isUnit && whole.length > 0 && whole.every((one) => isFull(one.all)))
    return { kind: 'range', least: 0, most: 1, low, high };
  const clipped = clippedElsewhere(plan.statistics, all, evidence, slack);
  if (clipped !== undefined) return { kind: 'clipped', ...clipped };
  const foreign = foreignForeground(plan, evidence, normalizedBy(plan.statistics));
  if (foreign !== undefined) return foreign;
  const touches = all.some(({ min, max }) => min < low + slack || max > high - slack);
  const first = whole[0];
  // Each image centred by itself, where all of them together should be.
  return !touches && whole.length > 1 && first !== undefined && whole.every((one) => isCentred(one.all))
    ? {
        kind: 'range',
        least: Math.min(...all.map(({ min }) => min)),
        most: Math.max(...all.map(({ max }) => max)),
        low,
        high,
      }
    : undefined;
}

function normalizedBy({ low, high, mean, std }: IntensitySpread): (value: number) => number {
  return (value) => (Math.min(Math.max(value, low), high) - mean) / Math.max(std, 1e-8);
}

function clippedAnyway({ channel, statistics }: ChannelPlan, { cases, others }: Evidence): Contradiction | undefined {
  const all = summaries(channel, cases).map((one) => one.all);
  const own =
    statistics === undefined ? [] : [{ name: 'these plans', ...statistics, least: -Infinity, most: Infinity }];
  const fitting = clippedBy(all, [...own, ...others]);
  return fitting === undefined ? undefined : { kind: 'bounds', ...ctBounds(fitting), fits: fitting.name };
}

function isCentred({ mean, deviation }: Summary): boolean {
  return Math.abs(mean) < 1e-3 && Math.abs(deviation - 1) < 1e-3;
}

/**
 * Mean 0 and standard deviation 1 over the image or, with `use_mask_for_norm`, over its nonzero region; 0 outside of that. Resampling changes both a
 * little, of images of few bright spots more, and leaves no image without values below 0.
 */
function zScoreContradiction({ channel, usesMask }: ChannelPlan, { cases, raw }: Evidence): Contradiction | undefined {
  const judged = summaries(channel, cases).flatMap(({ one, all, inside, outside }) => {
    if (one.extent === 'start') return [];
    const own = usesMask ? inside : all;
    return own === undefined || own.count < leastCount ? [] : [{ one, own, outside }];
  });
  if (usesMask) {
    const odd = judged.find(({ one, outside }) => outside !== undefined && isOdd(outside, one.isResampled));
    if (odd?.outside !== undefined) return { kind: 'mask', case: odd.one.case, value: odd.outside.median };
  } else if (holdWholeNumbers(raw)) {
    // What is 0 in an image of whole numbers is its mean only by chance.
    const known = judged.filter(({ outside }) => outside !== undefined && outside.count >= leastCount);
    const [first] = known;
    if (first !== undefined && known.every(({ outside }) => outside !== undefined && Math.abs(outside.median) < 1e-6))
      return { kind: 'mask', case: first.one.case, value: 0 };
  }
  const off = judged.filter(({ one, own }) =>
    one.isResampled || one.extent !== 'whole' ? isFarFromStandard(own) : !isStandard(own) && !isConstant(own),
  );
  const isAnyExact = off.some(({ one }) => !one.isResampled && one.extent === 'whole');
  const first = off[0];
  if (first === undefined || (!isAnyExact && off.length < judged.length)) return undefined;
  return { kind: 'moments', case: first.one.case, mean: first.own.mean, deviation: first.own.deviation };
}

/** Of fewer voxels a mean says little. */
const leastCount = 200;

/** An image of one value becomes 0 everywhere. */
function isConstant({ min, max }: Summary): boolean {
  return Math.abs(min) < 1e-3 && Math.abs(max) < 1e-3;
}

function isFarFromStandard({ mean, deviation, min }: Summary): boolean {
  return Math.abs(mean) > 0.75 || deviation > 4 || (min > -1e-4 && deviation > 0.01);
}

/** Whether something else than 0 stands outside of the nonzero region, where at its edge resampling mixes both. */
function isOdd({ count, median, atMedian }: Summary, isResampled: boolean): boolean {
  return count >= leastCount && Math.abs(median) > 0.05 && (!isResampled || atMedian > 0.3);
}

/** Every image reaches 0 and 1. */
function missedEnds({ channel }: ChannelPlan, { cases }: Evidence): Contradiction | undefined {
  const off = exact(channel, cases).filter(({ all }) => !isFull(all) && !(all.min === 0 && all.max === 0));
  const [first] = off;
  return first === undefined
    ? undefined
    : { kind: 'range', least: first.all.min, most: first.all.max, low: 0, high: 1 };
}

function unevenSteps({ channel }: ChannelPlan, { cases, raw }: Evidence): Contradiction | undefined {
  if (!holdWholeNumbers(raw)) return undefined;
  const off = exact(channel, cases).find(({ all }) => all.byteSteps < 0.99);
  return off === undefined ? undefined : { kind: 'fractions', case: off.one.case };
}

function changedNumbers({ channel }: ChannelPlan, { cases, raw }: Evidence): Contradiction | undefined {
  if (!holdWholeNumbers(raw)) return undefined;
  const off = exact(channel, cases).find(({ all }) => all.whole < 0.99);
  return off === undefined ? undefined : { kind: 'fractions', case: off.one.case };
}

/**
 * 99 of 100 foreground voxels of all cases lie between the percentiles of the fingerprint. Where those of no case that was read do, they are not
 * from those images, unless all of them are odd ones among very many.
 * @param normalized what the scheme makes of an intensity
 */
function foreignForeground(
  { channel }: ChannelPlan,
  { cases, raw }: Evidence,
  normalized: (value: number) => number,
): Contradiction | undefined {
  if (raw === undefined) return undefined;
  const [low, median, high] = [raw.low, raw.median, raw.high].map(normalized) as [number, number, number];
  const own = summaries(channel, cases).flatMap(({ foreground }) =>
    foreground === undefined || foreground.count < 10 ? [] : [foreground],
  );
  const isForeign = ({ min, max }: Summary) => max < low + 0.02 * (median - low) || min > high - 0.02 * (high - median);
  if (!(low < high) || own.length === 0 || !own.every(isForeign) || (own.length === 1 && raw.cases > 50))
    return undefined;
  const [least, most] = [Math.min(...own.map(({ min }) => min)), Math.max(...own.map(({ max }) => max))];
  return { kind: 'foreground', least, most, low, high };
}
