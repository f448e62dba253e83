import { casesComplete } from '../../../rules/dataset/cases-complete.js';
import { ruleTester } from '../../support/rule-tester.js';

const preprocessed = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const raw = 'nnUNet_raw/Dataset122_PancreasCT';
const splitFile = `${preprocessed}/splits_final.json`;
const data = `${preprocessed}/PretrainedPlansCustom_3d_fullres`;
const endings = ['.b2nd', '_seg.b2nd', '.pkl'];

ruleTester(casesComplete, {
  valid: [
    { name: 'complete (real run)' },
    { name: 'npz without npy, and with (real run)', project: 'legacy-storage/npz-unpacked' },
    {
      name: 'properties left behind are no case',
      changes: [{ file: `${data}/pan_777.pkl`, copyFrom: `${data}/pan_004.pkl` }],
    },
    { name: 'what cannot be read as a format is told by dataset/mixed-formats', project: 'interrupted/stray-file' },
  ],
  invalid: [
    {
      name: 'a case without properties (real run)',
      project: 'interrupted/missing-pkl',
      findings: [
        {
          message: 'broken',
          data: { folder: 'TinyPlans_3d_fullres', number: 1, names: 'pan_001', files: 'pan_001.pkl' },
          remedy:
            'Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Then: nnUNetv2_preprocess -d 122 -plans_name TinyPlans -c 3d_fullres',
          text: 'missing: pan_001.pkl',
        },
      ],
    },
    {
      name: 'a case without segmentation (real run)',
      project: 'interrupted/missing-seg',
      findings: [
        {
          message: 'broken',
          data: { folder: 'TinyPlans_3d_fullres', number: 1, names: 'pan_001', files: 'pan_001_seg.b2nd' },
          remedy:
            'Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Then: nnUNetv2_preprocess -d 122 -plans_name TinyPlans -c 3d_fullres',
          text: 'missing: pan_001_seg.b2nd',
        },
      ],
    },
    {
      name: 'a case missing altogether (real run)',
      project: 'interrupted/missing-case',
      findings: [
        {
          message: 'absent',
          data: { folder: 'TinyPlans_3d_fullres', number: 1, names: 'pan_004', stored: 4, source: 'labelsTr' },
          remedy:
            'Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Then: nnUNetv2_preprocess -d 122 -plans_name TinyPlans -c 3d_fullres',
        },
      ],
    },
    {
      name: 'killed (real run)',
      project: 'interrupted/killed',
      findings: [
        {
          message: 'broken',
          data: {
            folder: 'TinyPlans_3d_fullres',
            number: 1,
            names: 'tho_001',
            files: 'tho_001_seg.b2nd and tho_001.pkl',
          },
          remedy:
            'Copy the images of "Dataset127_ThoraxCT" back to imagesTr of its raw folder first. Then: nnUNetv2_preprocess -d 127 -plans_name TinyPlans -c 3d_fullres',
        },
        {
          message: 'absent',
          data: {
            folder: 'TinyPlans_3d_fullres',
            number: 2,
            names: 'tho_002 and tho_003',
            stored: 2,
            source: 'labelsTr',
          },
          remedy:
            'Copy the images of "Dataset127_ThoraxCT" back to imagesTr of its raw folder first. Then: nnUNetv2_preprocess -d 127 -plans_name TinyPlans -c 3d_fullres',
          text: '2 more are in labelsTr: tho_002 and tho_003',
        },
      ],
    },
    {
      name: 'a case too many (real run)',
      project: 'interrupted/extra-case',
      findings: [
        {
          message: 'extra',
          data: { folder: 'TinyPlans_3d_fullres', number: 1, names: 'extra_900', source: 'labelsTr' },
          remedy: 'Remove them, unless you added them on purpose.',
          text: '1 case more than labelsTr: extra_900',
        },
      ],
    },
    {
      name: 'the image is gone, the rest is not',
      changes: [{ file: `${data}/pan_002.b2nd`, delete: true }],
      findings: [
        {
          message: 'absent',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            number: 1,
            names: 'pan_002',
            stored: 4,
            source: 'imagesTr',
          },
          remedy: 'nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres',
        },
      ],
    },
    {
      name: 'attributes that macOS put beside a case no fold names',
      changes: [{ file: `${data}/._pan_002.b2nd`, write: 'x' }],
      findings: [
        {
          message: 'leftOver',
          data: { folder: 'PretrainedPlansCustom_3d_fullres', number: 1, names: '._pan_002' },
          remedy: 'Remove the left-over files.',
          text: '._pan_002',
        },
      ],
    },
    {
      name: 'the same, where every case will be divided into folds',
      changes: [
        { file: `${data}/._pan_002.b2nd`, write: 'x' },
        { file: splitFile, delete: true },
      ],
      findings: [
        {
          message: 'broken',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            number: 1,
            names: '._pan_002',
            files: '._pan_002_seg.b2nd and ._pan_002.pkl',
          },
          remedy: 'nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres',
        },
      ],
    },
    {
      name: 'a new case in the raw folder',
      changes: [
        { file: `${raw}/imagesTr/pan_009_0000.nii.gz`, copyFrom: `${raw}/imagesTr/pan_004_0000.nii.gz` },
        { file: splitFile, delete: true },
      ],
      findings: [
        {
          message: 'notYet',
          data: { folder: 'PretrainedPlansCustom_3d_fullres', number: 1, names: 'pan_009', source: 'imagesTr' },
          text: 'lacks 1 case of imagesTr: pan_009. nnU-Net trains without it.',
        },
      ],
    },
    {
      name: 'a case that the split leaves out',
      changes: [
        { file: splitFile, write: '[{"train": ["pan_000", "pan_001", "pan_002"], "val": ["pan_003"]}]' },
        ...endings.map((ending) => ({ file: `${data}/pan_004${ending}`, delete: true as const })),
      ],
      findings: [
        {
          message: 'notYet',
          data: { folder: 'PretrainedPlansCustom_3d_fullres', number: 1, names: 'pan_004', source: 'imagesTr' },
        },
      ],
    },
    {
      name: 'an npz without its properties',
      project: 'legacy-storage/npz',
      changes: [{ file: `${preprocessed}/TinyPlans_3d_fullres/pan_000.pkl`, delete: true }],
      findings: [
        {
          message: 'broken',
          data: { folder: 'TinyPlans_3d_fullres', number: 1, names: 'pan_000', files: 'pan_000.pkl' },
          remedy:
            'Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Then: nnUNetv2_preprocess -d 122 -plans_name TinyPlans -c 3d_fullres',
          text: 'missing: pan_000.pkl',
        },
      ],
    },
  ],
});
