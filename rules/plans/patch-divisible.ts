import { defineRule } from '../../src/engine/rule.js';
import { leftToTrainer, problemsAbout } from '../../src/nnunet/network/judge-network.js';

interface Says {
  readonly problem: string;
  readonly says: string;
}

interface NotDivisible {
  readonly axis: number;
  readonly size: number;
  readonly divisor: number;
}

export const patchDivisible = defineRule({
  id: 'plans/patch-divisible',
  subject: 'configuration',
  severity: 'error',
  since: '0.1.0',
  summary: 'The patch size fits the strides and kernels of the network.',
  topic: 'patch size',
  yieldsTo: [{ to: 'transfer/patch-size-match', same: 'place' }],
  why: `Each stride divides the patch, and the decoder multiplies it again. If an axis of the patch is not a multiple of the product of its strides, the result is smaller or larger than the input. The first
batch stops with "Sizes of tensors must match except in dimension 1". Kernels of even size do the same. A patch that shrinks to a single voxel cannot be normalized.`,
  remedy: 'Choose a multiple of the product of the strides for each axis, and odd kernels.',
  sources: [
    'dynamic_network_architectures/building_blocks/unet_decoder.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2878',
  ],
  examples: [
    {
      title: 'The patch was enlarged a little',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/patch_size/1',
          to: 33,
        },
      ],
      reports: 'notDivisible',
    },
  ],
  messages: {
    notDivisible: ({ axis, size, divisor }: NotDivisible) =>
      `The patch is ${size} voxels long on axis ${axis}, but the strides of that axis multiply to ${divisor}. Encoder and decoder do not fit together: the first batch stops.`,
    doesNotPass: ({ says }: Says) => says,
  },
  *check(subject, { installation }) {
    const untold = leftToTrainer('patch', subject, installation);
    if (untold !== undefined) yield { notChecked: untold, leavesOpen: true };
    let isTold = false;
    for (const { code, data, pointer: at, message: says } of problemsAbout('patch', subject, installation)) {
      if (code === 'patch-not-divisible') {
        const [axis, size, divisor, lower, upper] = ['axis', 'size', 'divisor', 'lower', 'upper'].map((key) =>
          Number(data[key]),
        );
        const remedy = (lower ?? 0) > 0 ? `Use ${lower} or ${upper}.` : `Use ${upper}.`;
        yield {
          message: 'notDivisible',
          at,
          data: { axis: axis ?? 0, size: size ?? 0, divisor: divisor ?? 1 },
          remedy,
        };
        continue;
      }
      // What goes wrong at one stage goes wrong at others too.
      if (isTold) continue;
      isTold = true;
      yield { message: 'doesNotPass', at, data: { problem: code, says } };
    }
  },
});
