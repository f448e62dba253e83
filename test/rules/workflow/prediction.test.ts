import { prediction } from '../../../rules/workflow/prediction.js';
import { ruleTester } from '../../support/rule-tester.js';

const images = 'nnUNet_raw/Dataset122_PancreasCT/imagesTr';
const model = 'nnUNet_results/Dataset122_PancreasCT/nnUNetTrainer__PretrainedPlansCustom__3d_fullres';
const predict = (input: string, rest: string) => `nnUNetv2_predict -i ${input} -o out -d 122 ${rest}`;
const ours = '-c 3d_fullres -p PretrainedPlansCustom';

ruleTester(prediction, {
  valid: [
    { name: 'the fold that there is', command: predict(images, `${ours} -f 0`) },
    {
      name: 'a model by its folder',
      command: `nnUNetv2_predict_from_modelfolder -i ${images} -o out -m ${model} -f 0`,
    },
    { name: 'only its help', command: predict(images, '-c 2d -h') },
    { name: 'in a container', command: `docker run image ${predict('/in', '-c 2d')}` },
    { name: 'results that are elsewhere', withoutRoots: true, command: predict(images, '-c 2d') },
    { name: 'a dataset that does not exist', command: `nnUNetv2_predict -i ${images} -o out -d 999 -c 2d` },
  ],
  invalid: [
    {
      name: 'another configuration',
      command: predict(images, '-c 2d -p PretrainedPlansCustom -f 0'),
      findings: [
        {
          message: 'model',
          data: {
            model: 'Dataset122_PancreasCT/nnUNetTrainer__PretrainedPlansCustom__2d',
            known: ['nnUNetTrainer__PretrainedPlansCustom__3d_fullres'],
          },
          remedy: 'Name that model: -tr nnUNetTrainer -p PretrainedPlansCustom -c 3d_fullres',
        },
      ],
    },
    {
      name: 'no such folder of a model',
      command: `nnUNetv2_predict_from_modelfolder -i ${images} -o out -m nowhere`,
      findings: [
        {
          message: 'model',
          data: { model: 'nowhere', known: [] },
          text: 'There is no model nowhere. Prediction stops.',
        },
      ],
    },
    {
      name: 'five folds asked for, one trained',
      command: predict(images, ours),
      findings: [
        {
          message: 'checkpoints',
          data: {
            model: 'nnUNetTrainer__PretrainedPlansCustom__3d_fullres',
            checkpoint: 'checkpoint_final.pth',
            folds: ['fold_1', 'fold_2', 'fold_3', 'fold_4'],
          },
          remedy: 'Name the folds that have it: -f 0',
          text: 'has no checkpoint_final.pth in fold_1, fold_2, fold_3 and fold_4.',
        },
      ],
    },
    {
      name: 'another checkpoint',
      command: predict(images, `${ours} -f 0 -chk checkpoint_best.pth`),
      findings: [
        {
          message: 'checkpoints',
          data: {
            model: 'nnUNetTrainer__PretrainedPlansCustom__3d_fullres',
            checkpoint: 'checkpoint_best.pth',
            folds: ['fold_0'],
          },
          text: 'has no checkpoint_best.pth in fold_0.',
        },
      ],
    },
    {
      name: 'no input',
      command: predict('nowhere', `${ours} -f 0`),
      findings: [{ message: 'noInput', data: { folder: 'nowhere' } }],
    },
    {
      name: 'images with another ending',
      changes: [{ file: 'images/case_0000.nrrd', write: '' }],
      command: predict('images', `${ours} -f 0`),
      findings: [{ message: 'noImages', data: { folder: 'images', ending: '.nii.gz' } }],
    },
    {
      name: 'images without the channel in their name, and with one too many',
      changes: [
        { file: 'images/patient-number-1.nii.gz', write: '' },
        { file: 'images/case_0000.nii.gz', write: '' },
        { file: 'images/case_0001.nii.gz', write: '' },
        { file: 'images/good_0000.nii.gz', write: '' },
      ],
      command: predict('images', `${ours} -f 0`),
      findings: [
        {
          message: 'unreadable',
          data: {
            images: ['case_0000.nii.gz', 'case_0001.nii.gz', 'good_0000.nii.gz'],
            reason: 'the file is empty, not an image',
          },
          remedy: 'Copy or export these images again, or leave them out.',
        },
        {
          message: 'incomplete',
          data: { cases: ['case', 'patient-num'], channels: 1 },
          remedy: 'Name the images CASE_0000.nii.gz, with one file for each of 1 channel.',
        },
      ],
    },
    {
      name: 'an image that was not copied to the end',
      changes: [{ file: `${images}/pan_001_0000.nii.gz`, write: '' }],
      command: predict(images, `${ours} -f 0`),
      findings: [
        {
          message: 'unreadable',
          data: { images: ['pan_001_0000.nii.gz'], reason: 'the file is empty, not an image' },
          remedy: 'Copy or export these images again, or leave them out.',
        },
      ],
    },
    {
      name: 'images of which nothing is left at the spacing of the model',
      changes: [{ file: `${model}/plans.json`, set: '/configurations/3d_fullres/spacing/1', to: 1000 }],
      command: predict(images, `${ours} -f 0`),
      findings: [
        {
          message: 'vanishes',
          data: {
            images: [
              'pan_000_0000.nii.gz',
              'pan_001_0000.nii.gz',
              'pan_002_0000.nii.gz',
              'pan_003_0000.nii.gz',
              'pan_004_0000.nii.gz',
            ],
            spacing: [5, 1000, 0.800000011920929],
          },
          remedy: 'Leave these images out, or look at their spacing: it may be in another unit.',
        },
      ],
    },
    {
      name: 'a later stage of a cascade',
      changes: [
        { file: `${model}/plans.json`, set: '/configurations/3d_lowres', to: { inherits_from: '2d' } },
        { file: `${model}/plans.json`, set: '/configurations/3d_fullres/previous_stage', to: '3d_lowres' },
      ],
      command: predict(images, `${ours} -f 0`),
      findings: [
        {
          message: 'previousStage',
          data: { configuration: '3d_fullres' },
          remedy: 'Predict with the earlier stage first, and name the folder with -prev_stage_predictions.',
        },
      ],
    },
  ],
});
