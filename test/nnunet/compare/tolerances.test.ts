import fc from 'fast-check';
import { intensityPropertiesMatch } from '../../../rules/transfer/intensity-properties-match.js';
import { spacingMatch } from '../../../rules/transfer/spacing-match.js';
import { tolerancesOf } from '../../../src/engine/tolerances.js';
import type { JsonValue } from '../../../src/io/json/value.js';
import { areNear, defaultTolerances, normalizedDifference } from '../../../src/nnunet/compare/tolerances.js';
import { diffOf, edited, fixture } from '../../diff/sides.js';

const plans = fixture('nnunet-2.8.1');
const inside = '/configurations/3d_fullres';
const statistics = '/foreground_intensity_properties_per_channel/0';
const { number, spacingRelative, spacingAbsolute, intensity, note, batchSize } = defaultTolerances;

/** A value, and how far another may lie from it and be the same; 100 is the standard deviation of the statistics. */
test.each<[string, string, JsonValue, JsonValue, 'nothing' | 'noise']>([
  ['any number', `${inside}/resampling_fn_data_kwargs/order`, 3, 3 * (1 + number * 0.9), 'nothing'],
  ['a spacing, relative', `${inside}/spacing`, [3, 1, 1], [3, 1, 1 + spacingRelative * 0.9], 'nothing'],
  ['a spacing, absolute', `${inside}/spacing`, [3, 1, 0], [3, 1, spacingAbsolute * 0.9], 'nothing'],
  ['a mean', `${statistics}/mean`, 50, 50 + 100 * intensity * 0.9, 'noise'],
  ['a lower clip', `${statistics}/percentile_00_5`, 0, 100 * intensity * 0.9, 'noise'],
  ['an upper clip', `${statistics}/percentile_99_5`, 200, 200 + 100 * intensity * 0.9, 'noise'],
  // The clipped range of 200 reaches 1.5 standard deviations from the mean of 50.
  ['a standard deviation', `${statistics}/std`, 100, 100 / (1 + (intensity * 0.9) / 1.5), 'noise'],
  ['a statistic that nothing reads', `${statistics}/median`, 50, 50 + 100 * intensity * 0.9, 'noise'],
  [
    'a median that the planner notes',
    '/original_median_spacing_after_transp',
    [3, 1, 1],
    [3 * (1 + note * 0.9), 1, 1],
    'noise',
  ],
  ['a batch size', '/configurations/2d/batch_size', 1000, 1000 + 1000 * batchSize * 0.9, 'noise'],
])('%s: on either side of its tolerance', (_name, at, before, near, kind) => {
  const all = edited(plans, {
    [`${statistics}/mean`]: 50,
    [`${statistics}/std`]: 100,
    [`${statistics}/median`]: 50,
    [`${statistics}/percentile_00_5`]: 0,
    [`${statistics}/percentile_99_5`]: 200,
  });
  const changes = (to: JsonValue) => diffOf(edited(all, { [at]: before }), edited(all, { [at]: to })).changes;
  expect(changes(near).map(({ negligible }) => negligible)).toEqual(kind === 'noise' ? [true] : []);
  expect(changes(beyond(before, near)).map(({ negligible }) => negligible)).toEqual([false]);
});

/** A third further away. */
function beyond(before: JsonValue, near: JsonValue): JsonValue {
  if (Array.isArray(before) && Array.isArray(near)) return before.map((entry, i) => beyond(entry, near[i] ?? null));
  return typeof before === 'number' && typeof near === 'number' ? before + (near - before) * 1.3 : near;
}

test('small differences of several statistics add up', () => {
  const each = edited(plans, {
    [`${statistics}/mean`]: 50,
    [`${statistics}/std`]: 100,
    [`${statistics}/percentile_00_5`]: 0,
    [`${statistics}/percentile_99_5`]: 200,
  });
  const step = 100 * intensity * 0.7;
  const negligible = (edits: Record<string, JsonValue>) => diffOf(each, edited(each, edits)).changes[0]?.negligible;
  expect(negligible({ [`${statistics}/mean`]: 50 - step })).toBe(true);
  expect(negligible({ [`${statistics}/percentile_99_5`]: 200 + step })).toBe(true);
  expect(negligible({ [`${statistics}/mean`]: 50 - step, [`${statistics}/percentile_99_5`]: 200 + step })).toBe(false);
});

test('a statistic that is gone, or no number, is no noise', () => {
  for (const to of [undefined, null, '50', true]) {
    expect(diffOf(plans, edited(plans, { [`${statistics}/mean`]: to })).changes).toMatchObject([
      { negligible: false, consequence: 'data must be preprocessed again' },
    ]);
  }
});

test('public plans of one dataset and of two', () => {
  // clip 1127.76 against 1127.52: two releases of one collection; KiTS and a part of it.
  const [autoPet, other] = [
    { percentile_00_5: -832.063, percentile_99_5: 1127.759, mean: 107.734, std: 286.344 },
    { percentile_00_5: -831.948, percentile_99_5: 1127.519, mean: 107.777, std: 286.173 },
  ];
  expect(normalizedDifference(autoPet, other)).toBeLessThan(intensity / 2);
  const [kits, part] = [
    { percentile_00_5: 0.0173777, percentile_99_5: 0.9936988, mean: 0.472223, std: 0.2764883 },
    { percentile_00_5: 0.0180777, percentile_99_5: 0.9941365, mean: 0.4729328, std: 0.2747044 },
  ];
  expect(normalizedDifference(kits, part)).toBeGreaterThan(2 * intensity);
});

const some = fc.record({
  percentile_00_5: fc.double({ min: -1000, max: 0, noNaN: true }),
  percentile_99_5: fc.double({ min: 1, max: 3000, noNaN: true }),
  mean: fc.double({ min: -500, max: 500, noNaN: true }),
  std: fc.double({ min: 1, max: 500, noNaN: true }),
});

test('no voxel moves further than it says, and some voxel does so far', () => {
  fc.assert(
    fc.property(some, some, fc.double({ min: -2000, max: 5000, noNaN: true }), (a, b, voxel) => {
      const normalized = ({ percentile_00_5: low, percentile_99_5: high, mean, std }: typeof a) =>
        (Math.min(Math.max(voxel, low), high) - mean) / Math.max(std, 1e-8);
      expect(Math.abs(normalized(a) - normalized(b))).toBeLessThanOrEqual(normalizedDifference(a, b) + 1e-9);
      expect(normalizedDifference(a, b)).toBe(normalizedDifference(b, a));
      expect(normalizedDifference(a, a)).toBe(0);
    }),
  );
});

test('numbers that are none', () => {
  expect(areNear(Number.NaN, Number.NaN, 0)).toBe(true);
  expect(areNear(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0)).toBe(true);
  expect(areNear(Number.POSITIVE_INFINITY, 1, 1)).toBe(false);
  expect(areNear(Number.NaN, 0, 1, 1)).toBe(false);
  expect(areNear(-0, 0, 0)).toBe(true);
});

test('options of rules set tolerances, and equal ones are one object', () => {
  const rules = [spacingMatch, intensityPropertiesMatch];
  expect(tolerancesOf(rules, () => undefined)).toBe(defaultTolerances);
  const set = () => tolerancesOf(rules, (rule) => (rule === spacingMatch ? { options: { rtol: 0.1 } } : undefined));
  expect(set()).toEqual({ ...defaultTolerances, spacingRelative: 0.1 });
  expect(set()).toBe(set());
  expect(tolerancesOf(rules, () => ({ options: { tolerance: 1 } })).intensity).toBe(1);
});
