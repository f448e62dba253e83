import { normalizationMatch } from '../../../rules/transfer/normalization-match.js';
import { ruleTester } from '../../support/rule-tester.js';

const finetuning = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const schemes = '/configurations/3d_fullres/normalization_schemes';
const masks = '/configurations/3d_fullres/use_mask_for_norm';
const model = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json';

ruleTester(normalizationMatch, {
  valid: [
    { name: 'plans as the move tool wrote them (real run)' },
    {
      name: 'a mistyped class is told elsewhere',
      changes: [{ file: finetuning, set: schemes, to: ['CTNormalisation'] }],
    },
    { name: 'a channel name in place of a class too', changes: [{ file: finetuning, set: schemes, to: ['CT'] }] },
    {
      name: 'no list is the business of plans/schema',
      changes: [{ file: finetuning, set: schemes, to: 'CTNormalization' }],
    },
    {
      name: 'more channels are told by channels-match',
      changes: [{ file: finetuning, set: schemes, to: ['CTNormalization', 'ZScoreNormalization'] }],
    },
    {
      name: 'the plans file changed after the training; the trained model counts',
      changes: [
        { file: 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json', set: schemes, to: ['ZScoreNormalization'] },
      ],
      configurations: ['3d_fullres'],
    },
  ],
  invalid: [
    {
      name: 'edited after the move (real run)',
      project: 'edited-after/edited-normalization',
      configurations: ['3d_fullres'],
      findings: [
        {
          message: 'schemes',
          at: `${schemes}/0`,
          data: { channels: [0], pretraining: ['CTNormalization'], finetuning: ['ZScoreNormalization'] },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json',
              at: '/configurations/3d_fullres/normalization_schemes',
              message: 'what the pretraining network saw',
            },
          ],
          text: 'Channel 0 is normalized by ZScoreNormalization; the pretraining network saw CTNormalization.',
        },
      ],
    },
    {
      name: 'a class of a fork',
      changes: [{ file: finetuning, set: schemes, to: ['MyHistogramMatching'] }],
      findings: [
        {
          message: 'schemes',
          at: `${schemes}/0`,
          data: { channels: [0], pretraining: ['CTNormalization'], finetuning: ['MyHistogramMatching'] },
          related: [
            {
              file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json',
              at: '/configurations/3d_fullres/normalization_schemes',
              message: 'what the pretraining network saw',
            },
          ],
        },
      ],
    },
    {
      name: 'several channels',
      changes: [
        { file: model, set: schemes, to: ['CTNormalization', 'CTNormalization', 'CTNormalization'] },
        { file: finetuning, set: schemes, to: ['ZScoreNormalization', 'CTNormalization', 'NoNormalization'] },
      ],
      findings: [
        {
          message: 'schemes',
          at: '/configurations/3d_fullres/normalization_schemes/0',
          data: {
            channels: [0, 2],
            pretraining: ['CTNormalization', 'CTNormalization'],
            finetuning: ['ZScoreNormalization', 'NoNormalization'],
          },
          related: [
            {
              file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json',
              at: '/configurations/3d_fullres/normalization_schemes',
              message: 'what the pretraining network saw',
            },
          ],
          text: 'Channel 0 is normalized by ZScoreNormalization and channel 2 is normalized by NoNormalization;',
        },
      ],
    },
    {
      name: 'a mask that no normalization reads',
      changes: [{ file: finetuning, set: masks, to: [true] }],
      findings: [
        {
          message: 'maskInTraining',
          at: `${masks}/0`,
          data: { channels: [0], pretraining: [false], finetuning: [true] },
          related: [
            {
              file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json',
              at: '/configurations/3d_fullres/use_mask_for_norm',
              message: 'what the pretraining network saw',
            },
          ],
        },
      ],
    },
    {
      name: 'a mask under ZScoreNormalization',
      changes: [
        { file: model, set: schemes, to: ['ZScoreNormalization'] },
        { file: finetuning, set: schemes, to: ['ZScoreNormalization'] },
        { file: finetuning, set: masks, to: [true] },
      ],
      configurations: ['3d_fullres'],
      findings: [
        {
          message: 'masks',
          at: '/configurations/3d_fullres/use_mask_for_norm/0',
          data: { channels: [0], pretraining: [false], finetuning: [true] },
          related: [
            {
              file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json',
              at: '/configurations/3d_fullres/use_mask_for_norm',
              message: 'what the pretraining network saw',
            },
          ],
          text: 'Channel 0 is normalized over the nonzero region only; in the pretraining it was the whole image.',
        },
      ],
    },
  ],
});
