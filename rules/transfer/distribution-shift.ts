import { defineRule } from '../../src/engine/rule.js';
import { geometryShift, type IntensityShift, intensityShifts } from '../../src/nnunet/dataset/distribution-shift.js';
import { axisName } from '../../src/nnunet/plans/axes.js';
import { plainNumber, timesList, wordList } from '../../src/nnunet/words/wording.js';

interface Spacing {
  /** Medians of these images and of those that the plans were made for, and what both are resampled to, mm. */
  readonly own: readonly number[];
  readonly origin: readonly number[];
  readonly target: readonly number[];
  readonly axes: readonly string[];
}

interface Patch {
  /** voxels */
  readonly patch: readonly number[];
  readonly shape: readonly number[];
  readonly axes: readonly string[];
}

interface Intensities {
  readonly channel: number;
  readonly own: readonly number[];
  readonly clip: readonly number[];
  /** percent */
  readonly clipped: number;
  readonly offset: number;
}

/** Transferred plans were made for other images; what that does to these can be told from their fingerprint. */
export const distributionShift = defineRule({
  id: 'transfer/distribution-shift',
  subject: 'transfer-configuration',
  severity: 'warning',
  severities: { spacingDiffers: 'info', intensitiesDiffer: 'info' },
  since: '0.1.0',
  summary: 'The images of the finetuning dataset are similar to those that the plans were made for.',
  topic: 'other images',
  why: `With moved plans nnU-Net resamples every image to the spacing of the pretraining dataset, cuts patches of its size and scales intensities with its statistics. This is right as long as the images are alike.
Images that are three times finer lose most of their detail. Images smaller than half a patch are mostly padding. Intensities outside of the clip range become one value, whatever they showed.`,
  remedy:
    'Look at a preprocessed case before training. If too little of the image is left, pretrain on images like these.',
  sources: [
    'nnunetv2/preprocessing/preprocessors/default_preprocessor.py',
    'nnunetv2/preprocessing/normalization/default_normalization_schemes.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/1659',
  ],
  options: {
    ratio: {
      type: 'number',
      default: 3,
      description: 'ratio of the median spacings of the two datasets at which nnplans warns',
    },
    noticeableRatio: { type: 'number', default: 1.5, description: 'the same ratio at which nnplans informs' },
    clipped: {
      type: 'number',
      default: 0.5,
      description: 'share of the intensity range that is clipped at which nnplans warns',
    },
    offset: {
      type: 'number',
      default: 2,
      description: 'distance of the mean intensities, in standard deviations, at which nnplans warns',
    },
  },
  examples: [
    {
      title: 'Contrast agent: everything of interest is brighter than what the plans clip to',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset_fingerprint.json',
          set: '/foreground_intensity_properties_per_channel/0',
          to: { max: 900, mean: 300, median: 280, min: 50, percentile_00_5: 60, percentile_99_5: 800, std: 150 },
        },
      ],
      reports: 'intensities',
    },
  ],
  messages: {
    spacing: (data: Spacing) =>
      `${spacingText(data)} The network sees images much blurrier or sharper than those it learned from.`,
    spacingDiffers: (data: Spacing) =>
      `${spacingText(data)} Moved plans are made for this, as long as the images look right.`,
    patch: ({ patch, shape, axes }: Patch) =>
      `Patches are ${timesList(patch)} voxels; the median image has ${timesList(shape)} after resampling. Along ${wordList(axes)} most of every patch is padding.`,
    intensities: (data: Intensities) =>
      `${intensityText(data)} CTNormalization turns all that it clips into one value.`,
    intensitiesDiffer: (data: Intensities) =>
      `${intensityText(data)} The network sees other values than it learned from.`,
  },
  *check({ transfer, finetuning }, { options }) {
    const { configuration, plansFile } = finetuning;
    const { dataset, plans } = plansFile;
    if (dataset === undefined || transfer.origins.finetuning.datasets.includes(dataset.name)) return;
    const fingerprint = dataset.fingerprint.value;
    if (fingerprint === undefined) {
      yield { notChecked: `${dataset.name} has no fingerprint to compare the plans with` };
      return;
    }
    const shift = geometryShift(plans, configuration, fingerprint);
    if (shift !== undefined) {
      const { own, origin, target, shape } = shift;
      const factors = shift.ratios.map((ratio) => Math.max(ratio, 1 / ratio));
      const beyond = (limit: number) =>
        factors.flatMap((factor, axis) => (factor >= limit ? [axisName(axis, own.length)] : []));
      const axes = beyond(options.noticeableRatio);
      const message = beyond(options.ratio).length > 0 ? 'spacing' : 'spacingDiffers';
      if (axes.length > 0) yield { message, at: configuration.at('spacing'), data: { own, origin, target, axes } };
      const patch = configuration.patchSize;
      if (patch !== undefined && shape !== undefined && patch.length === shape.length) {
        const padded = patch.flatMap((voxels, axis) =>
          voxels > 2 * (shape[axis] ?? Number.NaN) ? [axisName(axis, patch.length)] : [],
        );
        if (padded.length > 0)
          yield { message: 'patch', at: configuration.at('patch_size'), data: { patch, shape, axes: padded } };
      }
    }
    for (const found of intensityShifts(plans, configuration, fingerprint)) {
      const message = messageFor(found, options);
      if (message === undefined) continue;
      const { channel, own, clip } = found;
      const data = {
        channel,
        own,
        clip,
        clipped: Math.round(found.clipped * 100),
        offset: Number(found.offset.toFixed(1)),
      };
      yield { message, at: `/${plans.intensityPropertiesKey}/${channel}`, data };
    }
  },
});

function messageFor({ clipped, offset }: IntensityShift, limits: { clipped: number; offset: number }) {
  const distance = Math.abs(offset);
  if (clipped >= limits.clipped || distance >= limits.offset) return 'intensities' as const;
  return clipped >= limits.clipped / 2 || distance >= limits.offset / 2 ? ('intensitiesDiffer' as const) : undefined;
}

function spacingText({ own, origin, target, axes }: Spacing): string {
  return `The median spacing of the images is ${timesList(own)} mm; the plans were made for ${timesList(origin)} mm${axes.length === own.length ? '' : ` (${wordList(axes)})`}. All are resampled to ${timesList(target)} mm.`;
}

function intensityText({ channel, own, clip, clipped, offset }: Intensities): string {
  const range = (values: readonly number[]) => values.map(plainNumber).join(' and ');
  return `Foreground intensities of channel ${channel} lie between ${range(own)}. The plans clip at ${range(clip)}, so ${clipped} % of the range is lost. The means are ${plainNumber(Math.abs(offset))} standard deviations apart.`;
}
