import type { JsonValue } from '../../src/io/json/value.js';
import { diffOf, edited, fixture, summaryOf } from './sides.js';

const names = ['T1', 'T2', 'FLAIR'];
const statistics = [100, 300, 900].map((mean) => ({
  max: 10 * mean,
  mean,
  median: mean - 1,
  min: 0,
  percentile_00_5: mean / 10,
  percentile_99_5: 3 * mean,
  std: mean / 5,
}));

/** Plans with one channel for each place given: `[0, 2]` has the statistics and the scheme of channels 0 and 2. */
function withChannels(places: readonly number[], schemes = places.map(() => 'ZScoreNormalization')): JsonValue {
  const lists = ['2d', '3d_fullres'].flatMap((name) => [
    [`/configurations/${name}/normalization_schemes`, [...schemes]],
    [`/configurations/${name}/use_mask_for_norm`, places.map(() => false)],
  ]);
  const properties = Object.fromEntries(places.map((place, i) => [String(i), statistics[place] as JsonValue]));
  return edited(fixture('nnunet-2.8.1'), {
    ...Object.fromEntries(lists),
    '/foreground_intensity_properties_per_channel': properties,
  });
}

const dataset = (places: readonly number[]): JsonValue => ({
  channel_names: Object.fromEntries(places.map((place, i) => [String(i), names[place] as string])),
});

describe('channels in another order', () => {
  test('told by their names', () => {
    const diff = diffOf(withChannels([0, 1, 2]), withChannels([0, 2, 1]), {
      datasets: [dataset([0, 1, 2]), dataset([0, 2, 1])],
    });
    expect(diff.changes).toMatchObject([
      {
        kind: 'moved',
        path: 'order of channels',
        before: ['T1', 'T2', 'FLAIR'],
        after: ['T1', 'FLAIR', 'T2'],
        consequence: 'data must be preprocessed again',
      },
    ]);
    expect(diff.weights.answer).toBe('yes');
    expect(diff.data).toEqual({ answer: 'no', reasons: ['order of channels'] });
  });

  test('told by their statistics, where there are no names', () => {
    const [change, ...others] = diffOf(withChannels([0, 1, 2]), withChannels([1, 2, 0])).changes;
    expect(others).toEqual([]);
    expect(change).toMatchObject({ kind: 'moved', before: [0, 1, 2], after: [1, 2, 0] });
    expect(change?.reason).toContain('intensity statistics');
  });

  test('told by their statistics, and called by the names of the side that has some', () => {
    const a = { datasets: [dataset([0, 1, 2])] };
    const b = { datasets: [null, dataset([1, 2, 0])] };
    for (const setting of [a, b]) {
      expect(diffOf(withChannels([0, 1, 2]), withChannels([1, 2, 0]), setting).changes[0]).toMatchObject({
        before: ['T1', 'T2', 'FLAIR'],
        after: ['T2', 'FLAIR', 'T1'],
      });
    }
  });

  test('names outweigh statistics', () => {
    const diff = diffOf(withChannels([0, 1]), withChannels([1, 0]), { datasets: [dataset([0, 1]), dataset([0, 1])] });
    expect(diff.changes.map(({ kind, path }) => [kind, path])).toEqual([
      ['changed', 'intensity statistics of channel 0 (T1)'],
      ['changed', 'intensity statistics of channel 1 (T2)'],
    ]);
  });

  test('lists are compared channel by channel, wherever the channel stands', () => {
    const a = withChannels([0, 1], ['CTNormalization', 'ZScoreNormalization']);
    const b = withChannels([1, 0], ['CTNormalization', 'ZScoreNormalization']);
    const datasets = [dataset([0, 1]), dataset([1, 0])];
    const [, normalization] = diffOf(a, b, { datasets }).changes;
    expect(normalization?.parts).toMatchObject([
      { what: 'channel 0 → 1 (T1)', before: 'CTNormalization', after: 'ZScoreNormalization' },
      { what: 'channel 1 → 0 (T2)', before: 'ZScoreNormalization', after: 'CTNormalization' },
    ]);
  });

  test('channels that look alike are not taken for one another', () => {
    expect(diffOf(withChannels([0, 0]), withChannels([0, 0])).changes).toEqual([]);
    const kinds = diffOf(withChannels([0, 0, 1]), withChannels([0, 1, 0])).changes.map(({ kind }) => kind);
    expect(kinds).not.toContain('moved');
  });
});

