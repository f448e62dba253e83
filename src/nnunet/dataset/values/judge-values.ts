import type { CaseValues } from './case-values.js';
import {
  type ChannelPlan,
  type Contradiction,
  foreignForeground,
  holdWholeNumbers,
  isFull,
  isStandard,
  outOfRange,
  rangeOf,
  summaries,
} from './contradiction.js';
import { clippedBy, ctBounds, ctContradiction } from './ct-values.js';
import type { Evidence } from './evidence.js';
import type { Summary } from './summary.js';
import { zScoreContradiction } from './z-score.js';

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
        otherNumbers(plan, evidence, ({ byteSteps }) => byteSteps) ??
        foreignForeground(plan, evidence, inBytes) ??
        refused(plan, evidence)
      );
    case 'NoNormalization':
      return (
        otherNumbers(plan, evidence, ({ whole }) => whole) ??
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
  if (isEvery(isFull)) return 'RescaleTo01Normalization';
  if (isEvery(({ min, max, byteSteps }) => min >= 0 && max <= 1 && min < max && byteSteps === 1))
    return 'RGBTo01Normalization';
  if (isEvery(({ min, max, whole }) => whole > 0.99 && max - min > 1)) return 'NoNormalization';
  const isCentred = all.every(({ all: own, inside = own }) => isStandard(own) || isStandard(inside));
  return isCentred && all.every(({ one }) => one.extent === 'whole') ? 'ZScoreNormalization' : undefined;
}

/** Statistics that clip the images, where the scheme uses none. */
function clippedAnyway({ channel, statistics }: ChannelPlan, { cases, others }: Evidence): Contradiction | undefined {
  const own =
    statistics === undefined ? [] : [{ name: 'these plans', ...statistics, least: -Infinity, most: Infinity }];
  const fitting = clippedBy(
    summaries(channel, cases).map((one) => one.all),
    [...own, ...others],
  );
  return fitting === undefined ? undefined : { kind: 'bounds', ...ctBounds(fitting), fits: fitting.name };
}

/** Every image reaches 0 and 1, before resampling, which may miss the one voxel that does. */
function missedEnds({ channel }: ChannelPlan, { cases }: Evidence): Contradiction | undefined {
  const found = summaries(channel, cases).find(
    ({ all, isExact }) => isExact && !isFull(all) && !(all.min === 0 && all.max === 0),
  );
  return found === undefined ? undefined : { kind: 'range', ...rangeOf([found.all]), low: 0, high: 1 };
}

function inBytes(value: number): number {
  return value / 255;
}

/** RGBTo01Normalization stops at an image beyond 0 to 255: it has made none of these data. */
function refused({ channel }: ChannelPlan, { cases, raw }: Evidence): Contradiction | undefined {
  if (raw === undefined || (raw.least >= 0 && raw.most <= 255)) return undefined;
  const range = rangeOf(summaries(channel, cases).map((one) => one.all));
  return { kind: 'foreground', ...range, low: inBytes(raw.least), high: inBytes(raw.most) };
}

/** @param share of the voxels that the scheme makes of whole numbers */
function otherNumbers(
  { channel }: ChannelPlan,
  { cases, raw }: Evidence,
  share: (all: Summary) => number,
): Contradiction | undefined {
  if (!holdWholeNumbers(raw)) return undefined;
  const off = summaries(channel, cases).find(({ all, isExact }) => isExact && share(all) < 0.99);
  return off === undefined ? undefined : { kind: 'fractions', case: off.one.case };
}
