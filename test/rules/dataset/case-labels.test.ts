import { caseLabels } from '../../../rules/dataset/case-labels.js';
import { ruleTester } from '../../support/rule-tester.js';

const datasetJson = 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json';
const ofRegions = 'nnUNet_preprocessed/Dataset124_GliomaMR/dataset.json';

ruleTester(caseLabels, {
  valid: [
    { name: 'labels as they were (real run)' },
    { name: 'regions and an ignore label (real run)', project: 'mr-two-channels/regions' },
    { name: 'numpy integers as keys, as before 2.6.4 (real run)', project: 'legacy-storage/npz' },
    {
      name: 'another name for the same value',
      changes: [{ file: datasetJson, replace: '"pancreas"', by: '"Pankreas"' }],
    },
    {
      name: 'labels that nnU-Net refuses are the business of dataset/labels',
      changes: [{ file: datasetJson, set: '/labels/x', to: 'y' }],
    },
  ],
  invalid: [
    {
      name: 'a label more',
      changes: [{ file: datasetJson, set: '/labels/duct', to: 3 }],
      findings: [
        {
          message: 'missing',
          at: '/labels',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            labels: ['3'],
            count: 1,
            examples: [{ case: 'pan_000' }],
          },
        },
        {
          message: 'missing',
          at: '/labels',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            labels: ['3'],
            count: 1,
            examples: [{ case: 'pan_001' }],
          },
        },
        {
          message: 'missing',
          at: '/labels',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            labels: ['3'],
            count: 1,
            examples: [{ case: 'pan_002' }],
          },
        },
        {
          message: 'missing',
          at: '/labels',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            labels: ['3'],
            count: 1,
            examples: [{ case: 'pan_003' }],
          },
        },
        {
          message: 'missing',
          at: '/labels',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            labels: ['3'],
            count: 1,
            examples: [{ case: 'pan_004' }],
          },
        },
      ],
    },
    {
      name: 'a label less',
      changes: [{ file: datasetJson, set: '/labels', to: { background: 0, pancreas: 1 } }],
      findings: [
        {
          message: 'beyond',
          at: '/labels',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            labels: ['2'],
            outputs: 2,
            count: 1,
            examples: [{ case: 'pan_000' }],
          },
        },
        {
          message: 'beyond',
          at: '/labels',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            labels: ['2'],
            outputs: 2,
            count: 1,
            examples: [{ case: 'pan_001' }],
          },
        },
        {
          message: 'beyond',
          at: '/labels',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            labels: ['2'],
            outputs: 2,
            count: 1,
            examples: [{ case: 'pan_002' }],
          },
        },
        {
          message: 'beyond',
          at: '/labels',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            labels: ['2'],
            outputs: 2,
            count: 1,
            examples: [{ case: 'pan_003' }],
          },
        },
        {
          message: 'beyond',
          at: '/labels',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            labels: ['2'],
            outputs: 2,
            count: 1,
            examples: [{ case: 'pan_004' }],
          },
        },
      ],
    },
    {
      name: 'an ignore label that the data know nothing of',
      changes: [{ file: datasetJson, set: '/labels/ignore', to: 3 }],
      findings: [
        {
          message: 'ignoreNew',
          at: '/labels',
          data: { folder: 'PretrainedPlansCustom_3d_fullres', ignore: 3, count: 1, examples: [{ case: 'pan_000' }] },
        },
        {
          message: 'ignoreNew',
          at: '/labels',
          data: { folder: 'PretrainedPlansCustom_3d_fullres', ignore: 3, count: 1, examples: [{ case: 'pan_001' }] },
        },
        {
          message: 'ignoreNew',
          at: '/labels',
          data: { folder: 'PretrainedPlansCustom_3d_fullres', ignore: 3, count: 1, examples: [{ case: 'pan_002' }] },
        },
        {
          message: 'ignoreNew',
          at: '/labels',
          data: { folder: 'PretrainedPlansCustom_3d_fullres', ignore: 3, count: 1, examples: [{ case: 'pan_003' }] },
        },
        {
          message: 'ignoreNew',
          at: '/labels',
          data: { folder: 'PretrainedPlansCustom_3d_fullres', ignore: 3, count: 1, examples: [{ case: 'pan_004' }] },
        },
      ],
    },
    {
      name: 'no ignore label any more (real run)',
      project: 'mr-two-channels/regions',
      changes: [{ file: ofRegions, set: '/labels', to: { background: 0, whole: 1, core: 2 } }],
      findings: [
        {
          message: 'ignoreGone',
          at: '/labels',
          data: { folder: 'TinyPlans_3d_fullres', ignore: 3, count: 1, examples: [{ case: 'gli_000' }] },
        },
        {
          message: 'ignoreGone',
          at: '/labels',
          data: { folder: 'TinyPlans_3d_fullres', ignore: 3, count: 1, examples: [{ case: 'gli_001' }] },
        },
        {
          message: 'ignoreGone',
          at: '/labels',
          data: { folder: 'TinyPlans_3d_fullres', ignore: 3, count: 1, examples: [{ case: 'gli_002' }] },
        },
        {
          message: 'ignoreGone',
          at: '/labels',
          data: { folder: 'TinyPlans_3d_fullres', ignore: 3, count: 1, examples: [{ case: 'gli_003' }] },
        },
        {
          message: 'ignoreGone',
          at: '/labels',
          data: { folder: 'TinyPlans_3d_fullres', ignore: 3, count: 1, examples: [{ case: 'gli_004' }] },
        },
      ],
    },
    {
      name: 'a region less',
      project: 'mr-two-channels/regions',
      changes: [
        { file: ofRegions, remove: '/labels/core' },
        { file: ofRegions, set: '/regions_class_order', to: [1] },
      ],
      findings: [
        {
          message: 'unknown',
          at: '/labels',
          data: { folder: 'TinyPlans_3d_fullres', labels: ['2'], count: 1, examples: [{ case: 'gli_000' }] },
        },
        {
          message: 'unknown',
          at: '/labels',
          data: { folder: 'TinyPlans_3d_fullres', labels: ['2'], count: 1, examples: [{ case: 'gli_001' }] },
        },
        {
          message: 'unknown',
          at: '/labels',
          data: { folder: 'TinyPlans_3d_fullres', labels: ['2'], count: 1, examples: [{ case: 'gli_002' }] },
        },
        {
          message: 'unknown',
          at: '/labels',
          data: { folder: 'TinyPlans_3d_fullres', labels: ['2'], count: 1, examples: [{ case: 'gli_003' }] },
        },
        {
          message: 'unknown',
          at: '/labels',
          data: { folder: 'TinyPlans_3d_fullres', labels: ['2'], count: 1, examples: [{ case: 'gli_004' }] },
        },
      ],
    },
  ],
});
