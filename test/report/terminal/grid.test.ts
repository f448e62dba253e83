import { grid } from '../../../src/report/terminal/grid.js';

const columns = [
  { head: 'looked at', most: 9 },
  { head: 'findings', most: 8 },
];

test('characters of two code units stay whole, however other programs measure them', () => {
  const label = '\u{1e130}\\u0000\u{20000}\u{3fffe}';
  const lines = grid(columns, [[label, '✓']]);
  expect(lines.join('\n')).not.toMatch(/\p{Surrogate}/u);
  expect(lines.at(-1)).toContain(label);
});

test('columns stand below each other', () => {
  const lines = grid(columns, [
    ['a', 'b'],
    ['a name that is too long', 'c'],
  ]);
  expect(lines).toEqual([' looked at  findings', ' ─────────  ────────', ' a          b', ' a name t…  c']);
});
