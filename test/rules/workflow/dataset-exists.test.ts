import { datasetExists } from '../../../rules/workflow/dataset-exists.js';
import { ruleTester } from '../../support/rule-tester.js';

ruleTester(datasetExists, {
  valid: [
    { name: 'by its number', command: 'nnUNetv2_train 122 3d_fullres 0' },
    { name: 'by its full name', command: 'nnUNetv2_train Dataset122_PancreasCT 3d_fullres 0' },
    { name: 'with leading zeros', command: 'nnUNetv2_train 0122 3d_fullres 0' },
    {
      name: 'raw only',
      command: 'nnUNetv2_plan_and_preprocess -d 122',
      changes: [{ file: 'nnUNet_preprocessed/Dataset122_PancreasCT', delete: true }],
    },
    { name: 'neither name nor number', command: 'nnUNetv2_train Pancreas 3d_fullres 0' },
    { name: 'in a container', command: 'docker run image nnUNetv2_train 999 3d_fullres 0', withoutRoots: true },
    { name: 'only its help', command: 'nnUNetv2_train 999 3d_fullres 0 -h' },
    { name: 'a command that nnplans does not look behind', command: 'nnUNetv2_plot_overlay_pngs -d 999 -o out' },
    { name: 'a model by its folder', command: 'nnUNetv2_predict_from_modelfolder -i a -o b -m c' },
  ],
  invalid: [
    {
      name: 'one of several ids',
      command: 'nnUNetv2_preprocess -d 121 999 -c 3d_fullres',
      findings: [
        {
          message: 'none',
          data: {
            typed: '999',
            command: 'nnUNetv2_preprocess',
            known: ['Dataset121_AbdomenCT', 'Dataset122_PancreasCT'],
          },
        },
      ],
    },
    {
      name: 'a name that goes on otherwise',
      command: 'nnUNetv2_move_plans_between_datasets -s 121 -t Dataset122_Pancreas -sp TinyPlans',
      findings: [
        {
          message: 'none',
          data: {
            typed: 'Dataset122_Pancreas',
            command: 'nnUNetv2_move_plans_between_datasets',
            known: ['Dataset121_AbdomenCT', 'Dataset122_PancreasCT'],
          },
          remedy: 'Did you mean "Dataset122_PancreasCT"?',
          text: 'There is no dataset Dataset122_Pancreas; there are',
        },
      ],
    },
    {
      name: 'an id of two datasets',
      changes: [{ file: 'nnUNet_raw/Dataset122_Other/dataset.json', write: '{}' }],
      command: 'nnUNetv2_predict -i a -o b -d 122 -c 3d_fullres',
      findings: [
        {
          message: 'several',
          data: { typed: '122', command: 'nnUNetv2_predict', known: ['Dataset122_Other', 'Dataset122_PancreasCT'] },
          remedy: 'Rename one of them: nnU-Net knows datasets by their number.',
          text: '122 stands for 2 datasets: Dataset122_Other and Dataset122_PancreasCT.',
        },
      ],
    },
    {
      name: 'no dataset at all',
      changes: [
        { file: 'nnUNet_preprocessed', delete: true },
        { file: 'nnUNet_results', delete: true },
        { file: 'nnUNet_raw', delete: true },
      ],
      command: 'nnUNetv2_extract_fingerprint -d 5',
      findings: [
        {
          message: 'none',
          data: { typed: '5', command: 'nnUNetv2_extract_fingerprint', known: [] },
          text: 'There is no dataset 5; there is none at all.',
        },
      ],
    },
  ],
});
