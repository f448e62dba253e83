import { differs } from '../../src/diff/change.js';
import type { JsonObject, JsonValue } from '../../src/io/json/value.js';
import { diffOf, edited, fixture, summaryOf } from './sides.js';

const plans = fixture('nnunet-2.8.1');
const architecture = '/configurations/3d_fullres/architecture';
const args = `${architecture}/arch_kwargs`;
const options = { configurations: ['3d_fullres', '3d_fullres'] };

/** Difference of the 3d_fullres networks after edits of B, by argument. */
function edit(edits: Readonly<Record<string, JsonValue | undefined>>, of = plans) {
  const absolute = Object.entries(edits).map(([name, value]) => [
    name.startsWith('/') ? name : `${args}/${name}`,
    value,
  ]);
  return diffOf(of, edited(of, Object.fromEntries(absolute)), options);
}

describe('the same network in other words', () => {
  test('plans of nnU-Net 2.0 and of 2.8.1', () => {
    const diff = diffOf(fixture('nnunet-2.0'), plans);
    expect(diff.changes).toEqual([]);
    expect(diff.weights).toEqual({ answer: 'yes', reasons: [] });
    expect(diff.notes).toEqual([
      'A describes its networks in the form before nnU-Net 2.3.1. They are the same in both: 2d and 3d_fullres.',
    ]);
  });

  test('residual encoders of nnU-Net 2.2.1 and of 2.8.1: only what the planners decide differs', () => {
    const diff = diffOf(fixture('nnunet-2.2.1-resenc'), fixture('nnunet-2.8.1-resenc'));
    expect(diff.weights.answer).toBe('yes');
    expect(diff.changes.map(({ field }) => field).sort()).toEqual([
      'batch_size',
      'batch_size',
      'data_identifier',
      'data_identifier',
      'experiment_planner_used',
      'plans_name',
    ]);
  });

  test('class names under other paths', () => {
    const diff = edit({
      conv_op: 'torch.nn.Conv3d',
      norm_op: 'torch.nn.modules.InstanceNorm3d',
      nonlin: 'torch.nn.modules.activation.LeakyReLU',
      [`${architecture}/network_class_name`]: 'PlainConvUNet',
    });
    expect(diff.changes).toEqual([]);
  });

  test('one number for all stages and all axes', () => {
    const diff = edit({ n_conv_per_stage: 2, n_conv_per_stage_decoder: 2 });
    expect(diff.changes).toEqual([]);
    const cubic = edited(plans, { [`${args}/kernel_sizes`]: new Array(4).fill([3, 3, 3]), [`${args}/n_stages`]: 4 });
    const short = edited(cubic, { [`${args}/kernel_sizes`]: 3 });
    expect(diffOf(cubic, short, options).changes).toEqual([]);
  });

  test('defaults written out, and arguments of layers that are none', () => {
    const diff = edit({ nonlin_first: false, dropout_op: undefined, dropout_op_kwargs: {}, deep_supervision: false });
    expect(diff.changes).toEqual([]);
    expect(edit({ 'norm_op_kwargs/momentum': 0.1, 'nonlin_kwargs/negative_slope': 0.01 }).changes).toEqual([]);
  });

  test('the import list in another order, with arguments that are null', () => {
    const list = ['nonlin', 'norm_op', 'conv_op'];
    expect(edit({ [`${architecture}/_kw_requires_import`]: list }).changes).toEqual([]);
  });
});

