import { defineRule } from '../../src/engine/rule.js';
import type { Action } from '../../src/nnunet/command-line/reads.js';
import { dimensionOutlier } from '../../src/nnunet/network/dimensions.js';
import { leftToTrainer, problemsAbout } from '../../src/nnunet/network/judge-network.js';
import { isRead } from '../../src/nnunet/plans/uses.js';
import { counted, plainNumber, quotedList, timesList } from '../../src/nnunet/words/wording.js';

interface Says {
  readonly problem: string;
  readonly says: string;
}

interface OutOfStep {
  readonly key: string;
  readonly dimensions: number;
  readonly others: readonly string[];
  readonly otherDimensions: number;
}

interface Spacing {
  readonly spacing: readonly number[];
  readonly patch: readonly number[];
}

/** Preprocessing reads the patch size too, but builds no network. */
const builders: readonly Action[] = ['train', 'validate', 'predict'];

export const dimensionConsistent = defineRule({
  id: 'plans/dimension-consistent',
  subject: 'configuration',
  severity: 'error',
  severities: { spacingTooLong: 'warning' },
  since: '0.1.0',
  summary:
    'Patch, spacing, convolutions, kernels, strides and normalization of a configuration all have two dimensions, or all three.',
  why: `\`conv_op\` decides whether a network is 2D or 3D; \`patch_size\`, \`kernel_sizes\`, \`strides\` and \`norm_op\` must say the same. nnU-Net does not compare them: the first batch stops in torch with a message
about tensors. nnU-Net accepts a spacing of two numbers in a 3D configuration: slices then keep the distance that they have in each image.`,
  remedy: 'Give all of them as many dimensions as conv_op.',
  sources: [
    'dynamic_network_architectures/building_blocks/simple_conv_blocks.py',
    'nnunetv2/preprocessing/preprocessors/default_preprocessor.py: run_case_npy',
  ],
  examples: [
    {
      title: 'The convolutions of a 2D network in a 3D configuration',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/architecture/arch_kwargs/conv_op',
          to: 'torch.nn.modules.conv.Conv2d',
        },
      ],
      reports: 'outOfStep',
    },
  ],
  messages: {
    outOfStep: ({ key, dimensions, others, otherDimensions }: OutOfStep) =>
      `"${key}" has ${counted(dimensions, 'dimension')}, but ${quotedList(others)} have ${plainNumber(otherDimensions)}. nnUNetv2_train stops at the first batch at the latest.`,
    disagrees: ({ says }: Says) => says,
    spacingTooShort: ({ spacing, patch }: Spacing) =>
      `The spacing ${timesList(spacing)} mm has two numbers, the patch ${timesList(patch)} three. nnU-Net resamples within slices only, and trains the 3D network on slices as far apart as they are in each image.`,
    spacingTooLong: ({ spacing, patch }: Spacing) =>
      `The spacing ${timesList(spacing)} mm has three numbers, the patch ${timesList(patch)} two. nnU-Net resamples the distance of slices too, before the 2D network sees them one by one.`,
  },
  *check(subject, { installation }) {
    const untold = leftToTrainer('dimensions', subject, installation);
    if (untold !== undefined) yield { notChecked: untold, leavesOpen: true };
    const { configuration, plansFile } = subject;
    // One wrong value contradicts all others; what nnU-Net stumbles over first stands for them.
    const [first] = problemsAbout('dimensions', subject, installation);
    const outlier = first === undefined ? undefined : dimensionOutlier(configuration);
    if (outlier !== undefined) {
      const { key, at, dimensions, others, otherDimensions } = outlier;
      yield { message: 'outOfStep', at, metBy: builders, data: { key, dimensions, others, otherDimensions } };
      return;
    }
    if (first !== undefined) {
      const data = { problem: first.code, says: first.message };
      yield { message: 'disagrees', at: first.pointer, metBy: builders, data };
      return;
    }
    const { spacing, patchSize: patch } = configuration;
    if (spacing === undefined || patch === undefined || !isRead(plansFile, ['predict'])) return;
    const finding = { at: configuration.at('spacing'), data: { spacing, patch } };
    if (spacing.length === 2 && patch.length === 3) yield { message: 'spacingTooShort', ...finding };
    if (spacing.length === 3 && patch.length === 2) yield { message: 'spacingTooLong', ...finding };
  },
});
