import { Budget, limits } from '../../src/budget.js';
import { parseJsonDocument } from '../../src/io/json/parse.js';
import { readNotebook } from '../../src/script/notebook.js';
import { commandsOf, read } from './support.js';

const train = 'nnUNetv2_train';

function notebookOf(source: unknown, count = 1): string {
  return JSON.stringify({ cells: Array.from({ length: count }, () => ({ cell_type: 'code', source })) });
}

/** Scripts that would go on for ever, or take all memory: each is cut, and says so. */
const hostile: readonly (readonly [name: string, text: string, file?: string])[] = [
  ['a text that doubles', `x=a; for i in {1..200}; do x=$x$x; done; ${train} $x`],
  ['an unknown that doubles', `x=$y; for i in {1..200}; do x=$x$x; done; ${train} $x`],
  ['a list that doubles', `a=(1 2); for i in {1..200}; do a+=("\${a[@]}"); done`],
  ['a list that grows one by one', `a=(); for i in {1..200}; do for j in {1..200}; do a+=(x); done; done`],
  ['a function that calls itself twice', 'f() { f; f; }; f'],
  ['a function with growing arguments', 'f() { f "$@" "$@" a; }; f a'],
  ['functions that call each other', 'f() { g $1$1; g $1$1; }; g() { f $1$1; f $1$1; }; f a'],
  ['loops in loops', `${'for i in {1..200}; do '.repeat(8)}:${'; done'.repeat(8)}`],
  ['endless loops in loops', `${'while true; do '.repeat(8)}:${'; done'.repeat(8)}`],
  ['ways in ways', `${'if [ -f x ]; then a=1; '.repeat(12)}:${'; fi'.repeat(12)}\n`.repeat(2000)],
  ['a text that evaluates itself twice', `x='eval "$x"; eval "$x"'; eval "$x"`],
  ['a script that starts itself twice', 'bash run.sh; bash run.sh'],
  ['many commands', `${train} 1\n`.repeat(5000)],
  ['many variables in many ways', Array.from({ length: 5000 }, (_, i) => `v${i}=1; [ -f x ] && w=1`).join('\n')],
  [
    'variables of make that double',
    `${Array.from({ length: 60 }, (_, i) => `V${i} = $(V${i + 1})$(V${i + 1})\n`).join('')}all:\n\t${train} $(V0)\n`,
    'Makefile',
  ],
  ['many goals', Array.from({ length: 20_000 }, (_, i) => `t${i}: a b\n\t:\n`).join(''), 'Makefile'],
  [
    'a name of Python that doubles',
    notebookOf(['x = "aa"\n', ...Array.from({ length: 60 }, () => 'x = f"{x}{x}"\n'), `!${train} {x}`]),
    'a.ipynb',
  ],
  ['100,000 cells', notebookOf([`!${train} 1`], 100_000), 'a.ipynb'],
];

test.each(hostile.map(([name, text, file]) => [name, text, file ?? 'run.sh'] as const))('%s', (_, text, file) => {
  const { notes } = read(text, { file, files: { 'run.sh': text } });
  expect(notes.map(({ reason }) => reason).join('\n')).toMatch(/not followed/);
});

/** What is more than anybody writes is not resolved, and reading goes on behind it. */
const unresolved: readonly (readonly [name: string, script: string, commands: readonly string[]])[] = [
  [
    'braces with very many numbers',
    `${train} {1..100000000}; ${train} 2`,
    [`${train} ‹{1..100000000}›*`, `${train} 2`],
  ],
  [
    'braces beside braces',
    `${train} ${'{1..9}'.repeat(9)}; ${train} 2`,
    [`${train} ‹${'{1..9}'.repeat(9)}›*`, `${train} 2`],
  ],
  ['a loop of very many turns', `for i in {1..900}; do ${train} $i; done`, [`${train} ‹$i›`]],
  ['seq of very many numbers', `for i in $(seq 1 1000000000); do ${train} $i; done`, [`${train} ‹$i›`]],
  [
    'a sum of very many numbers',
    `${train} "$((1${'+1'.repeat(50_000)}))"; ${train} 2`,
    [`${train} ‹$((1${'+1'.repeat(50_000)}))›`, `${train} 2`],
  ],
  [
    'a pattern of many stars',
    `x=${'a'.repeat(4000)}; ${train} \${x##${'*a'.repeat(100)}b}`,
    [`${train} ${'a'.repeat(4000)}`],
  ],
  ['a very long text for a pattern', `x=${'a'.repeat(5000)}; ${train} "\${x%%*b}"`, [`${train} ‹\${x%%*b}›`]],
];

test.each(unresolved)('%s', (_, script, commands) => {
  expect(commandsOf(read(script))).toEqual(commands);
});

test('braces within braces come to an end', () => {
  expect(commandsOf(read(`${train} ${'{a,'.repeat(3000)}b${'}'.repeat(3000)}`))).toBeDefined();
});

test.each(['f() '.repeat(20_000), `cat ${'<<E '.repeat(200)}\n`, '$('.repeat(20_000), '{ '.repeat(20_000)])(
  'what the parser cannot take is told of as a fault (%#)',
  (text) => {
    expect(read(`${train} 1\n${text}`).fault).toBeDefined();
  },
);

test('of a long script the beginning is read, and it is told where the rest begins', () => {
  const { notes, runs } = read(`${train} 1\n${`# ${'x'.repeat(1000)}\n`.repeat(1100)}${train} 2\n`);
  expect(runs.flat().length).toBe(1);
  expect(notes).toMatchObject([
    { reason: expect.stringMatching(/1103334 bytes, and nnplans reads 1048576/), position: { line: 1047 } },
  ]);
});

test.each([[[[[['x']]]]], 7, null, { a: 1 }, [1, null, {}, [], '!nnUNetv2_train 1']])(
  'a cell whose source is no text (%j)',
  (source) => {
    expect(read(notebookOf(source), { file: 'a.ipynb' }).fault).toBeUndefined();
  },
);

test('the work grows with the input, not with its square', () => {
  const spentOn = (cells: number) => {
    const budget = new Budget({ ...limits.script, steps: 1e9 });
    const bytes = new TextEncoder().encode(notebookOf(['x = 1\n', '%env A=1\n', '!echo {x} $A'], cells));
    readNotebook(
      parseJsonDocument(bytes, 'a.ipynb'),
      { path: '', environment: new Map(), readFile: () => undefined, isWanted: () => false },
      budget,
    );
    return budget.spent.steps;
  };
  expect(spentOn(200) / spentOn(100)).toBeLessThan(2.5);
});
