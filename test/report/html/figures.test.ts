import fc from 'fast-check';
import type { Measures } from '../../../src/engine/report.js';
import { axisBars } from '../../../src/report/html/bars.js';
import { patchBoxes, voxelBoxes } from '../../../src/report/html/boxes.js';
import { frame, sizeOf, solid } from '../../../src/report/html/cuboid.js';
import { drawings } from '../../../src/report/html/drawings.js';
import { intensityFigure } from '../../../src/report/html/intensity-figure.js';
import type { Side } from '../../../src/report/html/sides.js';

const before = (measures: Measures): Side => ({ name: 'pretraining', tone: 'before', measures });
const after = (measures: Measures): Side => ({ name: 'finetuning', tone: 'after', measures });

const thick: Measures = {
  spacing: [5, 1, 1],
  patchSize: [16, 40, 40],
  medianShape: { voxels: [60, 300, 300], source: 'fingerprint' },
  receptiveField: [30, 150, 150],
};
const thin: Measures = { ...thick, spacing: [2.5, 1, 1] };

test('lengths along an axis are drawn to one scale, whichever side they are of', () => {
  const text = axisBars([before(thick), after(thin)])?.source ?? '';
  const widths = (name: string) =>
    [...text.matchAll(new RegExp(`class="${name}" x="1"[^>]* width="([\\d.]+)%"`, 'g'))].map((match) =>
      Number(match[1]),
    );
  // Slices, rows and columns; 300 mm is the longest.
  expect(widths('image')).toEqual([98, 49, 98, 98, 98, 98]);
  expect(widths('patch')).toEqual([80, 40, 40, 40, 40, 40].map((mm) => expect.closeTo((98 * mm) / 300, 1)));
  expect(text).toContain('patch 80 · image 300 · sees 150 mm');
  expect(text).toContain('patch 40 · image 150 · sees 75 mm');
});

test('a 2d configuration beside a 3d one shares its rows and columns', () => {
  const flat: Measures = { spacing: [2, 3], patchSize: [10, 10] };
  const text = axisBars([before(thick), after(flat)])?.source ?? '';
  const [slices, rows, columns] = text.split('<div class="axis">').slice(1);
  expect(slices).not.toContain('finetuning');
  expect(rows).toContain('patch 20 mm');
  expect(columns).toContain('patch 30 mm');
});

test('a box is as large as its drawing, at the same scale in all directions', () => {
  const length = fc.double({ min: 0.01, max: 500, noNaN: true });
  fc.assert(
    fc.property(fc.array(length, { minLength: 2, maxLength: 3 }), (lengths) => {
      const drawn = [solid(lengths, [0, 0], 'before'), frame(lengths, [0, 0], 'behind')]
        .map((one) => one.source)
        .join();
      const points = [...drawn.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map((match) => [Number(match[1]), Number(match[2])]);
      const extent = (axis: 0 | 1) => {
        const values = points.map((point) => point[axis] ?? Number.NaN);
        return Math.max(...values) - Math.min(...values);
      };
      const { width, height } = sizeOf(lengths);
      expect(Math.abs(extent(0) - width)).toBeLessThan(0.03);
      expect(Math.abs(extent(1) - height)).toBeLessThan(0.03);
    }),
  );
});

test('both voxels stand beside the same ruler', () => {
  const text = voxelBoxes([before(thick), after(thin)])?.source ?? '';
  expect([...text.matchAll(/<text[^>]*>([^<]*)</g)].map((match) => match[1])).toEqual(['2 mm', '2 mm']);
  expect(text).toContain('5 × 1 × 1 mm');
  expect(patchBoxes([before(thick)])?.source).toContain('80 × 40 × 40 mm in 300 × 300 × 300 mm');
});

const spread = (low: number, high: number, mean: number, std: number) => ({
  percentile_00_5: low,
  percentile_99_5: high,
  mean,
  std,
});

test('intensities of both datasets lie on one axis, with what they are clipped to', () => {
  const plans = spread(-100, 100, 0, 50);
  const of = (fingerprint: ReturnType<typeof spread>): Measures => ({
    intensities: [{ channel: 0, name: 'CT', normalization: 'CTNormalization', plans, fingerprint }],
  });
  const text = intensityFigure([before(of(plans)), after(of(spread(0, 200, 100, 50)))])?.source ?? '';
  // The axis runs from -115 to 215.
  const share = (value: number) => expect.closeTo(((value + 115) / 330) * 100, 1);
  const positions = (pattern: RegExp) =>
    [...text.matchAll(pattern)].map((match) => [Number(match[1]), Number(match[2])]);
  expect(positions(/class="range" x1="([\d.]+)%" x2="([\d.]+)%"/g)).toEqual([
    [share(-100), share(100)],
    [share(0), share(200)],
  ]);
  const clip = [share(-100), expect.closeTo((200 / 330) * 100, 1)];
  expect(positions(/class="clip" x="([\d.]+)%" width="([\d.]+)%"/g)).toEqual([clip, clip]);
  expect(text).toContain('CT (HU)');
  expect(text).toContain('0 … 200 · mean 100 ± 50 · clipped to −100 … 100');
});

test('a channel is called as either side calls it', () => {
  const plans = spread(0, 9, 3, 1);
  const sides = [
    before({ intensities: [{ channel: 0, plans }] }),
    after({ intensities: [{ channel: 0, plans, name: 'T1' }] }),
  ];
  expect(intensityFigure(sides)?.source).toContain('<h5>T1</h5>');
});

test('only CT normalization clips; without a fingerprint the plans speak', () => {
  const measures: Measures = {
    intensities: [{ channel: 0, normalization: 'ZScoreNormalization', plans: spread(0, 9, 3, 1) }],
  };
  const text = intensityFigure([before(measures)])?.source ?? '';
  expect(text).not.toContain('class="clip"');
  expect(text).toContain('channel 0');
  expect(text).toContain('as the plans state, no fingerprint · ZScoreNormalization');
});

test('whatever the numbers are, nothing that is no number is drawn', () => {
  const number = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(0, 1e-300, 1e300, 5e-324),
  );
  const length = fc.oneof(fc.double({ min: Number.MIN_VALUE, max: Number.MAX_VALUE, noNaN: true }), fc.nat(1000));
  const axes = fc.array(length, { minLength: 1, maxLength: 4 });
  const statistics = fc.record({ percentile_00_5: number, percentile_99_5: number, mean: number, std: number });
  const measures = fc.record(
    {
      spacing: axes,
      patchSize: axes,
      receptiveField: axes,
      medianShape: fc.record({ voxels: axes, source: fc.constantFrom('fingerprint' as const, 'plans' as const) }),
      intensities: fc.array(fc.record({ channel: fc.nat(3), plans: statistics }), { maxLength: 3 }),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(measures, measures, (one, other) => {
      expect(drawings([before(one), after(other)]).source).not.toMatch(
        /="[^"]*(NaN|Infinity|undefined|e[-+]\d)|(x|y|width)\d?="-/,
      );
    }),
  );
});
