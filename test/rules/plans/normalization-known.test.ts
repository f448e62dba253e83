import { normalizationKnown } from '../../../rules/plans/normalization-known.js';
import type { JsonValue } from '../../../src/io/json/value.js';
import { ruleTester } from '../../support/rule-tester.js';

const file = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const at = '/configurations/3d_fullres';
const schemes = `${at}/normalization_schemes`;
const set = (...to: JsonValue[]) => ({ file, set: schemes, to });

const anyOf =
  'Write "ZScoreNormalization", "CTNormalization", "NoNormalization", "RescaleTo01Normalization" or "RGBTo01Normalization".';

ruleTester(normalizationKnown, {
  valid: [
    { name: 'plans as nnU-Net wrote them (real run)' },
    { name: 'two channels (real run)', project: 'mr-two-channels' },
    ...['ZScoreNormalization', 'NoNormalization', 'RescaleTo01Normalization'].map((name) => ({
      name,
      changes: [set(name)],
    })),
    { name: 'a class of a fork, listed in the config', changes: [set('Mine')], knownClasses: ['Mine'] },
    { name: 'what stands beyond the channels is never read', changes: [set('CTNormalization', 'CT')] },
    { name: 'a name that is none is told by plans/schema', changes: [set(null)] },
  ],
  invalid: [
    {
      name: '"CT"',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/normalization_schemes',
          to: ['CT'],
        },
      ],
      findings: [
        {
          message: 'unusable',
          at: '/configurations/3d_fullres/normalization_schemes/0',
          data: { channel: 0, why: '"CT" is a channel name of dataset.json; the class is "CTNormalization"' },
          remedy: 'Write "CTNormalization".',
          fix: {
            isSafe: true,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/configurations/3d_fullres/normalization_schemes/0 = "CTNormalization"',
            ],
          },
        },
      ],
    },
    {
      name: '"noNorm"',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/normalization_schemes',
          to: ['noNorm'],
        },
      ],
      findings: [
        {
          message: 'unusable',
          at: '/configurations/3d_fullres/normalization_schemes/0',
          data: { channel: 0, why: '"noNorm" is a channel name of dataset.json; the class is "NoNormalization"' },
          remedy: 'Write "NoNormalization".',
          fix: {
            isSafe: true,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/configurations/3d_fullres/normalization_schemes/0 = "NoNormalization"',
            ],
          },
        },
      ],
    },
    {
      name: '"rescale_to_0_1"',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/normalization_schemes',
          to: ['rescale_to_0_1'],
        },
      ],
      findings: [
        {
          message: 'unusable',
          at: '/configurations/3d_fullres/normalization_schemes/0',
          data: {
            channel: 0,
            why: '"rescale_to_0_1" is a channel name of dataset.json; the class is "RescaleTo01Normalization"',
          },
          remedy: 'Write "RescaleTo01Normalization".',
          fix: {
            isSafe: true,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/configurations/3d_fullres/normalization_schemes/0 = "RescaleTo01Normalization"',
            ],
          },
        },
      ],
    },
    {
      name: '"ZScoreNormalisation"',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/normalization_schemes',
          to: ['ZScoreNormalisation'],
        },
      ],
      findings: [
        {
          message: 'unusable',
          at: '/configurations/3d_fullres/normalization_schemes/0',
          data: {
            channel: 0,
            why: 'there is no normalization "ZScoreNormalisation" in nnU-Net, but "ZScoreNormalization"',
          },
          remedy: 'Write "ZScoreNormalization".',
          fix: {
            isSafe: true,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/configurations/3d_fullres/normalization_schemes/0 = "ZScoreNormalization"',
            ],
          },
        },
      ],
    },
    {
      name: '"ctnormalization"',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/normalization_schemes',
          to: ['ctnormalization'],
        },
      ],
      findings: [
        {
          message: 'unusable',
          at: '/configurations/3d_fullres/normalization_schemes/0',
          data: { channel: 0, why: 'there is no normalization "ctnormalization" in nnU-Net, but "CTNormalization"' },
          remedy: 'Write "CTNormalization".',
          fix: {
            isSafe: true,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/configurations/3d_fullres/normalization_schemes/0 = "CTNormalization"',
            ],
          },
        },
      ],
    },
    {
      name: '"ImageNormalization"',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/normalization_schemes',
          to: ['ImageNormalization'],
        },
      ],
      findings: [
        {
          message: 'unusable',
          at: '/configurations/3d_fullres/normalization_schemes/0',
          data: {
            channel: 0,
            why: '"ImageNormalization" exists, but it is the base of all normalizations and does nothing itself',
          },
          remedy:
            'Write "ZScoreNormalization", "CTNormalization", "NoNormalization", "RescaleTo01Normalization" or "RGBTo01Normalization".',
        },
      ],
    },
    {
      name: '"DefaultPreprocessor"',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/normalization_schemes',
          to: ['DefaultPreprocessor'],
        },
      ],
      findings: [
        {
          message: 'unusable',
          at: '/configurations/3d_fullres/normalization_schemes/0',
          data: { channel: 0, why: '"DefaultPreprocessor" is a preprocessor of nnU-Net, not normalization' },
          remedy:
            'Write "ZScoreNormalization", "CTNormalization", "NoNormalization", "RescaleTo01Normalization" or "RGBTo01Normalization".',
        },
      ],
    },
    {
      name: '""',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/normalization_schemes',
          to: [''],
        },
      ],
      findings: [
        {
          message: 'unusable',
          at: '/configurations/3d_fullres/normalization_schemes/0',
          data: { channel: 0, why: '"" cannot be the name of a normalization' },
          remedy:
            'Write "ZScoreNormalization", "CTNormalization", "NoNormalization", "RescaleTo01Normalization" or "RGBTo01Normalization".',
        },
      ],
    },
    {
      name: 'a foreign name is only noted',
      changes: [set('HistogramMatching')],
      findings: [
        {
          message: 'foreign',
          at: '/configurations/3d_fullres/normalization_schemes/0',
          data: { channel: 0, name: 'HistogramMatching' },
        },
      ],
    },
    {
      name: 'colours that are none',
      changes: [set('RGBTo01Normalization')],
      findings: [
        {
          message: 'notRgb',
          at: '/configurations/3d_fullres/normalization_schemes/0',
          data: { channel: 0, least: -62, most: 124 },
          text: 'It accepts only 0 to 255:',
        },
      ],
    },
  ],
});
