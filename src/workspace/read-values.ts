import { limits } from '../budget.js';
import type { VoxelLimits } from '../io/arrays/voxels.js';
import { type CaseValues, caseValues } from '../nnunet/dataset/values/case-values.js';
import { product } from '../nnunet/values/numbers.js';
import type { PreprocessedCase } from './case-subjects.js';
import type { FolderValues } from './subjects.js';

/** Of each case, at least so many numbers are left. */
const leastShare = limits.voxels.items / 8;

/** Reads voxels within the limits of one data folder: whole cases as far as they fit, parts of the others. */
export function readValues(cases: readonly PreprocessedCase[]): FolderValues {
  const bytes = Math.floor(limits.voxels.bytes / limits.voxels.cases / 2);
  const found: CaseValues[] = [];
  const unread: { path: string; message: string }[] = [];
  let left = limits.voxels.items;
  for (const [i, one] of cases.entries()) {
    const { data, segmentation } = one;
    const shape = data.value?.shape;
    // A stray copy of a segmentation is listed as a case, too.
    const isImage = one.endings.includes('.pkl') && /f[48]$/.test(data.value?.dtype ?? '');
    if (data.value === undefined || shape === undefined || !isImage) continue;
    const allowed = left - leastShare * (cases.length - 1 - i);
    const [channels = 1, ...axes] = shape;
    const wanted = product(axes) * (channels + 1);
    const items = wanted <= allowed ? wanted : Math.min(allowed, limits.voxels.items / limits.voxels.cases);
    left -= items;
    const ofLabels = Math.floor(items / (channels + 1));
    const voxels = data.value.voxels({ items: items - ofLabels, bytes });
    if (voxels.value === undefined) {
      unread.push(voxels);
      continue;
    }
    const labels = segmentation.value?.voxels({ items: ofLabels, bytes } satisfies VoxelLimits);
    if (labels !== undefined && labels.value === undefined) unread.push(labels);
    found.push(
      caseValues({
        identifier: one.identifier,
        extent: voxels.value.extent,
        channels: voxels.value.channels,
        labels: labels?.value?.channels[0],
        shapeBefore: one.properties.value?.shapeAfterCropping,
        shape: axes,
      }),
    );
  }
  return { cases: found, unread };
}
