import {
  type Middle,
  middleOf,
  type NumberSeries,
  type Range,
  rangeIn,
  type Summary,
  selected,
  summarise,
} from './summary.js';

/** What was read of one preprocessed case, channel by channel. */
export interface CaseValues {
  readonly case: string;
  /** `whole`: every voxel; `spread`: some from everywhere in the image; `start`: the first ones. */
  readonly extent: 'whole' | 'spread' | 'start';
  /** Whether the image may have another shape than it had before resampling. */
  readonly isResampled: boolean;
  /** `undefined` where a channel was not reached, or holds what is no finite number. */
  readonly channels: readonly (ChannelValues | undefined)[];
  /** Values of the segmentation. */
  readonly labels: ReadonlySet<number>;
}

export interface ChannelValues {
  readonly all: Summary;
  /** Inside of the image's nonzero region, where the segmentation is not -1; `undefined` where that is not known. */
  readonly inside: Summary | undefined;
  readonly outside: Middle | undefined;
  /** Where the segmentation has a label above 0. */
  readonly foreground: Range | undefined;
}

export interface ReadCase {
  readonly identifier: string;
  readonly extent: CaseValues['extent'];
  readonly channels: readonly NumberSeries[];
  /** Labels of the same voxels in the same order, where the whole image was read; of some voxels else. */
  readonly labels: NumberSeries | undefined;
  /** voxels before and after resampling, axes in `transpose_forward` order */
  readonly shapeBefore: readonly number[] | undefined;
  readonly shape: readonly number[];
}

/** Outside of the nonzero region (preprocessing/cropping/cropping.py, crop_to_nonzero). */
const outside = -1;

export function caseValues({ identifier, extent, channels, labels, shapeBefore, shape }: ReadCase): CaseValues {
  const isResampled = shapeBefore?.length !== shape.length || shapeBefore.some((length, i) => length !== shape[i]);
  const found = new Set(labels ?? []);
  return {
    case: identifier,
    extent,
    isResampled,
    labels: found,
    channels: channels.map((values): ChannelValues | undefined => {
      const all = summarise(values);
      if (all === undefined) return undefined;
      const own = extent === 'whole' && labels?.length === values.length ? labels : undefined;
      const where = (isWanted: (label: number) => boolean) => selected(values, own ?? [], isWanted);
      const isCropped = own !== undefined && found.has(outside);
      return {
        all,
        inside: isCropped ? summarise(where((label) => label >= 0)) : own === undefined ? undefined : all,
        outside: isCropped ? middleOf(where((label) => label < 0)) : undefined,
        foreground: own === undefined ? undefined : rangeIn(where((label) => label > 0)),
      };
    }),
  };
}
