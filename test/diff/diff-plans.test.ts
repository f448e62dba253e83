import { differs } from '../../src/diff/change.js';
import { NoSuchConfiguration } from '../../src/diff/side.js';
import type { JsonObject, JsonValue } from '../../src/io/json/value.js';
import { diffOf, edited, fixture, summaryOf } from './sides.js';

const plans = fixture('nnunet-2.8.1');
const full = '/configurations/3d_fullres';

describe('what is no difference', () => {
  test('plans and themselves', () => {
    const diff = diffOf(plans, structuredClone(plans));
    expect(diff.changes).toEqual([]);
    expect(differs(diff)).toBe(false);
    expect(diff.weights).toEqual({ answer: 'yes', reasons: [] });
    expect(diff.data).toEqual({ answer: 'yes', reasons: [] });
    expect(diff.configurations.map(({ a, b }) => [a, b])).toEqual([
      ['2d', '2d'],
      ['3d_fullres', '3d_fullres'],
    ]);
  });

  test('the order of keys', () => {
    const reversed = (value: JsonValue): JsonValue =>
      typeof value !== 'object' || value === null || Array.isArray(value)
        ? value
        : Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, entry]) => [key, reversed(entry)]),
          );
    expect(diffOf(plans, reversed(plans)).changes).toEqual([]);
  });

  test('spacings as NIfTI stores them', () => {
    const a = edited(plans, { [`${full}/spacing`]: [0.8, 0.8, 0.8] });
    const b = edited(plans, { [`${full}/spacing`]: [0.800000011920929, 0.8, 0.8] });
    expect(diffOf(a, b).changes).toEqual([]);
    expect(diffOf(b, a).changes).toEqual([]);
    expect(diffOf(a, b, { options: { spacingRelative: 0, spacingAbsolute: 0 } }).changes).toHaveLength(1);
  });

  test('a stage named by a text or by a list, and stages that are null', () => {
    const a = edited(plans, { [`${full}/next_stage`]: '2d', '/configurations/2d/previous_stage': null });
    const b = edited(plans, { [`${full}/next_stage`]: ['2d'], '/configurations/2d/next_stage': null });
    expect(diffOf(a, b).changes).toEqual([]);
  });

  test('the label manager that nnU-Net takes where none is named', () => {
    expect(diffOf(plans, edited(plans, { '/label_manager': undefined })).changes).toEqual([]);
  });

  test('the older name of the intensity statistics', () => {
    const statistics = (plans as JsonObject)['foreground_intensity_properties_per_channel'] as JsonValue;
    const older = edited(plans, {
      '/foreground_intensity_properties_per_channel': undefined,
      '/foreground_intensity_properties_by_modality': statistics,
    });
    expect(diffOf(plans, older).changes).toEqual([]);
  });

  test('arguments of the resampling that are the defaults', () => {
    const short = edited(plans, {
      [`${full}/resampling_fn_data_kwargs`]: { is_seg: false, force_separate_z: null },
      [`${full}/resampling_fn_seg_kwargs`]: { is_seg: true, order: 1, order_z: 0, force_separate_z: null },
    });
    expect(diffOf(plans, short).changes).toEqual([]);
  });

  test('a configuration written out and the same configuration by inheritance', () => {
    const written = (plans as { configurations: JsonObject }).configurations['3d_fullres'] as JsonObject;
    const a = edited(plans, { '/configurations/bs4': { ...written, batch_size: 4 } });
    const b = edited(plans, { '/configurations/bs4': { inherits_from: '3d_fullres', batch_size: 4 } });
    const diff = diffOf(a, b);
    expect(summaryOf(diff.changes)).toEqual([['bs4: parent configuration', 'no effect']]);
  });
});

