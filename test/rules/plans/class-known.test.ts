import { classKnown } from '../../../rules/plans/class-known.js';
import type { JsonValue } from '../../../src/io/json/value.js';
import { ruleTester } from '../../support/rule-tester.js';

const file = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const at = '/configurations/3d_fullres';
const set = (place: string, to: JsonValue) => ({ file, set: place, to });

const fork = {
  'nnunetv2/imageio/dicom.py': 'import numpy as np\nclass DicomIO: pass\ndef make(): pass\n',
  'nnunetv2/preprocessing/resampling/fast.py':
    'def resample_fast(data, new_shape, current_spacing, new_spacing, **kwargs): pass\nclass Resampler: pass\n',
};
const reads = [
  '"image_reader_writer"',
  'nnUNetv2_preprocess and nnUNetv2_predict stop at the first image; nnUNetv2_train runs all epochs and stops in the final validation.',
] as const;
const labels = ['"label_manager"', 'nnU-Net stops when it looks up the class.'] as const;
const preprocesses = [
  '"preprocessor_name" of 3d_fullres',
  'nnUNetv2_preprocess and nnUNetv2_predict stop when they look up the class.',
] as const;

const resamples = [
  '"resampling_fn_data" of 3d_fullres',
  'nnUNetv2_preprocess and nnUNetv2_predict stop when they resample the first image.',
] as const;

function unusable(at: string, place: string, consequence: string, why: string, meant?: string) {
  const data = { place, why, consequence };
  if (meant === undefined) return { message: 'unusable', at, data };
  const fix = { isSafe: true, edits: [`${file}#${at} = "${meant}"`] };
  return { message: 'unusable', at, data, remedy: `Write "${meant}".`, fix };
}

