import { defineRule } from '../../src/engine/rule.js';
import { isRead } from '../../src/nnunet/plans/uses.js';

export const nullSpacing = defineRule({
  id: 'plans/null-spacing',
  subject: 'configuration',
  severity: 'error',
  since: '0.1.0',
  summary: 'Configurations have a spacing, even if they do not resample.',
  why: `For \`-am no_resample\` nnssl writes a spacing of nulls: images keep their own. nnU-Net's preprocessor divides by the spacing before it calls the resampling function, and stops.`,
  remedy:
    'Write the spacing of the images. With resampling_fn_data "no_resampling_hack" nnU-Net uses it for nothing else.',
  sources: ['nnunetv2/preprocessing/resampling/default_resampling.py: compute_new_shape', 'nnssl: like_nnssl.py'],
  examples: [
    {
      title: 'Plans of nnssl that are not to resample',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/spacing',
          to: [null, null, null],
        },
      ],
      reports: 'nulls',
    },
  ],
  messages: {
    nulls: () =>
      'The spacing is null on every axis: nnssl writes this for images that keep their own. nnUNetv2_preprocess and nnUNetv2_predict still calculate with it, and stop at the first image.',
  },
  *check({ configuration, plansFile }) {
    const spacing = configuration.get('spacing');
    if (!Array.isArray(spacing) || spacing.length === 0 || !isRead(plansFile, ['predict'])) return;
    if (spacing.every((length) => length === null)) yield { message: 'nulls', at: configuration.at('spacing') };
  },
});
