import { intensityPropertiesMatch } from '../../../rules/transfer/intensity-properties-match.js';
import { ruleTester } from '../../support/rule-tester.js';

const finetuning = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const statistics = '/foreground_intensity_properties_per_channel/0';
const scheme = '/configurations/3d_fullres/normalization_schemes/0';
const model = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json';

ruleTester(intensityPropertiesMatch, {
  valid: [
    { name: 'plans as the move tool wrote them (real run)' },
    {
      name: 'computed by another version of numpy',
      changes: [{ file: finetuning, set: `${statistics}/mean`, to: 69.90059661865234 * (1 + 3e-6) }],
    },
    {
      name: 'a voxel moves by a little less than 0.005 standard deviations',
      changes: [{ file: finetuning, set: `${statistics}/mean`, to: 69.90059661865234 + 70.1225 * 0.0049 }],
    },
    {
      name: 'a wider tolerance, asked for',
      changes: [{ file: finetuning, set: `${statistics}/mean`, to: 69.90059661865234 + 70.1225 * 0.04 }],
      options: { tolerance: 0.05 },
    },
    {
      name: 'numbers that no normalization reads',
      changes: [{ file: finetuning, set: `${statistics}/median`, to: 1 }],
    },
    {
      name: 'ZScoreNormalization reads none',
      changes: [
        { file: model, set: scheme, to: 'ZScoreNormalization' },
        { file: finetuning, set: scheme, to: 'ZScoreNormalization' },
        { file: finetuning, set: `${statistics}/mean`, to: 1 },
      ],
      configurations: ['3d_fullres'],
    },
    {
      name: 'text in place of a number is the business of plans/schema',
      changes: [{ file: finetuning, set: `${statistics}/mean`, to: '69.9' }],
    },
  ],
  invalid: [
    {
      name: 'statistics of the finetuning dataset pasted in (real run)',
      project: 'edited-after/edited-intensities',
      configurations: ['3d_fullres'],
      findings: [
        {
          message: 'differs',
          at: `${statistics}/mean`,
          data: {
            channel: 0,
            statistics: ['mean', 'std'],
            pretraining: [69.90059661865234, 70.1224594116211],
            finetuning: [69.73912811279297, 72.41632843017578],
          },
          related: [
            {
              file: 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json',
              at: '/foreground_intensity_properties_per_channel/0/mean',
              message: 'the statistics of the pretraining',
            },
            {
              file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
              at: '/foreground_intensity_properties_per_channel/0/std',
              message: 'standard deviation differs as well',
            },
          ],
          text: 'CTNormalization of channel 0 uses mean 69.7391 instead of 69.9006 and standard deviation 72.4163 instead of 70.1225.',
        },
      ],
    },
    {
      name: 'planned by itself, weights load by coincidence (real run)',
      project: 'own-plans/loads-silently',
      transfer: ['Dataset121_AbdomenCT/TinyPlans', 'Dataset123_KidneyCT/TinyPlans'],
      configurations: ['3d_fullres'],
      findings: [
        {
          message: 'differs',
          at: '/foreground_intensity_properties_per_channel/0/mean',
          data: {
            channel: 0,
            statistics: ['mean', 'percentile_00_5', 'percentile_99_5', 'std'],
            pretraining: [69.90059661865234, -62, 124, 70.1224594116211],
            finetuning: [108.94416046142578, 89, 138, 17.359256744384766],
          },
          related: [
            {
              file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json',
              at: '/foreground_intensity_properties_per_channel/0/mean',
              message: 'the statistics of the pretraining',
            },
            {
              file: 'nnUNet_preprocessed/Dataset123_KidneyCT/TinyPlans.json',
              at: '/foreground_intensity_properties_per_channel/0/percentile_00_5',
              message: 'lower clip differs as well',
            },
            {
              file: 'nnUNet_preprocessed/Dataset123_KidneyCT/TinyPlans.json',
              at: '/foreground_intensity_properties_per_channel/0/percentile_99_5',
              message: 'upper clip differs as well',
            },
            {
              file: 'nnUNet_preprocessed/Dataset123_KidneyCT/TinyPlans.json',
              at: '/foreground_intensity_properties_per_channel/0/std',
              message: 'standard deviation differs as well',
            },
          ],
        },
      ],
    },
    {
      name: 'a voxel moves by a little more than 0.005 standard deviations',
      changes: [{ file: finetuning, set: `${statistics}/mean`, to: 69.90059661865234 + 70.1225 * 0.0051 }],
      configurations: ['3d_fullres'],
      findings: [
        {
          message: 'differs',
          at: `${statistics}/mean`,
          data: { channel: 0, statistics: ['mean'], pretraining: [69.90059661865234], finetuning: [70.25822136865234] },
          related: [
            {
              file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json',
              at: '/foreground_intensity_properties_per_channel/0/mean',
              message: 'the statistics of the pretraining',
            },
          ],
        },
      ],
    },
    {
      name: 'a normalization of a fork',
      changes: [
        { file: model, set: scheme, to: 'PercentileMatching' },
        { file: finetuning, set: scheme, to: 'PercentileMatching' },
        { file: finetuning, set: `${statistics}/percentile_99_5`, to: 300 },
      ],
      configurations: ['3d_fullres'],
      findings: [
        {
          message: 'foreign',
          at: `${statistics}/percentile_99_5`,
          data: {
            channel: 0,
            statistics: ['percentile_99_5'],
            pretraining: [124],
            finetuning: [300],
            scheme: 'PercentileMatching',
          },
          related: [
            {
              file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json',
              at: '/foreground_intensity_properties_per_channel/0/percentile_99_5',
              message: 'the statistics of the pretraining',
            },
          ],
          text: 'upper clip 300 instead of 124',
        },
      ],
    },
  ],
});
