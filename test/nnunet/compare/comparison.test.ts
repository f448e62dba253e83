import fc from 'fast-check';
import type { Change } from '../../../src/engine/rule.js';
import { type JsonValue, member } from '../../../src/io/json/value.js';
import { compareConfigurations, differencesBetween, differingValues } from '../../../src/nnunet/compare/comparison.js';
import { Configuration } from '../../../src/nnunet/plans/configuration.js';
import type { ConfigurationInFile } from '../../../src/nnunet/plans/plans.js';
import { Plans } from '../../../src/nnunet/plans/plans.js';
import { projectFiles, withChanges } from '../../support/example-project.js';

const file = 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json';
const files = projectFiles('examples/transfer');

function side(
  changes: readonly Omit<Extract<Change, { set: string }>, 'file'>[] = [],
  name = '3d_fullres',
): ConfigurationInFile {
  const changed = withChanges(
    files,
    changes.map((change) => ({ file, ...change })),
  );
  const plans = new Plans(JSON.parse(new TextDecoder().decode(changed.get(file))) as JsonValue);
  return { plansFile: { plans }, configuration: plans.configuration(name) ?? new Configuration(name, {}) };
}

const original = side();
const of = (set: string, to: JsonValue) =>
  differingValues(differencesBetween(original, side([{ set, to }]))).map(({ path, consequence }) => [
    path.join('.'),
    consequence,
  ]);
const inside = (key: string) => `/configurations/3d_fullres/${key}`;
const argument = (key: string) => inside(`architecture/arch_kwargs/${key}`);
const statistics = (plans: Plans) => member(plans.value, 'foreground_intensity_properties_per_channel');

test('nothing differs from itself, nor by names', () => {
  expect(differencesBetween(original, side())).toEqual([]);
  expect(of('/plans_name', 'Other')).toEqual([]);
  expect(of(inside('data_identifier'), 'Other_3d_fullres')).toEqual([]);
});

test.each<[string, JsonValue, string, string]>([
  [inside('spacing'), [2.5, 1, 1], 'spacing', 'data must be preprocessed again'],
  [inside('batch_size'), 4, 'batch_size', 'training changes'],
  [inside('patch_size'), [8, 40, 40], 'patch_size', 'training changes'],
  [inside('batch_dice'), true, 'batch_dice', 'training changes'],
  [inside('resampling_fn_data_kwargs/order'), 1, 'resampling_fn_data_kwargs.order', 'data must be preprocessed again'],
  [inside('previous_stage'), '3d_lowres', 'previous_stage', 'weights no longer load'],
  [inside('use_mask_for_norm'), [true], 'use_mask_for_norm', 'training changes'],
  [inside('note'), 'x', 'note', 'no effect'],
  ['/image_reader_writer', 'NibabelIO', 'image_reader_writer', 'no effect'],
  ['/image_reader_writer', 'NibabelIOWithReorient', 'image_reader_writer', 'data must be preprocessed again'],
  [
    '/foreground_intensity_properties_per_channel/0/mean',
    1,
    'foreground_intensity_properties_per_channel.0.mean',
    'data must be preprocessed again',
  ],
  [
    '/foreground_intensity_properties_per_channel/0/max',
    1,
    'foreground_intensity_properties_per_channel.0.max',
    'no effect',
  ],
  [argument('features_per_stage/0'), 3, 'architecture.arch_kwargs.features_per_stage', 'weights no longer load'],
  [argument('n_conv_per_stage'), 1, 'architecture.arch_kwargs.n_conv_per_stage', 'training changes'],
  [argument('nonlin'), 'torch.nn.ReLU', 'architecture.arch_kwargs.nonlin', 'training changes'],
  [argument('norm_op'), 'torch.nn.BatchNorm3d', 'architecture.arch_kwargs.norm_op', 'weights no longer load'],
  [inside('architecture/network_class_name'), 'MyNet', 'architecture.network_class_name', 'weights no longer load'],
])('%s = %j', (set, to, path, consequence) => {
  expect(of(set, to)).toEqual([[path, consequence]]);
});

test.each<[string, JsonValue]>([
  [inside('batch_dice'), null],
  [inside('batch_dice'), 0],
  [argument('n_conv_per_stage'), 2],
  [argument('norm_op'), 'torch.nn.InstanceNorm3d'],
])('%s = %j is the same in other words', (set, to) => {
  expect(of(set, to)).toEqual([]);
});

test('intensity statistics matter to CTNormalization only', () => {
  const zScore = { set: inside('normalization_schemes'), to: ['ZScoreNormalization'] };
  const mean = { set: '/foreground_intensity_properties_per_channel/0/mean', to: 1 };
  const found = differencesBetween(side([zScore]), side([zScore, mean]));
  expect(found.map(({ consequence }) => consequence)).toEqual(['no effect']);
  expect(statistics(original.plansFile.plans)).toBeDefined();
});

test('the mask matters to ZScoreNormalization', () => {
  const zScore = { set: inside('normalization_schemes'), to: ['ZScoreNormalization'] };
  const mask = { set: inside('use_mask_for_norm'), to: [true] };
  const [found] = differencesBetween(side([zScore]), side([zScore, mask]));
  expect(found?.consequence).toBe('data must be preprocessed again');
});

test('2d weights do not load into a 3d network', () => {
  expect(compareConfigurations(side([], '2d'), original).weights.answer).toBe('no');
  expect(compareConfigurations(original, original).weights).toEqual({ answer: 'yes', reasons: [] });
  const nothing = { plansFile: { plans: new Plans({}) }, configuration: new Configuration('none', {}) };
  expect(compareConfigurations(original, nothing).weights.answer).toBe('unknown');
});

test('dropped weights are counted', () => {
  const fewer = side([{ set: argument('n_conv_per_stage'), to: 1 }]);
  expect(compareConfigurations(original, fewer).weights.reasons).toEqual([
    '16 tensors of A without a place in B are dropped',
  ]);
});

test('never throws, whatever the JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      const made = (value: unknown): ConfigurationInFile => {
        const plans = new Plans({ configurations: { c: value as JsonValue }, transpose_forward: value as JsonValue });
        return { plansFile: { plans }, configuration: plans.configuration('c') ?? new Configuration('c', {}) };
      };
      differencesBetween(made(a), made(b));
    }),
  );
});
