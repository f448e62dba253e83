import { modelName } from '../../../src/nnunet/plans/model-name.js';

test.each([
  ['nnUNetTrainer__nnUNetPlans__3d_fullres', ['nnUNetTrainer', 'nnUNetPlans', '3d_fullres']],
  [
    'PretrainedTrainer__ptPlans__MAE____Spacing__1.00_1.00_1.00___Norm__Z__3d_fullres',
    ['PretrainedTrainer', 'ptPlans__MAE____Spacing__1.00_1.00_1.00___Norm__Z', '3d_fullres'],
  ],
  [
    'DynamicPretrainedTrainer__ptPlans_dynamic__MAE__3d_fullres',
    ['DynamicPretrainedTrainer', 'ptPlans_dynamic__MAE', '3d_fullres'],
  ],
  ['nnUNetTrainer__my__plans__3d_fullres', undefined],
  ['ensembles', undefined],
  ['', undefined],
])('%s', (name, parts) => {
  const found = modelName(name);
  expect(found === undefined ? undefined : [found.trainer, found.plans, found.configuration]).toEqual(parts);
});
