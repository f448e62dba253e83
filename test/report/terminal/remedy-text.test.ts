import fc from 'fast-check';
import { remedyText } from '../../../src/report/terminal/remedy-text.js';
import { widthOf } from '../../../src/report/terminal/width.js';

const lines = (remedy: string, columns = 80) => remedyText(remedy, columns, '   ');

test.each<[string, string, readonly string[]]>([
  ['a sentence', 'Preprocess the dataset again.', ['   → Preprocess the dataset again.']],
  [
    'a command alone',
    'nnUNetv2_preprocess -d 122 -plans_name A -c 2d 3d_fullres',
    ['   → nnUNetv2_preprocess -d 122 -plans_name A -c 2d 3d_fullres'],
  ],
  [
    'a command at the end of a sentence',
    'Preprocess again: nnUNetv2_preprocess -d 122 -plans_name A -c 2d.',
    ['   → Preprocess again:', '     nnUNetv2_preprocess -d 122 -plans_name A -c 2d'],
  ],
  [
    'a command between sentences',
    'Preprocess again: nnUNetv2_preprocess -d 1 -c 2d. Or set the plans back.',
    ['   → Preprocess again:', '     nnUNetv2_preprocess -d 1 -c 2d', '     Or set the plans back.'],
  ],
  [
    'two commands to choose from',
    'cp -r "$nnUNet_raw/A b/labelsTr" "x", or nnUNetv2_preprocess -d 1 -c 2d',
    ['   → cp -r "$nnUNet_raw/A b/labelsTr" "x"', '     or', '     nnUNetv2_preprocess -d 1 -c 2d'],
  ],
  ['in backticks', 'Run `git lfs pull` there.', ['   → Run', '     git lfs pull', '     there.']],
  [
    'the name of a command in a sentence',
    'Take them over with nnUNetv2_move_plans_between_datasets and go on.',
    ['   → Take them over with nnUNetv2_move_plans_between_datasets and go on.'],
  ],
  [
    'a command with something left out is part of its sentence',
    'Finish the training: nnUNetv2_train … --c.',
    ['   → Finish the training: nnUNetv2_train … --c.'],
  ],
])('%s', (_what, remedy, expected) => {
  expect(lines(remedy)).toEqual(expected);
});

test('a long command goes on as a shell wants it', () => {
  const command = 'nnUNetv2_move_plans_between_datasets -s 121 -t 122 -sp nnUNetResEncUNetMPlans -tp PlansFrom121';
  const printed = lines(`Move them: ${command}`, 60);
  expect(printed.every((line) => widthOf(line) <= 60)).toBe(true);
  const shell = printed
    .slice(1)
    .join('\n')
    .replace(/ \\\n\s*/g, ' ')
    .trim();
  expect(shell).toBe(command);
});

test('no word is lost, whatever the remedy', () => {
  const words = fc.array(
    fc.constantFrom('Set', 'it:', 'nnUNetv2_train', '-d', '1', 'or', 'then', 'cp', 'a,', 'b.', '"x y"', '`c d`', '…'),
  );
  fc.assert(
    fc.property(words, fc.integer({ min: 40, max: 100 }), (list, columns) => {
      const remedy = list.join(' ');
      const letters = (text: string) => text.replace(/[^A-Za-z0-9_…]/g, '');
      expect(letters(lines(remedy, columns).join(' '))).toBe(letters(remedy));
    }),
  );
});
