import { missingDatasetJson } from '../../../rules/workflow/missing-dataset-json.js';
import { ruleTester } from '../../support/rule-tester.js';

const fingerprint = 'nnUNetv2_extract_fingerprint -d 1';
const move = 'nnUNetv2_move_plans_between_datasets -s 2 -t 1 -sp nnUNetPlans -tp Moved';
const preprocess = 'nnUNetv2_preprocess -d 1 -plans_name Moved';

function lines(...commands: readonly string[]): string {
  return commands.join('\n');
}

ruleTester(missingDatasetJson, {
  valid: [
    { name: 'planned before', script: lines('nnUNetv2_plan_and_preprocess -d 1 2', move, preprocess) },
    {
      name: 'planned afterwards, but in time',
      script: lines(fingerprint, move, 'nnUNetv2_plan_experiment -d 1', preprocess),
    },
    {
      name: 'copied',
      script: lines(
        fingerprint,
        'cp $nnUNet_raw/Dataset001_X/dataset.json $nnUNet_preprocessed/Dataset001_X',
        move,
        preprocess,
      ),
    },
    {
      name: 'copied with the folder',
      script: lines(fingerprint, 'rsync -a /old/Dataset001_X $nnUNet_preprocessed/', move, preprocess),
    },
    { name: "a program of one's own", script: lines(fingerprint, move, 'python prepare_dataset.py 1', preprocess) },
    { name: 'nobody knows whether it has been planned', script: lines(move, preprocess) },
    {
      name: 'planned by a number that is not known',
      script: lines('nnUNetv2_plan_experiment -d $D', fingerprint, move, preprocess),
    },
    {
      name: 'it is there',
      script:
        'nnUNetv2_extract_fingerprint -d 122\nnnUNetv2_move_plans_between_datasets -s 121 -t 122 -sp TinyPlans -tp Moved\nnnUNetv2_preprocess -d 122 -plans_name Moved',
      seesProject: true,
    },
    { name: 'never used', script: lines(fingerprint, move) },
  ],
  invalid: [
    {
      name: 'as the guide of nnU-Net says',
      script: lines(
        'nnUNetv2_plan_and_preprocess -d 2',
        fingerprint,
        move,
        preprocess,
        'nnUNetv2_train 1 3d_fullres all -p Moved',
      ),
      findings: [
        {
          message: 'missing',
          data: { dataset: 'Dataset 1', command: 'nnUNetv2_preprocess' },
          at: '4:1',
          related: [{ file: '/run.sh', at: '2:1', message: 'nnUNetv2_extract_fingerprint runs here.' }],
          remedy:
            'Copy it before that: cp "$nnUNet_raw/Dataset001_NAME/dataset.json" "$nnUNet_preprocessed/Dataset001_NAME/dataset.json"',
        },
      ],
    },
    {
      name: 'datasets in variables that nobody sets',
      script: lines(
        'nnUNetv2_plan_and_preprocess -d "$2"',
        'nnUNetv2_extract_fingerprint -d $1',
        'nnUNetv2_move_plans_between_datasets -s $2 -t $1 -sp nnUNetPlans -tp Moved',
        'nnUNetv2_train $1 3d_fullres 0 -p Moved',
      ),
      findings: [
        {
          message: 'missing',
          data: { dataset: 'Dataset $1', command: 'nnUNetv2_train' },
          at: '4:1',
          related: [{ file: '/run.sh', at: '2:1', message: 'nnUNetv2_extract_fingerprint runs here.' }],
          remedy:
            'Copy it before that: cp "$nnUNet_raw"/\'$1/dataset.json\' "$nnUNet_preprocessed"/\'$1/dataset.json\'',
        },
      ],
    },
    {
      name: 'the disk has none',
      script:
        'nnUNetv2_move_plans_between_datasets -s 121 -t 122 -sp TinyPlans -tp Moved\nnnUNetv2_preprocess -d 122 -plans_name Moved',
      changes: [{ file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json', delete: true }],
      seesProject: true,
      findings: [
        {
          message: 'missing',
          data: { dataset: 'Dataset 122', command: 'nnUNetv2_preprocess' },
          at: '2:1',
          related: [{ file: '/run.sh', at: '1:1', message: 'nnUNetv2_move_plans_between_datasets runs here.' }],
          remedy:
            'Copy it before that: cp "$nnUNet_raw/Dataset122_NAME/dataset.json" "$nnUNet_preprocessed/Dataset122_NAME/dataset.json"',
        },
      ],
    },
  ],
});
