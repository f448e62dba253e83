import { parseJsonDocument } from '../../../src/io/json/parse.js';

/** The text with `‸` before the character that must be shown. */
const cases: readonly (readonly [marked: string, message: string])[] = [
  // commas
  ['{"a": [1, 2‸,\n]}', 'a comma stands before the closing bracket: JSON does not allow one'],
  ['{"a": 1‸,\n\n}', 'a comma stands before the closing brace: JSON does not allow one'],
  ['{"a": {"b": 1} ‸, }', 'a comma stands before the closing brace: JSON does not allow one'],
  ['[1,‸,2]', 'two commas stand in a row'],
  ['{"a": 1,‸,"b": 2}', 'two commas stand in a row'],
  ['[‸,1]', 'a comma stands before the first value'],
  ['{‸,"a": 1}', 'a comma stands before the first value'],
  ['{"a": 1‸\n "b": 2}', 'a comma is missing here'],
  ['[28‸ 256]', 'a comma is missing here'],
  ['[[1, 2]‸\n[3]]', 'a comma is missing here'],
  ['["a"‸ true]', 'a comma is missing here'],
  ['{"a": 1‸; "b": 2}', 'a semicolon stands where a comma should'],
  // keys
  ['{"a"‸ 1}', 'a colon is missing after the key'],
  ['{"a" ‸= 1}', 'an equals sign stands where a colon should'],
  ['{‸"a": }', 'the key "a" has no value'],
  ['{‸"a\\"b":, "c": 1}', 'the key "a\\"b" has no value'],
  ['{‸"a", "b"}', 'the key "a" has no value'],
  ['{‸batch_size: 2}', 'the key batch_size has no quotes: JSON writes "batch_size"'],
  ['{‸0: "CT"}', 'the key 0 has no quotes: JSON writes "0"'],
  ['{‸null: 1}', 'the key null has no quotes: JSON writes "null"'],
  ['{‸batch_size": 2}', 'an opening quote is missing before batch_size'],
  ['["a"‸: 1]', 'a colon stands in a list: only objects, in { }, have keys'],
  ['{‸{"a": 1}}', '{ stands here, where a key in double quotes should'],
  ['{"a": 1‸: 2}', ': stands here, where a comma should'],
  // brackets
  ['{"a": [1, 2‸}', 'a closing brace stands here, but the list of line 1 must end first, with ]'],
  ['{\n"a": 1‸]', 'a closing bracket stands here, but the object of line 1 must end first, with }'],
  ['‸]', 'the text begins with a closing bracket'],
  ['{"a": 1}\n‸}\n', 'one closing brace too many stands here'],
  ['[1]‸]', 'one closing bracket too many stands here'],
  ['{"a": 1}\n‸{"a": 2}', 'a second JSON text begins here, after the end of the first'],
  ['{"a": 1}‸,', 'a comma stands after the end: this looks like a piece of a JSON file'],
  ['{"a": 1}\n‸done here', 'text stands after the end: done'],
  ['{"a": 1}‸\0\0\0', '3 zero bytes stand after the end'],
  ['‸"configurations": {"2d": {}}', 'the outermost braces are missing: this is a piece of a JSON file'],
  // strings
  ['{"a": ‸"nnUNet\n}', 'this string has no closing quote on its line'],
  ['{‸"patch_size: [1, 2],\r\n}', 'this string has no closing quote on its line'],
  ['[‸"say \\"yes\\" and \\\\\n"]', 'this string has no closing quote on its line'],
  ['{"a": "the ‸"best" one"}', 'a quote ends the string before this: inside a string it is written as \\"'],
  ['["a‸\tb"]', 'a tab stands inside a string: JSON writes it as \\t'],
  ['["a‸\x1bb"]', 'a control character stands inside a string: JSON writes it as \\u001b'],
  ['["C:‸\\data"]', 'JSON knows no \\d in a string: a backslash is written as \\\\'],
  ['["‸\\u12x4"]', 'four hexadecimal digits must follow \\u'],
  ["{‸'a': 1}", 'single quotes stand here: JSON knows only double quotes'],
  ['{‸“a”: 1}', 'a “ stands here: JSON knows only straight double quotes'],
  ['[‸`a`]', 'a ` stands here: JSON knows only straight double quotes'],
  // numbers
  ['[‸007]', '007 is no number in JSON: it must not begin with a zero'],
  ['[‸1., 2]', '1. is no number in JSON: a digit must follow the decimal point'],
  ['[‸.5]', '.5 is no number in JSON: a digit must stand before the decimal point'],
  ['[‸-.5]', '-.5 is no number in JSON: a digit must stand before the decimal point'],
  ['[‸+1]', '+1 is no number in JSON: it writes no plus sign'],
  ['[‸0x1F]', '0x1F is no number in JSON: only decimal numbers are'],
  ['[‸1_000]', '1_000 is no number in JSON: it writes no underscores'],
  ['[‸1e]', '1e is no number in JSON: its exponent has no digits'],
  ['[‸-inf]', '-inf is no number in JSON'],
  ['[‸1.2.3]', '1.2.3 is no number in JSON'],
  ['[‸3mm]', '3mm is no number in JSON'],
  // other languages
  ['{"a": ‸True}', 'True stands here: JSON writes true'],
  ['{"a": ‸None}', 'None stands here: JSON writes null'],
  ['[‸nan]', 'nan stands here: JSON writes NaN, which Python reads'],
  ['[‸inf]', 'inf stands here: JSON writes Infinity, which Python reads'],
  ['{"a": ‸torch.nn.Conv3d}', 'torch.nn.Conv3d has no quotes: JSON writes "torch.nn.Conv3d"'],
  ['[‸np.float64(1.0)]', 'np.float64(…) is a Python expression: JSON holds only values'],
  ['{"a": ‸(28, 256, 256)}', 'round brackets stand here: JSON writes lists with [ ]'],
  ['‸# plans\n{}', 'a comment begins here (#): JSON has none'],
  ['{\n  ‸// plans\n}', 'a comment begins here (//): JSON has none'],
  ['{"a": 1 ‸/* x */}', 'a comment begins here (/*): JSON has none'],
  ['{} ‸// end', 'a comment begins here (//): JSON has none'],
  ['[1, ‸...]', 'dots stand here for something left out'],
  ['[1,‸\u00a02]', 'an invisible character (U+00A0) stands between the values: only plain blanks may'],
  ['{‸\u200b"a": 1}', 'an invisible character (U+200B) stands between the values: only plain blanks may'],
  ['‸dataset_name: x', 'dataset_name has no quotes: JSON writes "dataset_name"'],
  // cut
  ['{"a": [\n1,\n2‸', 'the text ends in the middle: 2 brackets are still open, the last of line 1'],
  ['{\n"a": {}‸', 'the text ends in the middle: a bracket is still open, that of line 1'],
  ['"abc‸', 'the text ends in the middle'],
  ['[1,‸\0\0', 'only zero bytes follow here (2) in the middle: a bracket is still open, that of line 1'],
];

test.each(cases)('%j', (marked, message) => {
  const offset = marked.indexOf('‸');
  const { value, problems } = parseJsonDocument(marked.replace('‸', ''), 'x.json');
  const before = marked.slice(0, offset).split(/\r\n|\r|\n/);
  expect(value).toBeUndefined();
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({
    fatal: true,
    message,
    position: { line: before.length, column: (before.at(-1) ?? '').length + 1 },
  });
});

test('the length is that of what is wrong', () => {
  const lengthOf = (text: string) => parseJsonDocument(text, 'x.json').problems[0]?.position?.length;
  expect(lengthOf('[True]')).toBe(4);
  expect(lengthOf('[0x1F, 1]')).toBe(4);
  expect(lengthOf('{"spacing": }')).toBe(9);
  expect(lengthOf('{"a": 1} // end of file  ')).toBe(14);
  expect(lengthOf('{"a": 1\n"b": 2}')).toBe(0);
});
