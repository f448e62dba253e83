import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ArgumentValue, parseArguments } from '../../../src/nnunet/command-line/argparse.js';
import { entryPointOf } from '../../../src/nnunet/command-line/entry-points.js';
import { plainWords } from '../../../src/nnunet/command-line/word.js';

type Recorded = readonly [
  release: string,
  command: string,
  words: readonly string[],
  outcome: { values?: Record<string, unknown>; extras?: readonly string[]; error?: string; help?: true },
];

/** What Python's argparse made of random command lines (test/conformance/command-line/record_parses.py). */
const recorded = readFileSync(join(__dirname, '../../fixtures/command-line/parses.jsonl'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Recorded);

describe('argparse', () => {
  test.each([...new Set(recorded.map(([release]) => release))])('of %s reads words as Python does', (wanted) => {
    for (const [release, command, words, outcome] of recorded.filter(([release]) => release === wanted)) {
      expect({ words, outcome: outcomeOf(command, release, words) }).toEqual({ words, outcome });
    }
  });

  test('all the ways to end were recorded', () => {
    const ends = recorded.map(([, , , { error, help }]) => error?.replace(/^argument [^:]+: /, '') ?? help ?? 'fine');
    const kinds = [
      'ambiguous',
      'expected one',
      'expected at least',
      'invalid int',
      'invalid float',
      'ignored explicit',
    ];
    for (const start of [...kinds, 'the following', 'unrecognized']) {
      expect(ends.filter((end) => typeof end === 'string' && end.startsWith(start)).length).toBeGreaterThan(1);
    }
    expect(ends.filter((end) => end === 'fine').length).toBeGreaterThan(300);
    expect(ends.filter((end) => end === true).length).toBeGreaterThan(10);
  });
});

function outcomeOf(command: string, release: string, words: readonly string[]): Recorded[3] {
  const entryPoint = entryPointOf(command, release);
  if (entryPoint === undefined) throw new Error(`no ${command} in ${release}`);
  const parsed = parseArguments(entryPoint, plainWords(words));
  if (parsed.asksForHelp) return { help: true };
  if (parsed.error !== undefined) return { error: parsed.error.message };
  const defaults = parseArguments(entryPoint, []);
  const given = [...parsed.values].filter(([dest, { value }]) => differ(value, defaults.values.get(dest)?.value));
  return {
    values: Object.fromEntries(given.map(([dest, { value }]) => [dest, Number.isNaN(value) ? 'nan' : value])),
    extras: parsed.extras.map((index) => words[index] ?? ''),
  };
}

function differ(a: ArgumentValue['value'] | undefined, b: ArgumentValue['value'] | undefined): boolean {
  return JSON.stringify(a) !== JSON.stringify(b) || Number.isNaN(a);
}
