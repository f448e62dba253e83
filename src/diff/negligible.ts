import { isObject, type JsonValue, member } from '../io/json/value.js';
import type { DiffOptions } from './change.js';
import type { FieldChange } from './field-change.js';

/** Values that the planner computes from the images. */
const statistics: ReadonlySet<string> = new Set([
  'foreground_intensity_properties_per_channel',
  'original_median_spacing_after_transp',
  'original_median_shape_after_transp',
  'median_image_size_in_voxels',
]);

/** Whether a change is what planning the same data twice gives, and so no edit; why, as a sentence. */
export function negligibleBecause(change: FieldChange, options: DiffOptions): string | undefined {
  const { field, before, after } = change;
  if (before === undefined || after === undefined) return undefined;
  if (field === 'batch_size') {
    const isNear = areNear(before, after, options.batchSizeRtol, 0);
    return isNear ? 'The planner estimates it from memory, and never twice quite alike.' : undefined;
  }
  if (!statistics.has(field) || change.parts.length === 0) return undefined;
  const spread = Math.max(standardDeviation(before), standardDeviation(after));
  const isNoise = change.parts.every((part) => areNear(part.before, part.after, options.statisticsRtol, spread));
  return isNoise ? 'Statistics of the same images differ like this from one planning to the next.' : undefined;
}

/** @param spread what small numbers are measured by: a mean near 0 is near another when both are within the noise of the data */
function areNear(a: JsonValue | undefined, b: JsonValue | undefined, rtol: number, spread: number): boolean {
  if (typeof a !== 'number' || typeof b !== 'number') return false;
  return Math.abs(a - b) <= rtol * Math.max(Math.abs(a), Math.abs(b), spread);
}

function standardDeviation(value: JsonValue): number {
  const written = isObject(value) ? member(value, 'std') : undefined;
  return typeof written === 'number' && Number.isFinite(written) ? Math.abs(written) : 0;
}
