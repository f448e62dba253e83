import { type ChannelPlan, type Contradiction, holdWholeNumbers, isStandard, summaries } from './contradiction.js';
import type { Evidence } from './evidence.js';
import type { Middle, Summary } from './summary.js';

/** Of fewer voxels a mean says little. */
const leastCount = 200;

/**
 * ZScoreNormalization gives mean 0 and standard deviation 1 over the image or, with `use_mask_for_norm`, over its nonzero region, and 0 outside of that.
 * Resampling changes both a little, of images of few bright spots more, and leaves no image without values below 0.
 */
export function zScoreContradiction(plan: ChannelPlan, evidence: Evidence): Contradiction | undefined {
  const judged = summaries(plan.channel, evidence.cases).flatMap(({ one, all, inside, outside, isExact }) => {
    const own = plan.usesMask ? inside : all;
    if (own === undefined || own.count < leastCount || one.extent === 'start') return [];
    return [{ case: one.case, own, outside: (outside?.count ?? 0) < leastCount ? undefined : outside, isExact }];
  });
  if (plan.usesMask) {
    const odd = judged.find(({ outside, isExact }) => outside !== undefined && isShifted(outside, isExact));
    if (odd?.outside !== undefined) return { kind: 'mask', case: odd.case, value: odd.outside.median };
  } else if (holdWholeNumbers(evidence.raw)) {
    // What is 0 in an image of whole numbers is its mean only by chance.
    const known = judged.filter(({ outside }) => outside !== undefined);
    const [first] = known;
    if (first !== undefined && known.every(({ outside }) => Math.abs(outside?.median ?? 1) < 1e-6))
      return { kind: 'mask', case: first.case, value: 0 };
  }
  const off = judged.filter(({ own, isExact }) =>
    isExact ? !isStandard(own) && !isConstant(own) : isFarFromStandard(own),
  );
  const first = off.find(({ isExact }) => isExact) ?? (off.length === judged.length ? off[0] : undefined);
  if (first === undefined) return undefined;
  return { kind: 'moments', case: first.case, mean: first.own.mean, deviation: first.own.deviation };
}

/** An image of one value becomes 0 everywhere. */
function isConstant({ min, max }: Summary): boolean {
  return Math.abs(min) < 1e-3 && Math.abs(max) < 1e-3;
}

function isFarFromStandard({ mean, deviation, min }: Summary): boolean {
  return Math.abs(mean) > 0.75 || deviation > 4 || (min > -1e-3 * deviation && deviation > 1e-5);
}

/** Whether something else than 0 stands outside of the nonzero region, where at its edge resampling mixes both. */
function isShifted({ median, atMedian }: Middle, isExact: boolean): boolean {
  return Math.abs(median) > 0.05 && (isExact || atMedian > 0.5);
}
