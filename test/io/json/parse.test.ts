import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { parseJsonDocument } from '../../../src/io/json/parse.js';
import { scan } from '../../../src/io/json/scan.js';
import { buildValue } from '../../../src/io/json/text-map.js';
import { isObject, member } from '../../../src/io/json/value.js';
import { jsonText } from './json-text.js';

const plans = readFileSync(join(process.cwd(), 'test/fixtures/json/nnUNetPlans.json'));

describe('beside JSON.parse', () => {
  test('the same values, however the text is laid out', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        const { value, problems } = parseJsonDocument(text, 'x.json');
        expect(isDeepStrictEqual(value, JSON.parse(text))).toBe(true);
        expect(problems.filter(({ kind }) => kind !== 'duplicate-key')).toEqual([]);
      }),
    );
  });

  test('the same values when the text is scanned', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        const { map } = scan(text, { maximumDepth: 64, maximumValues: 1e6 });
        expect(map === undefined ? undefined : isDeepStrictEqual(buildValue(text, map), JSON.parse(text))).toBe(true);
      }),
    );
  });

  test('duplicate keys are found exactly where keys are lost', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        const told = parseJsonDocument(text, 'x.json').problems.length > 0;
        let written = 0;
        const { map } = scan(text, { maximumDepth: 64, maximumValues: 1e6 });
        for (const start of map?.keyStarts ?? []) if (start !== -1) written += 1;
        expect(told).toBe(written !== countMembers(JSON.parse(text)));
      }),
    );
  });
});

function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const members = Object.values(value);
  return (Array.isArray(value) ? 0 : members.length) + members.reduce((sum: number, one) => sum + countMembers(one), 0);
}

describe('a real plans file', () => {
  test('is read without a problem', () => {
    const { value, problems } = parseJsonDocument(plans, 'nnUNetPlans.json');
    expect(problems).toEqual([]);
    expect(value).toEqual(JSON.parse(plans.toString()));
  });

  test('with bytes changed is read, or has a fatal problem that says where', () => {
    const edit = fc.tuple(fc.nat(plans.length - 1), fc.integer({ min: 0, max: 3 }), fc.uint8Array({ maxLength: 3 }));
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        let bytes = Buffer.from(plans);
        for (const [at, removed, added] of edits) {
          bytes = Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)]);
        }
        const document = parseJsonDocument(bytes, 'nnUNetPlans.json');
        const fatal = document.problems.filter((problem) => problem.fatal);
        expect(document.value !== undefined || fatal.length > 0).toBe(true);
        for (const { message, position } of document.problems) {
          expect(message).toMatch(/\S/);
          if (position !== undefined) expect(document.lineText(position.line)).toBeDefined();
        }
      }),
      { numRuns: 500 },
    );
  });

  test('cut anywhere is told to be cut', () => {
    const text = plans.toString().trimEnd();
    const lengths = Array.from({ length: text.length - 1 }, (_, index) => index + 1);
    const taken = lengths.filter((length) => {
      const { value, problems } = parseJsonDocument(text.slice(0, length), 'nnUNetPlans.json');
      return value !== undefined || problems.map(({ kind }) => kind).join() !== 'truncated';
    });
    expect(taken).toEqual([]);
  });

  test('whose end was never written to the disk', () => {
    const half = plans.subarray(0, 5000);
    const [problem] = parseJsonDocument(Buffer.concat([half, Buffer.alloc(4000)]), 'nnUNetPlans.json').problems;
    expect(problem).toMatchObject({ kind: 'truncated', message: expect.stringContaining('only zero bytes follow') });
  });
});