describe('another number of channels', () => {
  test('is one cause, and what comes along has no weight of its own', () => {
    const diff = diffOf(withChannels([0, 1]), withChannels([0, 1, 2]));
    expect(diff.weights).toEqual({ answer: 'no', reasons: ['channels 2 → 3'] });
    expect(diff.data).toEqual({ answer: 'no', reasons: ['channels 2 → 3'] });
    const [first, ...others] = summaryOf(diff.changes);
    expect(first).toEqual(['channels', 'weights no longer load']);
    expect(new Set(others.map(([, consequence]) => consequence))).toEqual(new Set(['no effect']));
  });

  test('a channel put before others, told by names', () => {
    const diff = diffOf(withChannels([1, 2]), withChannels([0, 1, 2]), {
      datasets: [dataset([1, 2]), dataset([0, 1, 2])],
    });
    const added = diff.changes.find((change) => change.path.startsWith('intensity'));
    expect(added).toMatchObject({ kind: 'added', path: 'intensity statistics of channel 0 (T1)' });
    expect(diff.changes.some(({ kind }) => kind === 'moved')).toBe(true);
  });
});

test('one configuration alone with another number of channels', () => {
  const a = withChannels([0, 1]);
  const b = edited(a, { '/configurations/3d_fullres/normalization_schemes/2': 'ZScoreNormalization' });
  const diff = diffOf(a, b);
  expect(summaryOf(diff.changes)).toEqual([['3d_fullres: normalization', 'weights no longer load']]);
  expect(diff.configurations.map(({ weights }) => weights.answer)).toEqual(['yes', 'no']);
  const named = diffOf(a, b, { datasets: [dataset([0, 1]), dataset([0, 1])] });
  expect(named.changes).toMatchObject([{ consequence: 'no effect', reason: 'The images have no such channels.' }]);
  expect(named.weights.answer).toBe('yes');
});

describe('intensity statistics', () => {
  const at = '/foreground_intensity_properties_per_channel/0/mean';

  test.each([
    ['CTNormalization', 'data must be preprocessed again', 'no'],
    ['ZScoreNormalization', 'no effect', 'yes'],
    ['NoNormalization', 'no effect', 'yes'],
    ['MyNormalization', 'data must be preprocessed again', 'no'],
  ])('under %s: %s', (scheme, consequence, answer) => {
    const a = withChannels([0], [scheme]);
    const diff = diffOf(a, edited(a, { [at]: 150 }));
    expect(diff.changes).toMatchObject([{ consequence, parts: [{ what: 'mean', before: 100, after: 150 }] }]);
    expect(diff.data.answer).toBe(answer);
  });

  test('nothing reads the extremes', () => {
    const a = withChannels([0], ['CTNormalization']);
    const diff = diffOf(a, edited(a, { '/foreground_intensity_properties_per_channel/0/max': 5 }));
    expect(diff.changes).toMatchObject([{ consequence: 'no effect' }]);
  });

  test('the mask is read by ZScoreNormalization; otherwise by the augmentation alone', () => {
    const mask = (scheme: string) => {
      const a = withChannels([0], [scheme]);
      return diffOf(a, edited(a, { '/configurations/3d_fullres/use_mask_for_norm': [true] })).changes[0]?.consequence;
    };
    expect(mask('ZScoreNormalization')).toBe('data must be preprocessed again');
    expect(mask('CTNormalization')).toBe('training changes');
  });
});
