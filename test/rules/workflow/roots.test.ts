import { roots } from '../../../rules/workflow/roots.js';
import { ruleTester } from '../../support/rule-tester.js';

const train = 'nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom';

ruleTester(roots, {
  valid: [
    { name: 'all folders are there', command: train },
    { name: 'training needs no raw data', command: train, changes: [{ file: 'nnUNet_raw', delete: true }] },
    { name: 'results are made by training', command: train, changes: [{ file: 'nnUNet_results', delete: true }] },
    {
      name: 'planning makes the preprocessed folder',
      command: 'nnUNetv2_plan_and_preprocess -d 122',
      changes: [{ file: 'nnUNet_preprocessed', delete: true }],
    },
    { name: 'only its help', command: 'nnUNetv2_train -h', withoutRoots: true },
    { name: 'in a container', command: `docker run image ${train}`, withoutRoots: true },
    { name: 'a model by its folder', command: 'nnUNetv2_predict_from_modelfolder -i a -o b -m c', withoutRoots: true },
  ],
  invalid: [
    {
      name: 'models that lie nowhere',
      command: 'nnUNetv2_predict -d 122 -c 3d_fullres -i a -o b',
      withoutRoots: true,
      findings: [
        {
          message: 'unset',
          data: { variable: 'nnUNet_results', command: 'nnUNetv2_predict' },
          remedy: 'Set it: export nnUNet_results=FOLDER',
        },
      ],
    },
    {
      name: 'models that are to be compared',
      command: 'nnUNetv2_find_best_configuration 122',
      changes: [{ file: 'nnUNet_results', delete: true }],
      findings: [
        { message: 'noFolder', data: { variable: 'nnUNet_results', command: 'nnUNetv2_find_best_configuration' } },
      ],
    },
    {
      name: 'a model that has no place to be installed',
      command: 'nnUNetv2_install_pretrained_model_from_zip model.zip',
      withoutRoots: true,
      findings: [
        {
          message: 'unset',
          data: { variable: 'nnUNet_results', command: 'nnUNetv2_install_pretrained_model_from_zip' },
          remedy: 'Set it: export nnUNet_results=FOLDER',
        },
      ],
    },
    {
      name: 'nothing is set',
      command: 'nnUNetv2_preprocess -d 122',
      withoutRoots: true,
      findings: [
        {
          message: 'unset',
          data: { variable: 'nnUNet_raw', command: 'nnUNetv2_preprocess' },
          remedy: 'Set it: export nnUNet_raw=FOLDER',
        },
        {
          message: 'unset',
          data: { variable: 'nnUNet_preprocessed', command: 'nnUNetv2_preprocess' },
          remedy: 'Set it: export nnUNet_preprocessed=FOLDER',
        },
      ],
    },
    {
      name: 'no raw folder to plan from',
      command: 'nnUNetv2_plan_experiment -d 122',
      changes: [{ file: 'nnUNet_raw', delete: true }],
      findings: [
        {
          message: 'noFolder',
          data: { variable: 'nnUNet_raw', command: 'nnUNetv2_plan_experiment' },
          text: 'nnUNet_raw does not lead to a folder,',
        },
      ],
    },
    {
      name: 'raw images where preprocessed data should be',
      command: 'nnUNetv2_train 131 3d_fullres 0',
      changes: [
        { file: 'nnUNet_preprocessed/Dataset131_Raw/dataset.json', write: '{}' },
        { file: 'nnUNet_preprocessed/Dataset131_Raw/imagesTr/a_0000.nii.gz', write: '' },
      ],
      findings: [
        {
          message: 'rawInstead',
          data: { dataset: 'Dataset131_Raw', command: 'nnUNetv2_train' },
          remedy: 'Set it to a folder of preprocessed data: export nnUNet_preprocessed=FOLDER',
        },
      ],
    },
    {
      name: 'raw images among the preprocessed data',
      command: 'nnUNetv2_plan_and_preprocess -d 122',
      changes: [{ file: 'nnUNet_preprocessed/Dataset122_PancreasCT/imagesTr/a_0000.nii.gz', write: '' }],
      findings: [
        {
          message: 'rawToo',
          data: { dataset: 'Dataset122_PancreasCT', command: 'nnUNetv2_plan_and_preprocess' },
          remedy: 'Set it to a folder of preprocessed data: export nnUNet_preprocessed=FOLDER',
        },
      ],
    },
  ],
});