describe('keys from files', () => {
  test.each(['{"__proto__": {"polluted": true}}', '{"__proto__": {"polluted": true}, "x": NaN}'])('%s', (text) => {
    const { value } = parseJsonDocument(text, 'x.json');
    expect(isObject(value) && Object.keys(value)[0]).toBe('__proto__');
    expect(member(member(value, '__proto__'), 'polluted')).toBe(true);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test('a key on the prototype is no member', () => {
    const { value } = parseJsonDocument('{"x": NaN}', 'x.json');
    expect(member(value, 'toString')).toBeUndefined();
  });
});

describe('duplicate keys', () => {
  const problems = (text: string) => parseJsonDocument(text, 'x.json').problems;

  test('both places are named, and the pointer is that of the value kept', () => {
    expect(problems('{"a": {\n  "b/c": 1,\n  "d": 2,\n  "b/c": [3]\n}}')).toEqual([
      {
        kind: 'duplicate-key',
        fatal: false,
        message:
          'the key "b/c" stands twice in the same object: Python keeps the value of line 4 and drops that of line 2',
        pointer: '/a/b~1c',
        position: { line: 4, column: 3, length: 5 },
      },
    ]);
  });

  test('several times, on several lines, on one line', () => {
    expect(problems('{"a": 1,\n"a": 2,\n"a": 3}')[0]?.message).toBe(
      'the key "a" stands 3 times in the same object: Python keeps the value of line 3 and drops that of line 1, 2',
    );
    expect(problems('{"a": 1, "a": 2}')[0]?.message).toBe(
      'the key "a" stands twice in the same object: Python keeps the last value',
    );
  });

  test('in objects of lists', () => {
    expect(problems('[0, {"x": [{"k": 1}, {"k": 1, "k": 1}]}]').map(({ pointer }) => pointer)).toEqual(['/1/x/1/k']);
  });

  test('the same key in different objects, or in strings, is none', () => {
    expect(problems('{"a": {"a": 1}, "b": [{"a": 1}, {"a": 1}], "c": "\\"a\\": 1, \\"a\\": 2"}')).toEqual([]);
    expect(problems('["x", ": 1", {"y\\"": ":"}]')).toEqual([]);
  });
});

describe('many problems of a kind', () => {
  test('are told up to a hundred, and counted', () => {
    const { problems } = parseJsonDocument(`[${Array(1000).fill('NaN').join(', ')}]`, 'summary.json');
    expect(problems).toHaveLength(101);
    expect(problems[99]).toMatchObject({ kind: 'not-a-number', pointer: '/99' });
    expect(problems[100]).toEqual({
      kind: 'not-a-number',
      fatal: false,
      message: '900 more of the same kind in this file',
    });
  });

  test('the fatal one is among those told', () => {
    const { problems } = parseJsonDocument(`[${'1e999,'.repeat(500)}${'1'.repeat(5000)}]`, 'x.json');
    expect(problems.filter(({ fatal }) => fatal)).toMatchObject([{ kind: 'number-out-of-range', pointer: '/500' }]);
  });
});

describe('limits', () => {
  test('of bytes, before anything is decoded', () => {
    const { value, problems } = parseJsonDocument('[1, 2, 3]', 'x.json', { maximumBytes: 8 });
    expect(value).toBeUndefined();
    expect(problems).toEqual([
      { kind: 'too-large', fatal: true, message: 'the file has 9 bytes, more than the 8 that are read' },
    ]);
  });

  test.each([
    ['lists', '['.repeat(2_000_000)],
    ['objects', '{"a":'.repeat(300_000)],
    ['closed lists', '['.repeat(600_000) + ']'.repeat(600_000)],
    ['short', '['.repeat(65) + ']'.repeat(65)],
    ['after a long text', `["${'x'.repeat(1_100_000)}\\"[", ${'['.repeat(64)}${']'.repeat(65)}`],
  ])('of depth: %s', (_name, text) => {
    expect(parseJsonDocument(text, 'x.json').problems).toMatchObject([{ kind: 'too-deep', fatal: true }]);
  });

  test('of the number of values in a long text', () => {
    const text = `[${'{},'.repeat(400_000)}0]`;
    expect(parseJsonDocument(text, 'x.json').problems).toEqual([]);
    expect(parseJsonDocument(text, 'x.json', { maximumValues: 100_000 }).problems).toMatchObject([
      { kind: 'too-large', fatal: true, message: 'the file holds more than the 100000 values that are read' },
    ]);
  });

  test.each([
    ['../'.repeat(3_000_000)],
    ['.json'.repeat(1_000_000)],
    [`["${'\\"'.repeat(1_000_000)}\n"]`],
    [`[1,${'\0'.repeat(3_000_000)}`],
    ['a'.repeat(3_000_000)],
    ['\n'.repeat(3_000_000)],
    [`{"${'k'.repeat(3_000_000)}": }`],
    [`{"${'k'.repeat(1_000_000)}": 1, "${'k'.repeat(1_000_000)}": ${'1'.repeat(1_000_000)}}`],
  ])('of the words about it: long text %#', (text) => {
    const { problems } = parseJsonDocument(text, 'x.json');
    expect(problems.length).toBeGreaterThan(0);
    for (const { message } of problems) expect(message.length).toBeLessThan(500);
  });

  test('brackets in strings are no depth', () => {
    const text = JSON.stringify(['['.repeat(1_000_000), '\\"['.repeat(100_000)]);
    expect(parseJsonDocument(text, 'x.json').problems).toEqual([]);
  });
});
