import { cascadePredictions } from '../../../rules/model/cascade-predictions.js';
import { ruleTester } from '../../support/rule-tester.js';

const dataset = 'Dataset122_PancreasCT';
const plans = `nnUNet_preprocessed/${dataset}/PretrainedPlansCustom.json`;
const data = `nnUNet_preprocessed/${dataset}/PretrainedPlansCustom_3d_fullres`;
const stage = `nnUNet_results/${dataset}/nnUNetTrainer__PretrainedPlansCustom__3d_fullres/predicted_next_stage/3d_second`;
const second = {
  file: plans,
  set: '/configurations/3d_second',
  to: { inherits_from: '3d_fullres', previous_stage: '3d_fullres' },
};
const cases = ['pan_000', 'pan_001', 'pan_002', 'pan_003', 'pan_004'];
const predictions = cases.map((name) => ({ file: `${stage}/${name}.b2nd`, copyFrom: `${data}/${name}_seg.b2nd` }));

ruleTester(cascadePredictions, {
  valid: [{ name: 'no cascade (real run)' }, { name: 'plans without the second stage', changes: predictions }],
  invalid: [
    {
      name: 'first stage trained, its validation not run (real run)',
      project: 'cascade',
      findings: [{ message: 'none', data: { configuration: '3d_cascade_fullres' } }],
    },
    {
      name: 'one prediction lost, the others with a channel axis',
      changes: [second, ...predictions.slice(1)],
      findings: [
        { message: 'missing', data: { configuration: '3d_second', cases: ['pan_000'], total: 5 } },
        { message: 'shape', data: { file: 'pan_001.b2nd', shape: [1, 12, 54, 58] } },
        { message: 'shape', data: { file: 'pan_002.b2nd', shape: [1, 9, 60, 60] } },
        { message: 'shape', data: { file: 'pan_003.b2nd', shape: [1, 10, 58, 56] } },
        { message: 'shape', data: { file: 'pan_004.b2nd', shape: [1, 11, 60, 58] } },
      ],
    },
    {
      name: 'a prediction for data of another spacing (real run)',
      changes: [second, ...predictions],
      files: [[`${stage}/pan_000.b2nd`, 'arrays/stage-prediction.b2nd']],
      findings: [
        { message: 'shape', data: { file: 'pan_001.b2nd', shape: [1, 12, 54, 58] } },
        { message: 'shape', data: { file: 'pan_002.b2nd', shape: [1, 9, 60, 60] } },
        { message: 'shape', data: { file: 'pan_003.b2nd', shape: [1, 10, 58, 56] } },
        { message: 'shape', data: { file: 'pan_004.b2nd', shape: [1, 11, 60, 58] } },
        {
          message: 'otherShape',
          data: {
            configuration: '3d_second',
            count: 1,
            examples: [{ case: 'pan_000', predicted: [26, 25, 26], stored: [10, 54, 62] }],
          },
        },
      ],
    },
    {
      name: 'an empty file',
      changes: [second, ...cases.map((name) => ({ file: `${stage}/${name}.b2nd`, write: '' }))],
      findings: [
        { message: 'damaged', data: { file: 'pan_000.b2nd', reason: 'the file is empty, not a Blosc2 frame' } },
        { message: 'damaged', data: { file: 'pan_001.b2nd', reason: 'the file is empty, not a Blosc2 frame' } },
        { message: 'damaged', data: { file: 'pan_002.b2nd', reason: 'the file is empty, not a Blosc2 frame' } },
        { message: 'damaged', data: { file: 'pan_003.b2nd', reason: 'the file is empty, not a Blosc2 frame' } },
        { message: 'damaged', data: { file: 'pan_004.b2nd', reason: 'the file is empty, not a Blosc2 frame' } },
      ],
    },
  ],
});