ruleTester(classKnown, {
  valid: [
    { name: 'plans as nnU-Net wrote them (real run)' },
    { name: 'photographs (real run)', project: 'png-2d' },
    { name: 'the newest reader', changes: [set('/image_reader_writer', 'SimpleITKIOWithReorient')], nnunet: '>=2.7' },
    { name: 'resampling with torch', changes: [set(`${at}/resampling_fn_data`, 'resample_torch_fornnunet')] },
    {
      name: 'a class of a fork, listed in the config',
      changes: [set('/image_reader_writer', 'DicomIO')],
      knownClasses: ['DicomIO'],
    },
    { name: 'a reader of a fork', changes: [set('/image_reader_writer', 'DicomIO')], installed: fork },
    { name: 'a function of a fork', changes: [set(`${at}/resampling_fn_data`, 'resample_fast')], installed: fork },
    { name: 'a name that is none is told by plans/schema', changes: [set(`${at}/preprocessor_name`, null)] },
    {
      name: 'resampling of predictions is told by plans/late-failure',
      changes: [set(`${at}/resampling_fn_probabilities`, '')],
    },
  ],
  invalid: [
    ...(
      [
        ['/image_reader_writer', 'YourIO', ...reads, 'there is no reader "YourIO" in nnU-Net 2.8.1 in venv /venv'],
        [
          '/image_reader_writer',
          'DicomIo',
          ...reads,
          'there is no reader "DicomIo" in nnU-Net, but "DicomIO"',
          'DicomIO',
        ],
        ['/image_reader_writer', 'np', ...reads, '"np" exists, but it is a module'],
        ['/image_reader_writer', 'make', ...reads, '"make" exists, but it is a function, not a class'],
        [
          `${at}/resampling_fn_data`,
          'halve',
          ...resamples,
          '"halve" exists, but nnU-Net calls it with an image, a shape and two spacings, and it takes other arguments',
        ],
        [
          `${at}/resampling_fn_data`,
          'Resampler',
          ...resamples,
          '"Resampler" exists, but it is a class, not a function',
        ],
        [
          `${at}/preprocessor_name`,
          'CTNormalization',
          ...preprocesses,
          '"CTNormalization" is normalization of nnU-Net, not a preprocessor',
        ],
        [
          '/label_manager',
          'YourManager',
          ...labels,
          'there is no label manager "YourManager" in nnU-Net 2.8.1 in venv /venv',
        ],
      ] as const
    ).map(([at, to, place, consequence, why, meant]) => ({
      name: `${at.split('/').at(-1)} ${JSON.stringify(to)} in a fork`,
      changes: [set(at, to)],
      installed: fork,
      findings: [unusable(at, place, consequence, why, meant)],
    })),
    {
      name: 'a reader that came with a later release',
      changes: [set('/image_reader_writer', 'SimpleITKIOWithReorient')],
      installed: {},
      version: '2.5.2',
      findings: [
        {
          message: 'unusable',
          at: '/image_reader_writer',
          data: {
            place: '"image_reader_writer"',
            why: 'there is no reader "SimpleITKIOWithReorient" in nnU-Net 2.5.2 in venv /venv; it came with 2.6.3',
            consequence:
              'nnUNetv2_preprocess and nnUNetv2_predict stop at the first image; nnUNetv2_train runs all epochs and stops in the final validation.',
          },
          text: /in nnU-Net 2\.5\.2 in venv \/venv; it came with 2\.6\.3/,
        },
      ],
    },
    {
      name: 'a reader that may be there',
      changes: [set('/image_reader_writer', 'YourIO')],
      installed: { 'nnunetv2/imageio/fast.pyd': '' },
      findings: [
        {
          message: 'foreign',
          at: '/image_reader_writer',
          data: {
            place: '"image_reader_writer"',
            name: 'YourIO',
            consequence:
              'nnUNetv2_preprocess and nnUNetv2_predict stop at the first image; nnUNetv2_train runs all epochs and stops in the final validation.',
          },
        },
      ],
    },
    ...(
      [
        [
          '/image_reader_writer',
          'SimpleITK',
          ...reads,
          'there is no reader "SimpleITK" in nnU-Net, but "SimpleITKIO"',
          'SimpleITKIO',
        ],
        [
          '/image_reader_writer',
          'BaseReaderWriter',
          ...reads,
          '"BaseReaderWriter" exists, but it is the base of all readers and reads nothing itself',
        ],
        ['/image_reader_writer', '', ...reads, '"" cannot be the name of a reader'],
        [
          '/label_manager',
          'labelmanager',
          ...labels,
          'there is no label manager "labelmanager" in nnU-Net, but "LabelManager"',
          'LabelManager',
        ],
        ['/label_manager', 'PlansManager', ...labels, '"PlansManager" is a class of nnU-Net, not a label manager'],
        [
          `${at}/preprocessor_name`,
          'DefaultPreprocessor ',
          ...preprocesses,
          'there is no preprocessor "DefaultPreprocessor " in nnU-Net, but "DefaultPreprocessor"',
          'DefaultPreprocessor',
        ],
        [
          `${at}/preprocessor_name`,
          'nnunetv2.preprocessing.DefaultPreprocessor',
          ...preprocesses,
          'there is no preprocessor "nnunetv2.preprocessing.DefaultPreprocessor" in nnU-Net, but "DefaultPreprocessor"',
          'DefaultPreprocessor',
        ],
        [
          `${at}/resampling_fn_seg`,
          'resample_data_or_seg',
          '"resampling_fn_seg" of 3d_fullres',
          'nnUNetv2_preprocess and nnUNetv2_predict stop when they resample the first segmentation.',
          '"resample_data_or_seg" exists, but nnU-Net calls with an image, a shape and two spacings, and it takes other arguments',
        ],
        [
          `${at}/resampling_fn_data`,
          'resample_data_or_seg_to_shapes',
          '"resampling_fn_data" of 3d_fullres',
          'nnUNetv2_preprocess and nnUNetv2_predict stop when they resample the first image.',
          'there is no resampling function "resample_data_or_seg_to_shapes" in nnU-Net, but "resample_data_or_seg_to_shape"',
          'resample_data_or_seg_to_shape',
        ],
      ] as const
    ).map(([at, to, place, consequence, why, meant]) => ({
      name: `${at.split('/').at(-1)} ${JSON.stringify(to)}`,
      changes: [set(at, to)],
      findings: [unusable(at, place, consequence, why, meant)],
    })),
    {
      name: 'a class younger than the nnU-Net in use',
      changes: [set('/image_reader_writer', 'SimpleITKIOWithReorient')],
      nnunet: '>=2.5',
      findings: [
        {
          message: 'tooNew',
          data: { place: '"image_reader_writer"', name: 'SimpleITKIOWithReorient', since: '2.6.3', nnunet: '>=2.5' },
          at: '/image_reader_writer',
          remedy: 'Use nnU-Net 2.6.3 or later, or plan the dataset with the release that is used.',
        },
      ],
    },
    {
      name: 'a foreign name is only noted',
      changes: [set('/image_reader_writer', 'DicomIO')],
      findings: [
        {
          message: 'foreign',
          at: '/image_reader_writer',
          data: {
            place: '"image_reader_writer"',
            name: 'DicomIO',
            consequence:
              'nnUNetv2_preprocess and nnUNetv2_predict stop at the first image; nnUNetv2_train runs all epochs and stops in the final validation.',
          },
        },
      ],
    },
    {
      name: "a known name with another number is somebody's own",
      changes: [set(`${at}/preprocessor_name`, 'DefaultPreprocessor2')],
      findings: [
        {
          message: 'foreign',
          at: '/configurations/3d_fullres/preprocessor_name',
          data: {
            place: '"preprocessor_name" of 3d_fullres',
            name: 'DefaultPreprocessor2',
            consequence: 'nnUNetv2_preprocess and nnUNetv2_predict stop when they look up the class.',
          },
        },
      ],
    },
    {
      name: 'in the plans of a model what prediction looks up',
      changes: [
        {
          file: 'nnUNet_results/Dataset122_PancreasCT/nnUNetTrainer__PretrainedPlansCustom__3d_fullres/plans.json',
          set: `${at}/preprocessor_name`,
          to: 'DefaultPreProcessors',
        },
      ],
      findings: [
        {
          message: 'unusable',
          at: `${at}/preprocessor_name`,
          data: {
            place: '"preprocessor_name" of 3d_fullres',
            why: 'there is no preprocessor "DefaultPreProcessors" in nnU-Net, but "DefaultPreprocessor"',
            consequence: 'nnUNetv2_preprocess and nnUNetv2_predict stop when they look up the class.',
          },
          remedy: 'Write "DefaultPreprocessor".',
          fix: {
            isSafe: true,
            edits: [
              'nnUNet_results/Dataset122_PancreasCT/nnUNetTrainer__PretrainedPlansCustom__3d_fullres/plans.json#/configurations/3d_fullres/preprocessor_name = "DefaultPreprocessor"',
            ],
          },
        },
      ],
    },
  ],
});
