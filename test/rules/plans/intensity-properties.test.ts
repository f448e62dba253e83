import { intensityProperties } from '../../../rules/plans/intensity-properties.js';
import type { JsonValue } from '../../../src/io/json/value.js';
import { ruleTester } from '../../support/rule-tester.js';

const file = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const table = '/foreground_intensity_properties_per_channel';
const set = (place: string, to: JsonValue) => ({ file, set: place, to });

ruleTester(intensityProperties, {
  valid: [
    { name: 'plans as nnU-Net wrote them (real run)' },
    { name: 'two channels (real run)', project: 'mr-two-channels' },
    {
      name: 'statistics that nobody reads',
      changes: [set(`${table}/0/max`, 'x'), { file, remove: `${table}/0/median` }],
    },
    { name: 'one bound less', changes: [set(`${table}/0/percentile_00_5`, null)] },
    {
      name: 'no statistics where CTNormalization is not used',
      changes: ['2d', '3d_fullres']
        .map((name) => set(`/configurations/${name}/normalization_schemes`, ['ZScoreNormalization']))
        .concat(set(`${table}/0`, {})),
    },
    { name: 'what is no table is told by plans/schema', changes: [set(table, [])] },
    {
      name: 'the older name of the table',
      changes: [
        set('/foreground_intensity_properties_by_modality', {
          0: { mean: 0, std: 1, percentile_00_5: 0, percentile_99_5: 1 },
        }),
        { file, remove: table },
      ],
    },
  ],
  invalid: [
    {
      name: 'no table',
      changes: [{ file, remove: table }],
      findings: [
        {
          message: 'channelMissing',
          at: '',
          data: { key: 'foreground_intensity_properties_per_channel', channels: ['0'] },
        },
        {
          message: 'channelMissing',
          at: '',
          data: { key: 'foreground_intensity_properties_per_channel', channels: ['0'] },
        },
      ],
    },
    {
      name: 'no entry',
      changes: [set(table, {})],
      findings: [
        {
          message: 'channelMissing',
          at: '/foreground_intensity_properties_per_channel',
          data: { key: 'foreground_intensity_properties_per_channel', channels: ['0'] },
        },
        {
          message: 'channelMissing',
          at: '/foreground_intensity_properties_per_channel',
          data: { key: 'foreground_intensity_properties_per_channel', channels: ['0'] },
        },
      ],
    },
    {
      name: 'two numbers less',
      changes: [set(`${table}/0`, { mean: 1, percentile_00_5: 0 })],
      findings: [
        {
          message: 'statisticsMissing',
          at: '/foreground_intensity_properties_per_channel/0',
          data: { channel: 0, names: ['std', 'percentile_99_5'] },
        },
        {
          message: 'statisticsMissing',
          at: '/foreground_intensity_properties_per_channel/0',
          data: { channel: 0, names: ['std', 'percentile_99_5'] },
        },
      ],
    },
    {
      name: 'a text',
      changes: [set(`${table}/0/mean`, '70')],
      findings: [
        {
          message: 'unusable',
          at: '/foreground_intensity_properties_per_channel/0/mean',
          data: { channel: 0, name: 'mean', found: '"70"' },
        },
        {
          message: 'unusable',
          at: '/foreground_intensity_properties_per_channel/0/mean',
          data: { channel: 0, name: 'mean', found: '"70"' },
        },
      ],
    },
    {
      name: 'NaN',
      changes: [{ file, replace: '"std": 70.1224594116211', by: '"std": NaN' }],
      findings: [
        {
          message: 'notANumber',
          at: '/foreground_intensity_properties_per_channel/0/std',
          data: { channel: 0, name: 'std', found: 'NaN' },
        },
        {
          message: 'notANumber',
          at: '/foreground_intensity_properties_per_channel/0/std',
          data: { channel: 0, name: 'std', found: 'NaN' },
        },
      ],
    },
  ],
});
