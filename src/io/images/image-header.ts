/** What the header of an image file says of its voxels. */
export interface ImageHeader {
  readonly format: 'nifti' | 'nifti2' | 'nrrd' | 'metaimage' | 'gipl' | 'png';
  /** Voxels per axis as the file counts them: the fastest axis (x) first. */
  readonly size: readonly number[];
  /** Distance of voxels per axis, in the same order; `undefined` where the format knows none, as in photographs. */
  readonly spacing: readonly number[] | undefined;
  /** Numbers to a voxel: 3 for RGB; `undefined` where that depends on more than the header. */
  readonly components: number | undefined;
  /** Unit of {@link spacing} in mm; 1 where none is named. */
  readonly unit: number;
}
