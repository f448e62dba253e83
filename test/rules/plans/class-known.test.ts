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
        ['/image_reader_writer', 'YourIO', /no reader "YourIO" in nnU-Net 2\.8\.1 in venv \/venv/],
        ['/image_reader_writer', 'DicomIo', /but "DicomIO"/],
        ['/image_reader_writer', 'np', /it is a module/],
        ['/image_reader_writer', 'make', /it is a function/],
        [`${at}/resampling_fn_data`, 'halve', /takes other arguments/],
        [`${at}/resampling_fn_data`, 'Resampler', /it is a class/],
        [`${at}/preprocessor_name`, 'CTNormalization', /not a preprocessor/],
        ['/label_manager', 'YourManager', /no label manager "YourManager"/],
      ] as const
    ).map(([place, to, text]) => ({
      name: `${place.split('/').at(-1)} ${JSON.stringify(to)} in a fork`,
      changes: [set(place, to)],
      installed: fork,
      findings: [{ message: 'unusable', at: place, text }],
    })),
    {
      name: 'a reader that came with a later release',
      changes: [set('/image_reader_writer', 'SimpleITKIOWithReorient')],
      installed: {},
      version: '2.5.2',
      findings: [{ message: 'unusable', text: /in nnU-Net 2\.5\.2 in venv \/venv; it came with 2\.6\.3/ }],
    },
    {
      name: 'a reader that may be there',
      changes: [set('/image_reader_writer', 'YourIO')],
      installed: { 'nnunetv2/imageio/fast.pyd': '' },
      findings: [{ message: 'foreign' }],
    },
    ...(
      [
        ['/image_reader_writer', 'SimpleITK', /"SimpleITK" in nnU-Net, but "SimpleITKIO"/],
        ['/image_reader_writer', 'BaseReaderWriter', /reads nothing itself/],
        ['/image_reader_writer', '', /no name that a reader could have/],
        ['/label_manager', 'labelmanager', /but "LabelManager"/],
        ['/label_manager', 'PlansManager', /a class of nnU-Net, not a label manager/],
        [`${at}/preprocessor_name`, 'DefaultPreprocessor ', /but "DefaultPreprocessor"/],
        [`${at}/preprocessor_name`, 'nnunetv2.preprocessing.DefaultPreprocessor', /but "DefaultPreprocessor"/],
        [`${at}/resampling_fn_seg`, 'resample_data_or_seg', /takes other arguments/],
        [`${at}/resampling_fn_data`, 'resample_data_or_seg_to_shapes', /but "resample_data_or_seg_to_shape"/],
      ] as const
    ).map(([place, to, text]) => ({
      name: `${place.split('/').at(-1)} ${JSON.stringify(to)}`,
      changes: [set(place, to)],
      findings: [{ message: 'unusable', at: place, text }],
    })),
    {
      name: 'a class younger than the nnU-Net in use',
      changes: [set('/image_reader_writer', 'SimpleITKIOWithReorient')],
      nnunet: '>=2.5',
      findings: [
        {
          message: 'tooNew',
          data: { place: '"image_reader_writer"', name: 'SimpleITKIOWithReorient', since: '2.6.3', nnunet: '>=2.5' },
        },
      ],
    },
    {
      name: 'a foreign name is only noted',
      changes: [set('/image_reader_writer', 'DicomIO')],
      findings: [{ message: 'foreign', at: '/image_reader_writer' }],
    },
    {
      name: "a known name with another number is somebody's own",
      changes: [set(`${at}/preprocessor_name`, 'DefaultPreprocessor2')],
      findings: [{ message: 'foreign' }],
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
      findings: [{ message: 'unusable', at: `${at}/preprocessor_name` }],
    },
  ],
});
