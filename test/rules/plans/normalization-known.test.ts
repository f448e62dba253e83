import { normalizationKnown } from '../../../rules/plans/normalization-known.js';
import type { JsonValue } from '../../../src/io/json/value.js';
import { ruleTester } from '../../support/rule-tester.js';

const file = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const at = '/configurations/3d_fullres';
const schemes = `${at}/normalization_schemes`;
const set = (...to: JsonValue[]) => ({ file, set: schemes, to });

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
        ['CT', /the class is "CTNormalization"/],
        ['noNorm', /the class is "NoNormalization"/],
        ['rescale_to_0_1', /the class is "RescaleTo01Normalization"/],
        ['ZScoreNormalisation', /but "ZScoreNormalization"/],
        ['ctnormalization', /but "CTNormalization"/],
        ['ImageNormalization', /does nothing itself/],
        ['DefaultPreprocessor', /a preprocessor of nnU-Net/],
        ['', /no name/],
      ] as const
    ).map(([name, text]) => ({
      name: JSON.stringify(name),
      changes: [set(name)],
      findings: [{ message: 'unusable', at: `${schemes}/0`, text }],
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
          text: 'It insists on 0 to 255',
        },
      ],
    },
  ],
});