describe('another network', () => {
  test('one stage less is one change, with what falls away', () => {
    const of = (key: string) =>
      ((plans as never)['configurations']['3d_fullres']['architecture']['arch_kwargs'] as JsonObject)[
        key
      ] as JsonValue[];
    const shorter = Object.fromEntries(
      ['features_per_stage', 'kernel_sizes', 'strides', 'n_conv_per_stage', 'n_conv_per_stage_decoder'].map((key) => [
        key,
        of(key).slice(0, -1),
      ]),
    );
    const stages = of('strides').length;
    const diff = edit({ n_stages: stages - 1, ...shorter });
    expect(diff.changes).toHaveLength(1);
    expect(diff.changes[0]).toMatchObject({ path: '3d_fullres: stages', before: stages, after: stages - 1 });
    expect(diff.changes[0]?.parts.map(({ kind, what }) => [kind, what])).toEqual([
      ['removed', `stage ${stages - 1}: features`],
      ['removed', `stage ${stages - 1}: kernel sizes`],
      ['removed', `stage ${stages - 1}: strides`],
      ['removed', `stage ${stages - 1}: convolutions`],
      ['removed', `stage ${stages - 2}: decoder convolutions`],
    ]);
    expect(diff.weights).toEqual({ answer: 'no', reasons: [`stages ${stages} → ${stages - 1}`] });
  });

  test('a stride deep in the network: the upsampling has another kernel', () => {
    const diff = edit({ 'strides/1': [2, 2, 2] });
    expect(diff.changes[0]?.parts.map(({ what }) => what)).toEqual(['stage 1']);
    expect(diff.weights).toEqual({ answer: 'no', reasons: ['strides'] });
  });

  test('the stride of the first stage decides no weight', () => {
    const diff = edit({ 'strides/0': [1, 2, 2] });
    expect(summaryOf(diff.changes)).toEqual([['3d_fullres: strides', 'training changes']]);
    expect(diff.weights).toEqual({ answer: 'yes', reasons: [] });
  });

  test('fewer convolutions: weights load, and some are dropped; more: they do not', () => {
    const fewer = edit({ 'n_conv_per_stage/0': 1 });
    expect(summaryOf(fewer.changes)).toEqual([['3d_fullres: convolutions per stage', 'training changes']]);
    expect(fewer.weights).toEqual({ answer: 'yes', reasons: ['4 tensors of A without a place in B are dropped'] });
    const more = edit({ 'n_conv_per_stage/0': 3 });
    expect(more.weights).toEqual({ answer: 'no', reasons: ['convolutions per stage'] });
  });

  test('beside a change that keeps weights from loading, one that does not', () => {
    const diff = edit({ 'n_conv_per_stage/0': 1, 'features_per_stage/0': 16 });
    expect(summaryOf(diff.changes)).toEqual([
      ['3d_fullres: features per stage', 'weights no longer load'],
      ['3d_fullres: convolutions per stage', 'training changes'],
    ]);
  });

  test('normalization without weights: those of A are dropped', () => {
    const diff = edit({ 'norm_op_kwargs/affine': false });
    expect(diff.changes).toMatchObject([
      { consequence: 'training changes', parts: [{ what: 'affine', before: true }] },
    ]);
    expect(diff.weights.answer).toBe('yes');
    const back = diffOf(edited(plans, { [`${args}/norm_op_kwargs/affine`]: false }), plans, options);
    expect(back.changes).toMatchObject([{ consequence: 'weights no longer load' }]);
    expect(back.weights).toEqual({ answer: 'no', reasons: ['normalization layer, arguments'] });
  });

  test('nonlinearity and eps decide no parameters', () => {
    const diff = edit({ nonlin: 'torch.nn.ReLU', 'norm_op_kwargs/eps': 1e-3 });
    expect(new Set(diff.changes.map(({ consequence }) => consequence))).toEqual(new Set(['training changes']));
    expect(diff.weights.answer).toBe('yes');
  });

  test('dropout has no parameters, but those of the layers behind it get other names', () => {
    const dropout = edited(plans, {
      [`${args}/dropout_op`]: 'torch.nn.Dropout3d',
      [`${args}/dropout_op_kwargs`]: { p: 0.2 },
    });
    const diff = diffOf(plans, dropout, options);
    expect(diff.weights).toEqual({ answer: 'no', reasons: ['dropout none → Dropout3d', 'dropout, arguments'] });
    const stronger = edited(dropout, { [`${args}/dropout_op_kwargs`]: { p: 0.5 } });
    expect(diffOf(dropout, stronger, options).weights.answer).toBe('yes');
  });

  test('the nonlinearity first: layers of a block trade places', () => {
    expect(edit({ nonlin_first: true }).changes).toMatchObject([
      { consequence: 'weights no longer load', before: false },
    ]);
  });

  test('plain convolutions against residual blocks: one change for both lists, and one cause', () => {
    const diff = diffOf(plans, fixture('nnunet-2.8.1-resenc'), options);
    expect(
      diff.changes.filter(({ consequence }) => consequence === 'weights no longer load').map(({ path }) => path),
    ).toEqual([
      '3d_fullres: network',
      '3d_fullres: convolutions/blocks per stage',
      '3d_fullres: decoder convolutions per stage',
    ]);
    expect(diff.weights.reasons).toEqual(['network PlainConvUNet → ResidualEncoderUNet']);
  });

  test('a legacy key points at where it is written', () => {
    const legacy = fixture('nnunet-2.0');
    const diff = diffOf(legacy, edited(legacy, { '/configurations/3d_fullres/UNet_base_num_features': 16 }), options);
    expect(diff.changes).toMatchObject([
      { path: '3d_fullres: features per stage', pointerA: '/configurations/3d_fullres/UNet_base_num_features' },
    ]);
    const kernels = '/configurations/3d_fullres/conv_kernel_sizes';
    const other = diffOf(legacy, edited(legacy, { [`${kernels}/0`]: [3, 3, 3] }), options);
    expect(other.changes[0]?.parts).toMatchObject([{ what: 'stage 0', pointerB: `${kernels}/0` }]);
  });
});

