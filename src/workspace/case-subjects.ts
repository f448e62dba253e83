import type { ChunkIndex } from '../io/arrays/chunk-index.js';
import type { VoxelLimits, Voxels } from '../io/arrays/voxels.js';
import type { CaseProperties } from '../io/case-properties.js';
import type { ImageHeader } from '../io/images/image-header.js';
import type { PickleTrace } from '../io/pickle/trace.js';
import type { DataFolder, Dataset, PlansConfiguration } from './subjects.js';

/** One preprocessed case of one data folder. Headers are read when first asked for, the voxels of a few cases only. */
export interface PreprocessedCase {
  readonly kind: 'case';
  /** `Dataset121_AbdomenCT/nnUNetPlans_3d_fullres/abd_003` */
  readonly label: string;
  readonly identifier: string;
  readonly dataset: Dataset;
  readonly folder: DataFolder;
  /** Configurations that read this folder. */
  readonly configurations: readonly PlansConfiguration[];
  /** How nnU-Net would read it: `.b2nd` (2.6 on) or `.npz` with its unpacked `.npy` (before); `undefined` when neither is there. */
  readonly storage: 'blosc2' | 'numpy' | undefined;
  readonly endings: readonly string[];
  /** Path of the file with that ending. */
  path(ending: string): string;
  /** When its `.pkl`, the last of its files, was written; milliseconds since 1970. */
  readonly modified: number | undefined;
  readonly properties: ReadResult<CaseProperties>;
  /** What opening its `.pkl` would do, as far as that could be read; `undefined` without such a file. */
  readonly propertiesTrace: PickleTrace | undefined;
  /** Image data: channels first, then axes in `transpose_forward` order. */
  readonly data: ReadResult<StoredArray>;
  /** Segmentation, with one channel. */
  readonly segmentation: ReadResult<StoredArray>;
  /** Its file in `gt_segmentations`, which the final validation compares with. */
  readonly groundTruth: ReadResult<ImageHeader>;
}

/** One training case of a raw folder. Headers are read when first asked for. */
export interface UnprocessedCase {
  readonly kind: 'raw-case';
  /** `nnUNet_raw/Dataset121_AbdomenCT/abd_003` */
  readonly label: string;
  readonly identifier: string;
  readonly dataset: Dataset;
  /** One file for each channel, or one for several. */
  readonly images: readonly ImageFile[];
  readonly segmentation: ImageFile | undefined;
}

export interface ImageFile {
  readonly fileName: string;
  readonly path: string;
  readonly header: ReadResult<ImageHeader>;
}

/** What a file says, or why nothing could be read from it; a file that is not there is `missing`. */
export type ReadResult<T> =
  | { readonly value: T; readonly fault?: undefined }
  | {
      readonly value?: undefined;
      readonly fault: 'missing' | 'damaged';
      readonly message: string;
      readonly path: string;
    };

/** Header of a stored array. */
export interface StoredArray {
  readonly path: string;
  readonly shape: readonly number[];
  /** As numpy writes it: `<f4`, `<i2`. */
  readonly dtype: string | undefined;
  /** What would make reading it fail or give something else than was written. */
  readonly problems: readonly { readonly kind: string; readonly fatal: boolean; readonly message: string }[];
  /** Which chunks were written, for `.b2nd`; read when first asked for. */
  readonly chunks: ChunkIndex | undefined;
  /** The numbers themselves, read each time that they are asked for. */
  voxels(limits: VoxelLimits): ReadResult<Voxels>;
}
