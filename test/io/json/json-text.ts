import fc from 'fast-check';

const blank = fc.constantFrom('', '', ' ', '\n', '\r\n', '\r', '\t', '\n    ');

const number = fc.oneof(
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  fc.constantFrom(
    '-0',
    '0.0',
    '-0.0',
    '2.0',
    '2e0',
    '20E-1',
    '1e-05',
    '1E+3',
    '0.99999999999999999999',
    '9007199254740993',
  ),
);

const string = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }).map((text) => JSON.stringify(text)),
  fc
    .string({ unit: fc.constantFrom('"', '\\', ':', '1.0', '{', '[', ',', ' ', 'a'), maxLength: 8 })
    .map((text) => JSON.stringify(text)),
  fc.constantFrom('"\\u0061"', '"\\ud800"', '"\\/"', '"a"', '"__proto__"', '"1.5"', '""', '"~/"', '"0"'),
);

function joined(open: string, members: readonly string[], close: string, blanks: readonly string[]): string {
  const between = (index: number) => blanks[index % blanks.length] ?? '';
  const inside = members.map((text, index) => between(index) + text + between(index + 1)).join(',');
  return `${between(0)}${open}${inside}${members.length === 0 ? between(1) : ''}${close}${between(2)}`;
}

const blanks = fc.array(blank, { minLength: 3, maxLength: 3 });

const { text } = fc.letrec<{ text: string; member: string }>((tie) => ({
  text: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.oneof(number, string, fc.constantFrom('true', 'false', 'null')),
    fc
      .tuple(fc.array(tie('text'), { maxLength: 5 }), blanks)
      .map(([members, around]) => joined('[', members, ']', around)),
    fc
      .tuple(fc.array(tie('member'), { maxLength: 5 }), blanks)
      .map(([members, around]) => joined('{', members, '}', around)),
    fc.tuple(fc.array(number, { maxLength: 4 }), blanks).map(([members, around]) => joined('[', members, ']', around)),
  ),
  member: fc
    .tuple(string, blank, blank, tie('text'))
    .map(([key, before, after, value]) => `${key}${before}:${after}${value}`),
}));

/** Texts of JSON, laid out in every way that it allows, keys written twice included. */
export const jsonText: fc.Arbitrary<string> = text;
