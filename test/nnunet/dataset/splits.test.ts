import fc from 'fast-check';
import { chooseFold, isDefaultSplit, readFolds } from '../../../src/nnunet/dataset/splits.js';

describe('the fold that training is given', () => {
  test.each([
    ['an entry', 2, 5, 10, { kind: 'entry', index: 2 }],
    ['the last entry, counted from the end', -1, 5, 10, { kind: 'entry', index: 4 }],
    ['before the start', -9, 5, 10, { kind: 'out-of-range', folds: 5 }],
    ['beyond the end', 5, 5, 10, { kind: 'random', folds: 5 }],
    ['beyond a single fold', 1, 1, 10, { kind: 'random', folds: 1 }],
    ['of an empty list', 0, 0, 10, { kind: 'random', folds: 0 }],
    ['a new split', 0, undefined, 5, { kind: 'new-split', index: 0 }],
    ['beyond a new split', 7, undefined, 5, { kind: 'random', folds: 5 }],
    ['too few cases for a new split', 0, undefined, 4, { kind: 'too-few-cases', cases: 4 }],
    ['too few cases, whichever fold', 7, undefined, 4, { kind: 'too-few-cases', cases: 4 }],
  ] as const)('%s', (_name, fold, folds, cases, wanted) => {
    expect(chooseFold(fold, folds, cases)).toEqual(wanted);
  });

  test('every case for fold "all", whatever the file and the number of cases', () => {
    fc.assert(
      fc.property(fc.option(fc.nat(20), { nil: undefined }), fc.nat(20), (folds, cases) => {
        expect(chooseFold('all', folds, cases)).toEqual({ kind: 'every-case' });
      }),
    );
  });

  test('an entry is always one that the file has', () => {
    fc.assert(
      fc.property(fc.integer({ min: -30, max: 30 }), fc.nat(20), (fold, folds) => {
        const choice = chooseFold(fold, folds, 100);
        if (choice.kind === 'entry') expect(choice.index).toBe(fold < 0 ? folds + fold : fold);
        else expect(fold >= folds || fold < -folds).toBe(true);
      }),
    );
  });
});

describe('folds of a file', () => {
  test('keep their number when others cannot be read', () => {
    expect(readFolds([null, { train: ['a'], val: ['b'] }, { train: 'a', val: ['b'] }])).toEqual([
      { index: 1, train: ['a'], val: ['b'] },
    ]);
    expect(readFolds({ '0': {} })).toBeUndefined();
  });

  test('five folds that validate each case once look like those of nnU-Net', () => {
    const cases = ['a', 'b', 'c', 'd', 'e', 'f'];
    const parts = [['a', 'b'], ['c'], ['d'], ['e'], ['f']];
    const folds = parts.map((val, index) => ({ index, val, train: cases.filter((name) => !val.includes(name)) }));
    expect(isDefaultSplit(folds)).toBe(true);
    expect(isDefaultSplit(folds.slice(1))).toBe(false);
    expect(isDefaultSplit(folds.map((fold) => ({ ...fold, train: fold.train.slice(1) })))).toBe(false);
    expect(isDefaultSplit(folds.map((fold) => ({ ...fold, val: ['a', 'b'] })))).toBe(false);
  });
});
