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
    ...(
      [
        ['CT', '"CT" is a channel name of dataset.json; the class is "CTNormalization"', 'Write "CTNormalization".'],
        [
          'noNorm',
          '"noNorm" is a channel name of dataset.json; the class is "NoNormalization"',
          'Write "NoNormalization".',
        ],
        [
          'rescale_to_0_1',
          '"rescale_to_0_1" is a channel name of dataset.json; the class is "RescaleTo01Normalization"',
          'Write "RescaleTo01Normalization".',
        ],
        [
          'ZScoreNormalisation',
          'there is no normalization "ZScoreNormalisation" in nnU-Net, but "ZScoreNormalization"',
          'Write "ZScoreNormalization".',
        ],
        [
          'ctnormalization',
          'there is no normalization "ctnormalization" in nnU-Net, but "CTNormalization"',
          'Write "CTNormalization".',
        ],
        [
          'ImageNormalization',
          '"ImageNormalization" exists, but it is the base of all normalizations and does nothing itself',
          anyOf,
        ],
        ['DefaultPreprocessor', '"DefaultPreprocessor" is a preprocessor of nnU-Net, not normalization', anyOf],
        ['', '"" cannot be the name of a normalization', anyOf],
      ] as const
    ).map(([name, why, remedy]) => ({
      name: JSON.stringify(name),
      changes: [set(name)],
      findings: [
        {
          message: 'unusable',
          at: `${schemes}/0`,
          data: { channel: 0, why },
          remedy,
          ...(remedy === anyOf
            ? {}
            : { fix: { isSafe: true, edits: [`${file}#${schemes}/0 = ${remedy.slice(6, -1)}`] } }),
        },
      ],
    })),
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
          text: 'It accepts only 0 to 255',
        },
      ],
    },
  ],
});
