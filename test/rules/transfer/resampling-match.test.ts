import { resamplingMatch } from '../../../rules/transfer/resampling-match.js';
import { ruleTester } from '../../support/rule-tester.js';

const finetuning = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const at = (key: string) => `/configurations/3d_fullres/${key}`;

ruleTester(resamplingMatch, {
  valid: [
    { name: 'plans as the move tool wrote them (real run)' },
    {
      name: 'probabilities are resampled after the network',
      changes: [{ file: finetuning, set: at('resampling_fn_probabilities_kwargs/order'), to: 3 }],
    },
    { name: 'without a function nnU-Net stops', changes: [{ file: finetuning, remove: at('resampling_fn_data') }] },
  ],
  invalid: [
    {
      name: 'another order, and an argument left out',
      changes: [
        { file: finetuning, set: at('resampling_fn_seg_kwargs/order'), to: 0 },
        { file: finetuning, remove: at('resampling_fn_data_kwargs/force_separate_z') },
      ],
      findings: [
        {
          message: 'differs',
          at: at('resampling_fn_data_kwargs'),
          data: {
            fields: ['resampling_fn_data_kwargs.force_separate_z', 'resampling_fn_seg_kwargs.order'],
            pretraining: ['null', '1'],
            finetuning: ['false', '0'],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
              at: '/configurations/3d_fullres/resampling_fn_seg_kwargs/order',
              message: 'resampling_fn_seg_kwargs.order differs as well',
            },
          ],
          text: 'resampling_fn_data_kwargs.force_separate_z is false instead of null and resampling_fn_seg_kwargs.order is 0 instead of 1.',
        },
      ],
    },
    {
      name: 'another preprocessor',
      changes: [{ file: finetuning, set: at('preprocessor_name'), to: 'MyPreprocessor' }],
      findings: [
        {
          message: 'differs',
          at: at('preprocessor_name'),
          data: {
            fields: ['preprocessor_name'],
            pretraining: ['"DefaultPreprocessor"'],
            finetuning: ['"MyPreprocessor"'],
          },
        },
      ],
    },
  ],
});
