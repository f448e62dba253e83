import { results } from '../../../rules/workflow/results.js';
import { ruleTester } from '../../support/rule-tester.js';

const model = 'nnUNet_results/Dataset122_PancreasCT/nnUNetTrainer__PretrainedPlansCustom__3d_fullres';
const second = 'nnUNet_results/Dataset122_PancreasCT/nnUNetTrainer__PretrainedPlansCustom__2d';
const ours = '-p PretrainedPlansCustom -f 0';
const find = 'nnUNetv2_find_best_configuration 122';
const written = (file: string) => ({ file, write: '{}' });
const validated = written(`${model}/fold_0/validation/summary.json`);
const secondModel = ['dataset.json', 'plans.json', 'fold_0/validation/summary.json'].map((file) =>
  written(`${second}/${file}`),
);

ruleTester(results, {
  valid: [
    { name: 'training needs no results', command: 'nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom' },
    { name: 'only its help', command: `${find} -h` },
    { name: 'in a container', command: `docker run image ${find}` },
    { name: 'results that are elsewhere', withoutRoots: true, command: find },
    { name: 'a validated model', command: `${find} ${ours} -c 3d_fullres`, changes: [validated] },
    {
      name: 'configurations that the plans do not have are left out',
      command: `${find} ${ours} -c 3d_fullres 3d_lowres 3d_cascade_fullres`,
      changes: [validated],
    },
    {
      name: 'two models without probabilities, of which one is chosen',
      command: `${find} ${ours} -c 2d 3d_fullres --disable_ensembling`,
      changes: [validated, ...secondModel],
    },
    {
      name: 'two models with probabilities',
      command: `${find} ${ours} -c 2d 3d_fullres`,
      changes: [
        validated,
        ...secondModel,
        ...[model, second].map((one) => written(`${one}/fold_0/validation/pan_000.npz`)),
      ],
    },
    {
      name: 'a whole model is exported',
      command: `nnUNetv2_export_model_to_zip -d 122 -o model.zip ${ours} -c 3d_fullres`,
      changes: [validated, written(`${model}/fold_0/progress.png`)],
    },
    {
      name: 'files that are there',
      command: 'nnUNetv2_apply_postprocessing -i predictions -o better -pp_pkl_file postprocessing.pkl',
      changes: [written('predictions/pan_000.nii.gz'), written('postprocessing.pkl')],
    },
    { name: 'in a script, which may make them first', script: `${find} ${ours}` },
  ],
  invalid: [
    {
      name: 'no such plans',
      command: find,
      findings: [
        {
          message: 'noPlans',
          data: { command: 'nnUNetv2_find_best_configuration', plans: 'Dataset122_PancreasCT/nnUNetPlans.json' },
        },
      ],
    },
    {
      name: 'no such configuration',
      command: `${find} ${ours} -c 3d_lowres`,
      findings: [
        {
          message: 'noConfiguration',
          data: { command: 'nnUNetv2_find_best_configuration', configurations: '3d_lowres' },
        },
      ],
    },
    {
      name: 'a model that was not trained',
      command: `${find} ${ours} -c 2d 3d_fullres`,
      changes: [validated],
      findings: [
        {
          message: 'noModel',
          data: {
            command: 'nnUNetv2_find_best_configuration',
            model: 'Dataset122_PancreasCT/nnUNetTrainer__PretrainedPlansCustom__2d',
            known: ['nnUNetTrainer__PretrainedPlansCustom__3d_fullres'],
          },
          remedy:
            'Train it: nnUNetv2_train Dataset122_PancreasCT 2d 0 -p PretrainedPlansCustom -tr nnUNetTrainer, and the other folds; or name models that there are.',
        },
        {
          message: 'noProbabilities',
          data: {
            command: 'nnUNetv2_find_best_configuration',
            model: 'Dataset122_PancreasCT/nnUNetTrainer__PretrainedPlansCustom__3d_fullres',
            folds: ['fold_0'],
          },
          remedy:
            'Validate again: nnUNetv2_train Dataset122_PancreasCT 3d_fullres 0 -p PretrainedPlansCustom -tr nnUNetTrainer --val --npz. Or choose among single models: --disable_ensembling',
        },
      ],
    },
    {
      name: 'an export of what was not trained',
      command: `nnUNetv2_export_model_to_zip -d 122 -o model.zip ${ours} -c 2d -tr nnUNetTrainer_5epochs`,
      findings: [
        {
          message: 'noModel',
          data: {
            command: 'nnUNetv2_export_model_to_zip',
            model: 'Dataset122_PancreasCT/nnUNetTrainer_5epochs__PretrainedPlansCustom__2d',
            known: ['nnUNetTrainer__PretrainedPlansCustom__3d_fullres'],
          },
          remedy:
            'Train it: nnUNetv2_train Dataset122_PancreasCT 2d 0 -p PretrainedPlansCustom -tr nnUNetTrainer_5epochs, and the other folds; or name models that there are.',
        },
      ],
    },
    {
      name: 'five folds asked for, one trained',
      command: 'nnUNetv2_accumulate_crossval_results 122 -c 3d_fullres -p PretrainedPlansCustom',
      findings: [
        {
          message: 'noFold',
          data: {
            command: 'nnUNetv2_accumulate_crossval_results',
            model: 'Dataset122_PancreasCT/nnUNetTrainer__PretrainedPlansCustom__3d_fullres',
            folds: ['fold_1', 'fold_2', 'fold_3', 'fold_4'],
          },
          remedy: 'Name the folds that there are: -f 0',
        },
      ],
    },
    {
      name: 'a fold that was not validated',
      command: `nnUNetv2_accumulate_crossval_results 122 -c 3d_fullres ${ours}`,
      findings: [
        {
          message: 'notValidated',
          data: {
            command: 'nnUNetv2_accumulate_crossval_results',
            model: 'Dataset122_PancreasCT/nnUNetTrainer__PretrainedPlansCustom__3d_fullres',
            folds: ['fold_0'],
          },
          remedy:
            'Validate again: nnUNetv2_train Dataset122_PancreasCT 3d_fullres 0 -p PretrainedPlansCustom -tr nnUNetTrainer --val',
        },
      ],
    },
    {
      name: 'two models without probabilities',
      command: `${find} ${ours} -c 2d 3d_fullres`,
      changes: [validated, ...secondModel],
      findings: [
        {
          message: 'noProbabilities',
          data: {
            command: 'nnUNetv2_find_best_configuration',
            model: 'Dataset122_PancreasCT/nnUNetTrainer__PretrainedPlansCustom__2d',
            folds: ['fold_0'],
          },
          remedy:
            'Validate again: nnUNetv2_train Dataset122_PancreasCT 2d 0 -p PretrainedPlansCustom -tr nnUNetTrainer --val --npz. Or choose among single models: --disable_ensembling',
        },
        {
          message: 'noProbabilities',
          data: {
            command: 'nnUNetv2_find_best_configuration',
            model: 'Dataset122_PancreasCT/nnUNetTrainer__PretrainedPlansCustom__3d_fullres',
            folds: ['fold_0'],
          },
          remedy:
            'Validate again: nnUNetv2_train Dataset122_PancreasCT 3d_fullres 0 -p PretrainedPlansCustom -tr nnUNetTrainer --val --npz. Or choose among single models: --disable_ensembling',
        },
      ],
    },
    {
      name: 'a model without its validation is exported',
      command: `nnUNetv2_export_model_to_zip -d 122 -o model.zip ${ours} -c 3d_fullres`,
      findings: [
        {
          message: 'incomplete',
          data: {
            command: 'nnUNetv2_export_model_to_zip',
            model: 'Dataset122_PancreasCT/nnUNetTrainer__PretrainedPlansCustom__3d_fullres',
            files: ['fold_0/progress.png', 'fold_0/validation/summary.json'],
          },
        },
      ],
    },
    {
      name: 'predictions that are not there',
      command: 'nnUNetv2_ensemble -i one two -o better',
      changes: [written('one/pan_000.npz')],
      findings: [{ message: 'noFolder', data: { command: 'nnUNetv2_ensemble', path: 'two' } }],
    },
    {
      name: 'a model that was not downloaded',
      command: 'nnUNetv2_install_pretrained_model_from_zip model.zip',
      findings: [
        { message: 'noFile', data: { command: 'nnUNetv2_install_pretrained_model_from_zip', path: 'model.zip' } },
      ],
    },
  ],
});
