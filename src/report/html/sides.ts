import type { Measures } from '../../engine/report.js';

/** What is drawn beside something else: one side of a transfer, or a dataset on its own. */
export interface Side {
  readonly name: string;
  /** Class of its colour in the style. */
  readonly tone: 'before' | 'after';
  readonly measures: Measures;
}

/** Lengths of one side, mm per axis; `undefined` where the report does not tell. */
export interface Extents {
  readonly voxel: readonly number[];
  readonly patch: readonly number[] | undefined;
  readonly image: readonly number[] | undefined;
  readonly receptiveField: readonly number[] | undefined;
}

/** Lengths beyond these, in mm, belong to no image: a drawing of them would show nothing. */
const least = 1e-6;
const most = 1e7;

/** @returns `undefined` without a spacing: nothing can be drawn to scale */
export function extentsOf({ spacing, patchSize, medianShape, receptiveField }: Measures): Extents | undefined {
  if (spacing === undefined || !spacing.every(isLength)) return undefined;
  const inMillimetres = (voxels: readonly number[] | undefined) => {
    const lengths = voxels?.map((count, axis) => count * (spacing[axis] ?? Number.NaN));
    return lengths?.length === spacing.length && lengths.every(isLength) ? lengths : undefined;
  };
  return {
    voxel: spacing,
    patch: inMillimetres(patchSize),
    image: inMillimetres(medianShape?.voxels),
    receptiveField: inMillimetres(receptiveField),
  };
}

function isLength(millimetres: number): boolean {
  return millimetres >= least && millimetres <= most;
}
