import { defaultPlansIdentifiers, targetOfDataIdentifier } from '../../../src/nnunet/plans/identifiers.js';

describe('targetOfDataIdentifier', () => {
  test.each([
    ['nnUNetPlans_3d_fullres', 'a folder of its own'],
    ['a/b', 'a folder of its own'],
    ['a//b/', 'a folder of its own'],
    ['...', 'a folder of its own'],
    ['', 'the preprocessed folder'],
    ['././', 'the preprocessed folder'],
    ['a/b/../..', 'the preprocessed folder'],
    ['..', 'outside'],
    ['a/../..', 'outside'],
    ['..\\other', 'outside'],
    ['/', 'outside'],
    ['D:data', 'outside'],
    ['./gt_segmentations', 'gt_segmentations'],
    ['splits_final.json', 'no folder'],
    ['\0', 'no folder'],
  ])('%j leads to %s', (identifier, target) => {
    expect(targetOfDataIdentifier(identifier)).toBe(target);
  });
});

test('plans identifiers of the planners', () => {
  expect([...defaultPlansIdentifiers]).toEqual(
    expect.arrayContaining(['nnUNetPlans', 'nnUNetResEncUNetMPlans', 'nnUNetResEncUNetXLPlans']),
  );
});