describe('what nnU-Net does not know or read', () => {
  const foreign = 'my.nets.AttentionUNet';

  test('another network class of somebody else: unknown', () => {
    const diff = edit({ [`${architecture}/network_class_name`]: foreign });
    expect(diff.weights).toEqual({ answer: 'unknown', reasons: ["AttentionUNet is not one of nnU-Net's networks"] });
    expect(diff.data.answer).toBe('yes');
  });

  test('the same foreign class with the same arguments is the same network', () => {
    const mine = edited(plans, { [`${architecture}/network_class_name`]: foreign });
    expect(edit({ [`${args}/heads`]: 4 }, mine).weights.answer).toBe('unknown');
    expect(edit({ '/plans_name': 'Mine' }, mine).weights).toEqual({ answer: 'yes', reasons: [] });
  });

  test('legacy plans of a foreign class', () => {
    const legacy = fixture('nnunet-2.0');
    const mine = edited(legacy, { '/configurations/3d_fullres/UNet_class_name': 'neUNet' });
    expect(diffOf(mine, structuredClone(mine), options).changes).toEqual([]);
    const diff = diffOf(legacy, mine, options);
    expect(summaryOf(diff.changes)).toEqual([['3d_fullres: network', 'weights no longer load']]);
    expect(diff.weights.answer).toBe('unknown');
  });

  test('no network at all', () => {
    const none = edited(plans, { [architecture]: undefined });
    expect(diffOf(none, none, options).weights).toEqual({
      answer: 'unknown',
      reasons: ['A describes no network', 'B describes no network'],
    });
  });

  test('legacy keys beside an architecture are dead', () => {
    const diff = edit({ '/configurations/3d_fullres/UNet_base_num_features': 8 });
    expect(diff.changes).toMatchObject([
      { consequence: 'no effect', reason: 'nnU-Net never reads it beside architecture.' },
    ]);
    expect(diff.weights.answer).toBe('yes');
    expect(differs(diff)).toBe(true);
  });

  test('other keys beside the arguments of the network', () => {
    const diff = edit({ [`${architecture}/comment`]: 'mine', [`${architecture}/strides`]: 2 });
    expect(diff.changes).toMatchObject([
      { field: 'architecture.comment', consequence: 'no effect', pointerB: `${architecture}/comment` },
      { field: 'architecture.strides', consequence: 'no effect', pointerB: `${architecture}/strides` },
    ]);
    expect(diff.weights.answer).toBe('yes');
    expect(edit({ [architecture]: 'PlainConvUNet' }).weights.answer).toBe('unknown');
    expect(edit({ [args]: null }).weights.answer).toBe('unknown');
  });

  test('an import list with a name more than it needs', () => {
    const list = ['conv_op', 'norm_op', 'dropout_op', 'nonlin', 'conv_bias'];
    const diff = edit({ [`${architecture}/_kw_requires_import`]: list });
    expect(diff.changes).toMatchObject([{ field: 'architecture._kw_requires_import' }]);
    const without = edit({ [`${architecture}/_kw_requires_import`]: ['conv_op', 'nonlin', 3] });
    expect(without.weights.answer).toBe('unknown');
  });

  test('numbers of stages and convolutions from a file do not decide how long it takes', () => {
    const diff = edit({
      n_stages: 1e15,
      n_conv_per_stage: 1e15,
      n_conv_per_stage_decoder: 1e15,
      features_per_stage: 32,
    });
    expect(diff.weights.answer).toBe('unknown');
    expect(diff.changes.map(({ path }) => path)).toContain('3d_fullres: stages');
  });
});

describe('later stages of a cascade', () => {
  const cascade = edited(plans, {
    '/configurations/cascade': { inherits_from: '3d_fullres', previous_stage: '3d_lowres' },
  });
  const labels = (count: number): JsonValue => ({
    channel_names: { 0: 'CT' },
    labels: Object.fromEntries([['background', 0], ...Array.from({ length: count }, (_, i) => [`l${i}`, i + 1])]),
  });

  test('against a first stage: the segmentation is one more input', () => {
    const diff = diffOf(cascade, cascade, { configurations: ['3d_fullres', 'cascade'] });
    expect(diff.weights).toEqual({ answer: 'no', reasons: ['previous stage none → 3d_lowres'] });
  });

  test('each label is an input channel', () => {
    const configurations = ['cascade', 'cascade'];
    const load = (a: number, b: number) =>
      diffOf(cascade, cascade, { configurations, datasets: [labels(a), labels(b)] }).weights;
    expect(load(2, 2)).toEqual({ answer: 'yes', reasons: [] });
    expect(load(2, 3)).toEqual({ answer: 'no', reasons: ['labels 2 → 3'] });
    expect(diffOf(cascade, cascade, { configurations }).weights).toEqual({ answer: 'yes', reasons: [] });
    const elsewhere = edited(cascade, { '/dataset_name': 'Dataset002_Other' });
    expect(diffOf(cascade, elsewhere, { configurations }).weights).toEqual({
      answer: 'yes',
      reasons: ['if both datasets have the same number of labels'],
    });
  });
});
