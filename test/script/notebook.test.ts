import { commandsOf, read } from './support.js';

function notebook(...cells: readonly string[]) {
  const sources = cells.map((cell) => ({
    cell_type: 'code',
    metadata: {},
    outputs: [],
    source: cell.split(/(?<=\n)/),
  }));
  const text = JSON.stringify(
    { cells: [{ cell_type: 'markdown', source: ['!nnUNetv2_x'] }, ...sources], nbformat: 4 },
    null,
    1,
  );
  return read(text, { file: 'run.ipynb' });
}

const cases: readonly (readonly [name: string, cells: readonly string[], commands: readonly string[]])[] = [
  ['a command', ['!nnUNetv2_train 4 2d 0'], ['nnUNetv2_train 4 2d 0']],
  ['a command within a block', ['if True:\n    !nnUNetv2_train 4 2d 0\nprint(1)'], ['nnUNetv2_train 4 2d 0']],
  ['a command that goes on', ['!nnUNetv2_train 4 \\\n  2d 0\nx = 1'], ['nnUNetv2_train 4 2d 0']],
  [
    'names of Python',
    ['d = 4\nname = "Liver"', 'full = f"Dataset{d:03d}_{name}"', '!nnUNetv2_train {full} {str(d)} $d "$name"'],
    ['nnUNetv2_train Dataset004_Liver 4 4 Liver'],
  ],
  ['a name that is computed', ['d = find()\n!nnUNetv2_train {d} {a.b} $d'], ['nnUNetv2_train ‹{d}›* ‹{a.b}›* ‹{d}›*']],
  ['a name that changes', ['d = 4\nfor d in range(2):\n    !nnUNetv2_train {d}'], ['nnUNetv2_train ‹{d}›*']],
  ['what belongs to the shell', ['!X=1; nnUNetv2_train $X {1..2} ${X} {{}}'], ['nnUNetv2_train 1 1 2 1 {}']],
  ['a cell of the shell', ['%%bash\nD=4\nnnUNetv2_train $D {d}'], ['nnUNetv2_train 4 {d}']],
  ['a cell of another language', ['%%writefile x.sh\n!nnUNetv2_train 4'], []],
  ['output that is kept', ['out = !nnUNetv2_train 4'], ['nnUNetv2_train 4']],
  ['a comment', ['# !nnUNetv2_train 4'], []],
];

test.each(cases)('%s', (_, cells, commands) => {
  expect(commandsOf(notebook(...cells))).toEqual(commands);
});

test('the environment comes from %env and os.environ', () => {
  const script = notebook('%env A=/a\nimport os\nos.environ["B"] = "/b"', '!nnUNetv2_train $A $B');
  expect(commandsOf(script)).toEqual(['nnUNetv2_train /a /b']);
  expect([...(script.runs[0]?.[0]?.environment.keys() ?? [])]).toEqual(['A', 'B']);
});

test('places are those of the file, also behind escapes', () => {
  const script = notebook('x = "a"\n!echo "b"; nnUNetv2_train 4');
  // Line 15 of the file is: "!echo \"b\"; nnUNetv2_train 4"
  expect(script.runs[0]?.[1]?.position).toEqual({ file: 'run.ipynb', line: 15, column: 19 });
});

test('a cell that does not parse is told of with its place', () => {
  expect(notebook('!nnUNetv2_train "4').fault?.position).toMatchObject({ file: 'run.ipynb' });
});
