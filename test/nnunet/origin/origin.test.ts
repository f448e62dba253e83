import fc from 'fast-check';
import { isObject, type JsonValue, member } from '../../../src/io/json/value.js';
import { compareOrigins, compareWithFingerprint, kinshipOf, originOf } from '../../../src/nnunet/origin/origin.js';
import { Plans } from '../../../src/nnunet/plans/plans.js';
import { projectFiles } from '../../support/example-project.js';

const files = projectFiles('examples/transfer');
const json = (path: string): JsonValue => JSON.parse(new TextDecoder().decode(files.get(path))) as JsonValue;
const fingerprints = ['Dataset121_AbdomenCT', 'Dataset122_PancreasCT'].map(
  (name) => [name, json(`nnUNet_preprocessed/${name}/dataset_fingerprint.json`)] as const,
);
const moved = json('nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json') as Record<string, JsonValue>;
const own = json('nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json');
const edited = (changes: Record<string, JsonValue>) => new Plans({ ...moved, ...changes });
const intensitiesOf = (fingerprint: JsonValue | undefined) =>
  member(fingerprint, 'foreground_intensity_properties_per_channel') ?? null;

test('moved plans were made from the dataset whose fingerprint fits (real run)', () => {
  expect(originOf(new Plans(moved), fingerprints)).toEqual({
    datasets: ['Dataset121_AbdomenCT'],
    partly: [],
    compared: ['Dataset121_AbdomenCT', 'Dataset122_PancreasCT'],
  });
});

test('of equal fingerprints none is preferred', () => {
  const twice = [...fingerprints, ['Dataset900_Copy', fingerprints[0]?.[1]] as const];
  expect(originOf(new Plans(moved), twice).datasets).toEqual(['Dataset121_AbdomenCT', 'Dataset900_Copy']);
});

test('intensities pasted from the other dataset: the evidence is mixed, and says how', () => {
  const plans = edited({ foreground_intensity_properties_per_channel: intensitiesOf(fingerprints[1]?.[1]) });
  expect(originOf(plans, fingerprints)).toMatchObject({
    datasets: [],
    partly: [
      {
        dataset: 'Dataset121_AbdomenCT',
        resemblance: {
          agrees: ['median spacing', 'median shape', 'axis order'],
          differs: ['intensity statistics'],
        },
      },
      {
        dataset: 'Dataset122_PancreasCT',
        resemblance: { agrees: ['intensity statistics'], differs: ['median spacing', 'median shape'] },
      },
    ],
  });
});

test('another axis order is told apart from other medians', () => {
  const plans = edited({
    transpose_forward: [1, 0, 2],
  });
  expect(compareWithFingerprint(plans, fingerprints[0]?.[1])).toEqual({
    agrees: ['intensity statistics', 'median spacing', 'median shape'],
    differs: ['axis order'],
  });
});

test('plans that were transposed by the planner keep their origin', () => {
  const plans = edited({
    transpose_forward: [2, 0, 1],
    original_median_spacing_after_transp: [0.8, 5, 0.8],
    original_median_shape_after_transp: [37, 14, 36],
  });
  expect(kinshipOf(compareWithFingerprint(plans, fingerprints[0]?.[1]))).toBe('same');
});

test('statistics of another version of numpy differ in their last digits only', () => {
  const statistics = member(intensitiesOf(fingerprints[0]?.[1]), '0');
  const mean = member(statistics, 'mean');
  const shifted = { ...(isObject(statistics) ? statistics : {}), mean: Number(mean) * (1 + 2e-6) };
  const plans = edited({ foreground_intensity_properties_per_channel: { 0: shifted } });
  expect(originOf(plans, fingerprints).datasets).toEqual(['Dataset121_AbdomenCT']);
});

const withMean = (by: number): Plans => {
  const statistics = member(intensitiesOf(fingerprints[0]?.[1]), '0');
  const [mean, std] = ['mean', 'std'].map((name) => Number(member(statistics, name)));
  const shifted = { ...(isObject(statistics) ? statistics : {}), mean: (mean ?? 0) + by * (std ?? 0) };
  return edited({ foreground_intensity_properties_per_channel: { 0: shifted } });
};

test.each([
  [0.0049, ['Dataset121_AbdomenCT']],
  [0.0051, []],
])('a mean that is off by %f standard deviations', (by, datasets) => {
  expect(originOf(withMean(by), fingerprints).datasets).toEqual(datasets);
});

test('a fingerprint that fits to the last digits outranks one that nearly fits', () => {
  const nearly = member(withMean(0.004).value, 'foreground_intensity_properties_per_channel') ?? null;
  const copy = { ...(fingerprints[0]?.[1] as object), foreground_intensity_properties_per_channel: nearly };
  const both = [...fingerprints, ['Dataset900_Nearly', copy as JsonValue] as const];
  expect(originOf(new Plans(moved), both).datasets).toEqual(['Dataset121_AbdomenCT']);
  expect(originOf(withMean(0.002), both).datasets).toEqual(['Dataset121_AbdomenCT', 'Dataset900_Nearly']);
});

test('the key of older plans is understood', () => {
  const { foreground_intensity_properties_per_channel: statistics, ...rest } = moved;
  const plans = new Plans({ ...rest, foreground_intensity_properties_by_modality: statistics ?? null });
  expect(originOf(plans, fingerprints).datasets).toEqual(['Dataset121_AbdomenCT']);
});

test('two plans of one origin', () => {
  expect(kinshipOf(compareOrigins(new Plans(moved), new Plans(own)))).toBe('same');
});

test.each([
  ['no plans', new Plans(undefined)],
  ['a list', new Plans([])],
  ['plans without traces', new Plans({ transpose_forward: [0, 1, 2] })],
])('%s: nothing is known', (_name, plans) => {
  expect(originOf(plans, fingerprints)).toEqual({ datasets: [], partly: [], compared: [] });
  expect(kinshipOf(compareOrigins(plans, new Plans(moved)))).toBe('unknown');
});

test.each([undefined, null, [], {}, { spacings: [], shapes_after_crop: [[1], [1, 2]] }, { spacings: ['a'] }])(
  'a damaged fingerprint %j proves nothing',
  (fingerprint) => {
    expect(originOf(new Plans(moved), [['Dataset900_Damaged', fingerprint as JsonValue]]).compared).toEqual([]);
  },
);

test('equal medians of a common kind, alone, prove nothing against other intensities', () => {
  expect(
    kinshipOf({ agrees: ['median spacing', 'axis order'], differs: ['intensity statistics', 'median shape'] }),
  ).toBe('other');
  expect(kinshipOf({ agrees: ['median spacing', 'median shape'], differs: [] })).toBe('mixed');
});

test('never throws, whatever the JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (plans, fingerprint) => {
      originOf(new Plans(plans as JsonValue), [['Dataset001_A', fingerprint as JsonValue]]);
      compareOrigins(new Plans(plans as JsonValue), new Plans(fingerprint as JsonValue));
    }),
  );
});
