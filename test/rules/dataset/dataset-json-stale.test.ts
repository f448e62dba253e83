import { datasetJsonStale } from '../../../rules/dataset/dataset-json-stale.js';
import { ruleTester } from '../../support/rule-tester.js';

const preprocessed = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const raw = 'nnUNet_raw/Dataset122_PancreasCT';
const file = `${preprocessed}/dataset.json`;
const rawFile = `${raw}/dataset.json`;

ruleTester(datasetJsonStale, {
  valid: [
    { name: 'a copy (real run)' },
    { name: 'regions (real run)', project: 'mr-two-channels/regions' },
    { name: 'names and licences do not matter', changes: [{ file, set: '/description', to: 'mine' }] },
    {
      name: 'the order of plain labels does not matter',
      changes: [{ file, set: '/labels', to: { cyst: 2, pancreas: 1, background: 0 } }],
    },
    {
      name: 'no choice of a reader, in so many words',
      changes: [{ file, set: '/overwrite_image_reader_writer', to: 'None' }],
    },
    {
      name: 'a label that cannot be read is told by dataset/labels',
      changes: [{ file, set: '/labels/cyst', to: 'two' }],
    },
    { name: 'no raw folder', changes: [{ file: raw, delete: true }] },
  ],
  invalid: [
    {
      name: 'a label is missing here, and the model was trained with it',
      changes: [{ file, remove: '/labels/cyst' }],
      findings: [
        {
          message: 'differs',
          at: '/labels',
          data: {
            dataset: 'Dataset122_PancreasCT',
            differences: 'the raw labels have 2, which the preprocessed copy lacks',
          },
          related: [
            { file: 'nnUNet_raw/Dataset122_PancreasCT/dataset.json', at: '/labels', message: 'the raw dataset.json' },
          ],
          remedy:
            'cp "$nnUNet_raw/Dataset122_PancreasCT/dataset.json" "$nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json"',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json# = nnUNet_raw/Dataset122_PancreasCT/dataset.json#',
            ],
          },
          text: 'the raw labels have 2, which the preprocessed copy',
        },
      ],
    },
    {
      name: 'a label was added to the raw copy after the training',
      changes: [{ file: rawFile, set: '/labels/duct', to: 3 }],
      findings: [
        {
          message: 'edited',
          at: '/labels',
          data: {
            dataset: 'Dataset122_PancreasCT',
            differences: 'the raw labels have 3, which the preprocessed copy lacks',
          },
          related: [
            { file: 'nnUNet_raw/Dataset122_PancreasCT/dataset.json', at: '/labels', message: 'the raw dataset.json' },
          ],
          remedy:
            'cp "$nnUNet_raw/Dataset122_PancreasCT/dataset.json" "$nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json"',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json# = nnUNet_raw/Dataset122_PancreasCT/dataset.json#',
            ],
          },
        },
      ],
    },
    {
      name: 'a label was added to the raw copy, and nothing was trained',
      changes: [
        { file: rawFile, set: '/labels/duct', to: 3 },
        { file: 'nnUNet_results/Dataset122_PancreasCT', delete: true },
      ],
      findings: [
        {
          message: 'differs',
          at: '/labels',
          data: {
            dataset: 'Dataset122_PancreasCT',
            differences: 'the raw labels have 3, which the preprocessed copy lacks',
          },
          related: [
            { file: 'nnUNet_raw/Dataset122_PancreasCT/dataset.json', at: '/labels', message: 'the raw dataset.json' },
          ],
          remedy:
            'cp "$nnUNet_raw/Dataset122_PancreasCT/dataset.json" "$nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json"',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json# = nnUNet_raw/Dataset122_PancreasCT/dataset.json#',
            ],
          },
        },
      ],
    },
    {
      name: 'a label was taken out of the raw copy after the training',
      changes: [{ file: rawFile, remove: '/labels/cyst' }],
      findings: [
        {
          message: 'differs',
          at: '/labels',
          data: {
            dataset: 'Dataset122_PancreasCT',
            differences: 'the raw labels lack 2, which the data were trained with',
          },
          related: [
            { file: 'nnUNet_raw/Dataset122_PancreasCT/dataset.json', at: '/labels', message: 'the raw dataset.json' },
          ],
          remedy:
            'cp "$nnUNet_raw/Dataset122_PancreasCT/dataset.json" "$nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json"',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json# = nnUNet_raw/Dataset122_PancreasCT/dataset.json#',
            ],
          },
          text: 'the raw labels lack 2, which the data were trained with',
        },
      ],
    },
    {
      name: 'regions here for an experiment',
      changes: [
        { file, set: '/labels', to: { background: 0, organ: [1, 2], cyst: 2 } },
        { file, set: '/regions_class_order', to: [1, 2] },
      ],
      findings: [
        {
          message: 'edited',
          at: '/labels',
          data: {
            dataset: 'Dataset122_PancreasCT',
            differences:
              'labels are background 0, organ [1, 2], cyst 2 here and background 0, pancreas 1, cyst 2 in the raw folder',
          },
          related: [
            { file: 'nnUNet_raw/Dataset122_PancreasCT/dataset.json', at: '/labels', message: 'the raw dataset.json' },
          ],
          remedy:
            'cp "$nnUNet_raw/Dataset122_PancreasCT/dataset.json" "$nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json"',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json# = nnUNet_raw/Dataset122_PancreasCT/dataset.json#',
            ],
          },
        },
      ],
    },
    {
      name: 'another number of channels',
      changes: [{ file, set: '/channel_names/1', to: 'PET' }],
      findings: [
        {
          message: 'differs',
          at: '/channel_names',
          data: {
            dataset: 'Dataset122_PancreasCT',
            differences: 'channel_names has 2 entries here and 1 in the raw folder',
          },
          related: [
            {
              file: 'nnUNet_raw/Dataset122_PancreasCT/dataset.json',
              at: '/channel_names',
              message: 'the raw dataset.json',
            },
          ],
          remedy:
            'cp "$nnUNet_raw/Dataset122_PancreasCT/dataset.json" "$nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json"',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json# = nnUNet_raw/Dataset122_PancreasCT/dataset.json#',
            ],
          },
          text: 'has 2 entries here and 1',
        },
      ],
    },
    {
      name: 'another ending, and a corrected number of cases',
      changes: [
        { file, set: '/file_ending', to: '.nrrd' },
        { file, set: '/numTraining', to: 4 },
      ],
      findings: [
        {
          message: 'edited',
          at: '/file_ending',
          data: {
            dataset: 'Dataset122_PancreasCT',
            differences:
              'file_ending is ".nrrd" here and ".nii.gz" in the raw folder and numTraining is 4 here and 5 in the raw folder',
          },
          related: [
            {
              file: 'nnUNet_raw/Dataset122_PancreasCT/dataset.json',
              at: '/file_ending',
              message: 'the raw dataset.json',
            },
          ],
          remedy:
            'cp "$nnUNet_raw/Dataset122_PancreasCT/dataset.json" "$nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json"',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json# = nnUNet_raw/Dataset122_PancreasCT/dataset.json#',
            ],
          },
          text: 'numTraining is 4 here and 5 in the raw folder',
        },
      ],
    },
    {
      name: 'another ending, and no files to look at',
      changes: [
        { file, set: '/file_ending', to: '.nrrd' },
        { file: `${raw}/imagesTr`, delete: true },
        { file: 'nnUNet_preprocessed/Dataset122_PancreasCT/gt_segmentations', delete: true },
      ],
      findings: [
        {
          message: 'differs',
          at: '/file_ending',
          data: {
            dataset: 'Dataset122_PancreasCT',
            differences: 'file_ending is ".nrrd" here and ".nii.gz" in the raw folder',
          },
          related: [
            {
              file: 'nnUNet_raw/Dataset122_PancreasCT/dataset.json',
              at: '/file_ending',
              message: 'the raw dataset.json',
            },
          ],
          remedy:
            'cp "$nnUNet_raw/Dataset122_PancreasCT/dataset.json" "$nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json"',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json# = nnUNet_raw/Dataset122_PancreasCT/dataset.json#',
            ],
          },
        },
      ],
    },
    {
      name: 'a gap here is told by dataset/label-values',
      changes: [{ file, set: '/labels/cyst', to: 3 }],
      findings: [
        {
          message: 'edited',
          at: '/labels',
          data: {
            dataset: 'Dataset122_PancreasCT',
            differences: 'the raw labels have 2, which the preprocessed copy lacks',
          },
          related: [
            { file: 'nnUNet_raw/Dataset122_PancreasCT/dataset.json', at: '/labels', message: 'the raw dataset.json' },
          ],
          remedy:
            'cp "$nnUNet_raw/Dataset122_PancreasCT/dataset.json" "$nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json"',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json# = nnUNet_raw/Dataset122_PancreasCT/dataset.json#',
            ],
          },
        },
      ],
    },
    {
      name: 'channels of other names, labels swapped',
      changes: [
        { file, set: '/channel_names/0', to: 'MR' },
        { file, set: '/labels', to: { background: 0, cyst: 1, pancreas: 2 } },
      ],
      findings: [
        {
          message: 'edited',
          at: '/labels',
          data: {
            dataset: 'Dataset122_PancreasCT',
            differences:
              'labels are background 0, cyst 1, pancreas 2 here and background 0, pancreas 1, cyst 2 in the raw folder and channel_names is ["MR"] here and ["CT"] in the raw folder',
          },
          related: [
            { file: 'nnUNet_raw/Dataset122_PancreasCT/dataset.json', at: '/labels', message: 'the raw dataset.json' },
          ],
          remedy:
            'cp "$nnUNet_raw/Dataset122_PancreasCT/dataset.json" "$nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json"',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json# = nnUNet_raw/Dataset122_PancreasCT/dataset.json#',
            ],
          },
          text: 'background 0, cyst 1, pancreas 2',
        },
      ],
    },
  ],
});