describe('what differs', () => {
  test('the spacing: named by field and axis, with both places', () => {
    const diff = diffOf(plans, edited(plans, { [`${full}/spacing/0`]: 2.5 }));
    expect(diff.changes).toEqual([
      {
        kind: 'changed',
        path: '3d_fullres: spacing',
        what: 'spacing',
        configuration: '3d_fullres',
        followers: [],
        field: 'spacing',
        unit: 'mm',
        shape: 'axes',
        before: [3, 1, 1],
        after: [2.5, 1, 1],
        pointerA: `${full}/spacing`,
        pointerB: `${full}/spacing`,
        parts: [
          {
            kind: 'changed',
            what: 'axis 0 (slices)',
            before: 3,
            after: 2.5,
            pointerA: `${full}/spacing/0`,
            pointerB: `${full}/spacing/0`,
          },
        ],
        consequence: 'data must be preprocessed again',
        reason: 'Images are resampled to it.',
        negligible: false,
      },
    ]);
    expect(differs(diff)).toBe(true);
    expect(diff.weights.answer).toBe('yes');
    expect(diff.data).toEqual({ answer: 'no', reasons: ['spacing'] });
    expect(diff.configurations.find(({ a }) => a === '2d')?.data.answer).toBe('yes');
  });

  test('gravest first', () => {
    const diff = diffOf(
      plans,
      edited(plans, {
        '/plans_name': 'Other',
        [`${full}/batch_size`]: 7,
        [`${full}/spacing/1`]: 2,
        [`${full}/architecture/arch_kwargs/features_per_stage/0`]: 16,
        [`${full}/resampling_fn_probabilities_kwargs/order`]: 0,
      }),
    );
    expect(summaryOf(diff.changes)).toEqual([
      ['3d_fullres: features per stage', 'weights no longer load'],
      ['3d_fullres: spacing', 'data must be preprocessed again'],
      ['3d_fullres: batch size', 'training changes'],
      ['3d_fullres: resampling of predictions, arguments', 'inference changes'],
      ['plans name', 'no effect'],
    ]);
  });

  test('a key that nnU-Net does not read has no effect', () => {
    const [change] = diffOf(plans, edited(plans, { [`${full}/loss`]: { name: 'dice' } })).changes;
    expect(change).toMatchObject({ kind: 'added', path: '3d_fullres: loss', consequence: 'no effect' });
    expect(change?.reason).toBe('nnU-Net reads no key called loss.');
    expect(change).not.toHaveProperty('before');
    expect(change).not.toHaveProperty('pointerA');
  });

  test('readers that deliver the same images, and others', () => {
    const reader = (name: string) => edited(plans, { '/image_reader_writer': name });
    const consequence = (a: string, b: string) => diffOf(reader(a), reader(b)).changes[0]?.consequence;
    expect(consequence('SimpleITKIO', 'NibabelIO')).toBe('no effect');
    expect(consequence('SimpleITKIO', 'NibabelIOWithReorient')).toBe('data must be preprocessed again');
  });

  test('another earlier stage of a cascade has as many labels', () => {
    const behind = (stage: string) => edited(plans, { [`${full}/previous_stage`]: stage });
    const diff = diffOf(behind('3d_lowres'), behind('3d_lowres_mine'));
    expect(summaryOf(diff.changes)).toEqual([['3d_fullres: previous stage', 'training changes']]);
    expect(diff.weights.answer).toBe('yes');
  });

  test('types as Python compares them: true is 1, None is false to a condition, text is no number', () => {
    const batch = (dice: JsonValue, size: JsonValue, fields = { [`${full}/batch_dice`]: dice }) =>
      edited(plans, { ...fields, [`${full}/batch_size`]: size });
    expect(diffOf(batch(true, 2), batch(1, 2.0)).changes).toEqual([]);
    expect(diffOf(batch(false, 1), batch(null, true)).changes).toEqual([]);
    expect(summaryOf(diffOf(batch(true, 2), batch(0, '2')).changes)).toEqual([
      ['3d_fullres: batch size', 'training changes'],
      ['3d_fullres: batch Dice', 'training changes'],
    ]);
  });

  test('a mask that is 0, where nnU-Net asserts a bool', () => {
    const mask = (flag: JsonValue) => edited(plans, { [`${full}/use_mask_for_norm`]: [flag] });
    expect(diffOf(mask(false), mask(null)).changes).toEqual([]);
    expect(diffOf(mask(false), mask(0)).changes).toHaveLength(1);
  });
});

