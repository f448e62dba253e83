import { values } from '../../../rules/dataset/values.js';
import { ruleTester } from '../../support/rule-tester.js';

const plans = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const scheme = '/configurations/3d_fullres/normalization_schemes';
const statistics = '/foreground_intensity_properties_per_channel/0';
const folder = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom_3d_fullres';

ruleTester(values, {
  valid: [
    { name: 'as nnU-Net 2.8.1 wrote them (real run)' },
    { name: 'as nnU-Net 2.5.1 wrote them (real run)', project: 'legacy-storage/npz' },
    { name: 'unpacked to npy by a training (real run)', project: 'legacy-storage/npz-unpacked' },
    { name: 'two MR channels, normalized by their nonzero region (real run)', project: 'mr-two-channels/regions' },
    { name: 'photographs (real run)', project: 'png-2d' },
    { name: 'a cascade (real run)', project: 'cascade' },
    {
      name: 'a mean that was extracted again and differs in the third digit',
      changes: [{ file: plans, set: `${statistics}/mean`, to: 70.3 }],
    },
    {
      name: 'a class of a fork',
      changes: [{ file: plans, set: scheme, to: ['MyNormalization'] }],
    },
    {
      name: 'a preprocessor of a fork, which may normalize in its own way',
      changes: [
        { file: plans, set: scheme, to: ['ZScoreNormalization'] },
        { file: plans, set: '/configurations/3d_fullres/preprocessor_name', to: 'MyPreprocessor' },
      ],
    },
    {
      name: 'a resampling that may leave values beyond those that were there',
      changes: [
        { file: plans, set: `${statistics}/std`, to: 90 },
        { file: plans, set: '/configurations/3d_fullres/resampling_fn_data_kwargs/order_z', to: 3 },
      ],
    },
    {
      name: 'files that cannot be read are the business of dataset/case-corrupt',
      changes: [{ file: `${folder}/pan_000.b2nd`, write: 'not an array' }],
    },
  ],
  invalid: [
    {
      name: 'the scheme was edited after preprocessing (real run)',
      project: 'preprocessed-before-edit/normalization',
      findings: [],
    },
    {
      name: 'a greater standard deviation',
      changes: [{ file: plans, set: `${statistics}/std`, to: 90 }],
      findings: [],
    },
    {
      name: 'a lower standard deviation, in plans that were written after the data',
      changes: [{ file: plans, set: `${statistics}/std`, to: 50 }],
      modified: { [plans]: 1_700_000_000_000, [`${folder}/pan_000.pkl`]: 1_600_000_000_000 },
      findings: [],
    },
    {
      name: 'a lower standard deviation than that of other plans of the dataset',
      project: 'default-identifier/no-tp',
      findings: [],
    },
    {
      name: 'a scheme that leaves the images as they are',
      changes: [{ file: plans, set: scheme, to: ['NoNormalization'] }],
      findings: [],
    },
    {
      name: 'a scheme that rescales',
      changes: [{ file: plans, set: scheme, to: ['RescaleTo01Normalization'] }],
      findings: [],
    },
    {
      name: 'photographs that are to be left as they are',
      project: 'png-2d',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset125_CellsRGB/TinyPlans.json',
          set: '/configurations/2d/normalization_schemes/1',
          to: 'NoNormalization',
        },
      ],
      findings: [],
    },
    {
      name: 'the nonzero region is not asked for any more',
      project: 'mr-two-channels/regions',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset124_GliomaMR/TinyPlans.json',
          set: '/configurations/3d_fullres/use_mask_for_norm',
          to: [false, false],
        },
      ],
      findings: [],
    },
    {
      name: 'a label of the segmentation that dataset.json does not name',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json',
          set: '/labels',
          to: { background: 0, pancreas: 1 },
        },
      ],
      findings: [],
    },
  ],
});
