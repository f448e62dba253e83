import { forReleases } from '../../../src/nnunet/command-line/commands.js';

const preprocess = 'nnUNetv2_preprocess -d 122 -plans_name MyPlans -c 3d_fullres';

describe('commands as the releases in use want them', () => {
  test.each([
    ['2.4.2', `Then: ${preprocess}`, `Then: ${preprocess} -np 4`],
    ['>=2.2', `${preprocess}. Or set it back.`, `${preprocess} -np 4. Or set it back.`],
    ['2.4.2', `${preprocess} -np 2`, `${preprocess} -np 2`],
    ['2.4.2', 'nnUNetv2_train 122 3d_fullres 0', 'nnUNetv2_train 122 3d_fullres 0'],
    ['2.5.1', preprocess, preprocess],
    [undefined, preprocess, preprocess],
  ])('%s: %s', (range, text, expected) => {
    expect(forReleases(text, range)).toBe(expected);
  });
});
