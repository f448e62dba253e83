import { type Description, fact } from '../../../src/report/description.js';
import { fileSize } from '../../../src/report/file-size.js';
import { descriptionJson } from '../../../src/report/machine/description-json.js';
import { descriptionText } from '../../../src/report/terminal/description-text.js';

const description: Description = {
  kind: 'plans',
  what: 'plans of nnU-Net',
  file: `${'folder/'.repeat(20)}plans.json`,
  size: 2_700_000,
  facts: [...fact('name', 'name', 'a\u001b[31m'), ...fact('hidden', '', 1), ...fact('none', 'none', undefined)],
  groups: [
    {
      key: 'items',
      name: 'item',
      layout: 'columns',
      items: ['2d', '3d_fullres', '3d_lowres', '3d_cascade'].map((name) => [
        ...fact('name', 'item', name),
        ...fact('size', 'size', [1, 2], '1 × 2'),
      ]),
    },
    { key: 'inside', name: 'inside', layout: 'list', items: [fact('a', 'a', Number.NaN, 'not a number')] },
    {
      key: 'many',
      name: 'many',
      layout: 'rows',
      items: [...new Array(50).keys()].map((row) => fact('row', 'row', row)),
    },
  ],
  remarks: ['A remark.'],
};

test('one screen that fits, whatever stands in the file', () => {
  const text = descriptionText(description, { columns: 80, colour: false });
  expect(text).not.toContain('\u001b');
  expect(text).toContain('a\\u001b[31m');
  expect(text).toContain('2.7 MB');
  expect(text).not.toContain('hidden');
  expect(text).toContain('and 10 more');
  // Three configurations stand side by side, the fourth in a table of its own.
  expect(text.match(/^ item/gm)).toHaveLength(2);
  for (const line of text.split('\n')) expect([...line].length).toBeLessThanOrEqual(80);
});

test('scripts get all of it, also what people are not shown', () => {
  const { facts } = JSON.parse(
    descriptionJson(description, '1.0.0', {
      source: 'assumed',
      text: 'nnU-Net not found: 2.8 assumed',
    }),
  );
  expect(facts).toMatchObject({ hidden: 1, inside: { a: 'NaN' }, items: [{ name: '2d', size: [1, 2] }, {}, {}, {}] });
  expect(facts.many).toHaveLength(50);
  expect(facts).not.toHaveProperty('none');
});

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [9_949, '9.9 kB'],
  [999_600, '1.0 MB'],
  [1_073_741_824, '1.1 GB'],
])('%d bytes are %s', (bytes, text) => {
  expect(fileSize(bytes)).toBe(text);
});