describe('configurations', () => {
  test('what is written in a parent is told once, with the names of those who inherit it', () => {
    const child = edited(plans, {
      '/configurations/bs4': { inherits_from: '3d_fullres', batch_size: 4 },
      '/configurations/bs8': { inherits_from: 'bs4', batch_size: 8 },
    });
    const diff = diffOf(child, edited(child, { [`${full}/spacing/0`]: 2.5 }));
    expect(diff.changes).toHaveLength(1);
    expect(diff.changes[0]).toMatchObject({ path: '3d_fullres: spacing', followers: ['bs4', 'bs8'] });
  });

  test('a child that no longer follows its parent', () => {
    const child = edited(plans, { '/configurations/bs4': { inherits_from: '3d_fullres', batch_size: 4 } });
    const diff = diffOf(child, edited(child, { '/configurations/bs4/patch_size': [24, 32, 32] }));
    expect(diff.changes).toHaveLength(1);
    expect(diff.changes[0]).toMatchObject({
      path: 'bs4: patch size',
      followers: [],
      pointerA: `${full}/patch_size`,
      pointerB: '/configurations/bs4/patch_size',
    });
  });

  test('a child that is not touched by a change in its parent, because it says otherwise', () => {
    const child = edited(plans, { '/configurations/bs4': { inherits_from: '3d_fullres', batch_size: 4 } });
    const diff = diffOf(child, edited(child, { [`${full}/batch_size`]: 3 }));
    expect(diff.changes.map(({ path, followers }) => [path, followers])).toEqual([['3d_fullres: batch size', []]]);
  });

  test('one that came, one that went', () => {
    const without = edited(plans, { '/configurations/2d': undefined });
    expect(diffOf(plans, without).changes).toMatchObject([
      { kind: 'removed', path: 'configuration 2d', pointerA: '/configurations/2d' },
    ]);
    expect(diffOf(without, plans).changes).toMatchObject([
      { kind: 'added', path: 'configuration 2d', pointerB: '/configurations/2d' },
    ]);
  });

  test('one under a new name has moved', () => {
    const written = (plans as { configurations: JsonObject }).configurations['3d_fullres'] as JsonObject;
    const renamed = edited(plans, {
      [full]: undefined,
      '/configurations/mine': { ...written, data_identifier: 'nnUNetPlans_mine' },
    });
    const diff = diffOf(plans, renamed);
    expect(diff.changes.map(({ kind, path }) => [kind, path])).toEqual([
      ['changed', '3d_fullres → mine: data identifier'],
      ['moved', 'configuration 3d_fullres → mine'],
    ]);
    expect(diff.configurations[1]).toMatchObject({ a: '3d_fullres', b: 'mine', weights: { answer: 'yes' } });
  });

  test('one of them alone: everything that reaches it, nothing else', () => {
    const b = edited(plans, { '/configurations/2d/batch_size': 99, [`${full}/batch_size`]: 9, '/plans_name': 'B' });
    const diff = diffOf(plans, b, { configurations: ['3d_fullres', '3d_fullres'] });
    expect(diff.a).toBe('A.json#3d_fullres');
    expect(summaryOf(diff.changes)).toEqual([
      ['3d_fullres: batch size', 'training changes'],
      ['plans name', 'no effect'],
    ]);
  });

  test('asked for on one side only: the other side has it by the same name', () => {
    for (const configurations of [['2d'], [undefined, '2d']]) {
      expect(diffOf(plans, plans, { configurations }).configurations).toMatchObject([{ a: '2d', b: '2d' }]);
    }
  });

  test('asked for on one side, and the other side has one only', () => {
    const only = edited(plans, { '/configurations/2d': undefined });
    expect(diffOf(plans, only, { configurations: ['2d'] }).configurations).toMatchObject([
      { a: '2d', b: '3d_fullres' },
    ]);
  });

  test('2d against 3d_fullres: axes are compared from the last', () => {
    const diff = diffOf(plans, plans, { configurations: ['2d', '3d_fullres'] });
    const spacing = diff.changes.find((change) => change.field === 'spacing');
    expect(spacing?.path).toBe('2d → 3d_fullres: spacing');
    expect(spacing?.parts).toEqual([
      { kind: 'added', what: 'axis 0 (slices)', after: 3, pointerB: `${full}/spacing/0` },
    ]);
    expect(diff.weights).toMatchObject({ answer: 'no' });
    expect(diff.weights.reasons).toContain('convolution Conv2d → Conv3d');
  });

  test('one that does not exist', () => {
    const call = () => diffOf(plans, plans, { configurations: ['3d_fulres'] });
    expect(call).toThrow(NoSuchConfiguration);
    expect(call).toThrow('A has no configuration "3d_fulres".');
  });

  test('none in common', () => {
    const a = edited(plans, { '/configurations/2d': undefined });
    const b = edited(plans, { [full]: undefined });
    expect(diffOf(a, b).weights).toEqual({ answer: 'unknown', reasons: ['no configuration in common'] });
  });
});

describe('noise of planning twice', () => {
  const statistics = '/foreground_intensity_properties_per_channel/0';

  test('statistics that differ in the fifth digit are kept, but count for nothing', () => {
    const a = edited(plans, { [`${statistics}/mean`]: 117.57 });
    const b = edited(plans, { [`${statistics}/mean`]: 117.577 });
    const diff = diffOf(a, b);
    expect(diff.changes).toMatchObject([
      { path: 'intensity statistics of channel 0', negligible: true, consequence: 'no effect' },
    ]);
    expect(differs(diff)).toBe(false);
    expect(diff.data.answer).toBe('yes');
    expect(differs(diffOf(a, b, { options: { intensity: 1e-6 } }))).toBe(true);
  });

  test('a mean near zero is measured by its standard deviation', () => {
    const a = edited(plans, { [`${statistics}/mean`]: 0.001, [`${statistics}/std`]: 100 });
    expect(differs(diffOf(a, edited(a, { [`${statistics}/mean`]: 0.004 })))).toBe(false);
  });

  test('a large batch size that differs by one, but not a small one', () => {
    const batch = (size: number) => edited(plans, { '/configurations/2d/batch_size': size });
    expect(differs(diffOf(batch(91), batch(90)))).toBe(false);
    expect(differs(diffOf(batch(2), batch(3)))).toBe(true);
    expect(differs(diffOf(batch(12), batch(13)))).toBe(true);
  });

  test('a spacing is never noise beyond the tolerance of numbers', () => {
    expect(differs(diffOf(plans, edited(plans, { [`${full}/spacing/0`]: 3.0001 })))).toBe(true);
  });
});

describe('values that are no plans', () => {
  test('are compared leaf by leaf, and nothing is claimed about them', () => {
    const diff = diffOf({ a: 1 }, { a: 2, b: [1] });
    expect(diff.weights).toEqual({ answer: 'unknown', reasons: ['neither is a plans file'] });
    expect(diff.changes.map(({ kind, path, pointerB }) => [kind, path, pointerB])).toEqual([
      ['changed', 'a', '/a'],
      ['added', 'b', '/b'],
    ]);
    expect(diffOf(plans, []).data.reasons).toEqual(['B is not a plans file']);
    expect(diffOf(1, 2).changes).toMatchObject([{ path: 'the whole file', pointerA: '' }]);
  });

  test('more configurations than any plans have', () => {
    const names = Array.from({ length: 2000 }, (_, i) => [`c${i}`, { inherits_from: `c${i + 1}` }] as const);
    const chain = { configurations: Object.fromEntries(names) };
    const diff = diffOf(chain, edited(chain, { '/configurations/c7': { batch_size: 2 } }));
    expect(diff.weights.reasons).toEqual(['one of them has more configurations than any plans']);
    expect(diff.changes.length).toBeGreaterThan(0);
  });

  test('nested deeper than plans are', () => {
    let deep: JsonValue = 1;
    for (let i = 0; i < 5000; i += 1) deep = [deep];
    const diff = diffOf(plans, edited(plans, { [`${full}/architecture`]: deep }));
    expect(diff.weights).toEqual({ answer: 'unknown', reasons: ['one of them is nested too deeply for plans'] });
    expect(diff.changes.length).toBeGreaterThan(0);
  });
});
