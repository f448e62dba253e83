import { commandsOf, lineOf, read } from './support.js';

function make(text: string, files: Readonly<Record<string, string>> = {}) {
  return read(text, { file: 'Makefile', files });
}

const cases: readonly (readonly [name: string, makefile: string, commands: readonly string[]])[] = [
  [
    'variables of make and of the shell',
    'D := 4\nall:\n\tX=7; nnUNetv2_train $(D) $${X} $$Y\n',
    ['nnUNetv2_train 4 7 ‹$Y›'],
  ],
  ['lines are shells of their own', 'all:\n\tX=7\n\tnnUNetv2_train $$X\n', ['nnUNetv2_train ‹$X›']],
  ['one shell', '.ONESHELL:\nall:\n\tX=7\n\tnnUNetv2_train $$X\n', ['nnUNetv2_train 7']],
  ['a line that goes on', 'all:\n\t@nnUNetv2_train 4 \\\n\t  2d\n', ['nnUNetv2_train 4 2d']],
  ['a default', 'D ?= 4\nP = Plans$(D)\nall:\n\t-nnUNetv2_train $(D) -p $(P)\n', ['nnUNetv2_train 4 -p Plans4']],
  ['a variable that nobody sets', 'all:\n\tnnUNetv2_train $(D)\n', ['nnUNetv2_train ‹$D›']],
  [
    'prerequisites first',
    'train: move\n\tnnUNetv2_train 4\nmove: plan\n\tnnUNetv2_move\nplan:\n\tnnUNetv2_plan\n',
    ['nnUNetv2_plan', 'nnUNetv2_move', 'nnUNetv2_train 4'],
  ],
  [
    'a pattern',
    'all: train-0 train-1\ntrain-%: plan\n\tnnUNetv2_train 4 $*\nplan:\n\tnnUNetv2_plan # first\n',
    ['nnUNetv2_plan', 'nnUNetv2_train 4 0', 'nnUNetv2_train 4 1'],
  ],
  ['names of targets', 'x.txt: y.txt z.txt\n\tnnUNetv2_a $@ $< $^\n', ['nnUNetv2_a x.txt y.txt y.txt z.txt']],
  [
    'functions are not resolved',
    'F := $(foreach f,0 1,fold_$(f))\nall:\n\tnnUNetv2_a "$(F)" 4\n',
    ['nnUNetv2_a ‹$(foreach f,0 1,fold_$(f))› 4'],
  ],
  [
    'a loop of the shell',
    'FOLDS = 0 1\nall:\n\tfor f in $(FOLDS); do nnUNetv2_train 4 2d $$f; done\n',
    ['nnUNetv2_train 4 2d 0', 'nnUNetv2_train 4 2d 1'],
  ],
  [
    'the shell in make',
    'all:\n\tfor f in $(shell seq 0 1); do nnUNetv2_train $$f; done\n',
    ['nnUNetv2_train 0', 'nnUNetv2_train 1'],
  ],
  [
    'a condition',
    'M = a\nifeq ($(M),a)\nD = 1\nelse\nD = 2\nendif\nall:\n\tnnUNetv2_train $(D)\n',
    ['nnUNetv2_train ‹$D›'],
  ],
  ['a recipe behind a semicolon', 'all: ; nnUNetv2_train 4\n', ['nnUNetv2_train 4']],
  ['a variable of one target', 'all: D = 7\nall:\n\tnnUNetv2_train $(D)\n', ['nnUNetv2_train ‹$D›']],
  [
    'another target by name',
    'all:\n\t$(MAKE) plan\n\tnnUNetv2_train 4\n.PHONY: plan\nplan:\n\tnnUNetv2_plan\n',
    ['nnUNetv2_plan', 'nnUNetv2_train 4'],
  ],
  ['a comment', '# all:\n#\tnnUNetv2_train 1\nall:\n\t# nnUNetv2_train 2\n\t@echo nnUNetv2_train 3\n', []],
];

test.each(cases)('%s', (_, makefile, commands) => {
  expect(commandsOf(make(makefile))).toEqual(commands);
});

test('each goal is a run of its own', () => {
  const script = make('plan:\n\tnnUNetv2_plan\ntrain:\n\tnnUNetv2_train 4\n');
  expect(script.runs.map((run) => run.map(lineOf))).toEqual([['nnUNetv2_plan'], ['nnUNetv2_train 4']]);
});

test('exported variables are seen by commands', () => {
  const [[command] = []] = make('export nnUNet_raw := /data\nall:\n\tnnUNetv2_plan\n').runs;
  expect(command?.environment.get('nnUNet_raw')).toEqual({ pieces: [{ text: '/data' }] });
});

test('places are those of the file', () => {
  const [[command] = []] = make('D = 4\nall:\n\t@nnUNetv2_train $(D) \\\n\t  2d\n').runs;
  expect(command?.position).toEqual({ file: 'Makefile', line: 3, column: 3 });
  expect(command?.words.map(({ position }) => [position.line, position.column])).toEqual([
    [3, 3],
    [3, 18],
    [4, 4],
  ]);
});

test('included files are read, and told of where they are missing', () => {
  const script = make('include paths.mk\ninclude other.mk\n-include maybe.mk\nall:\n\tnnUNetv2_train $(D)\n', {
    'paths.mk': 'D = 4',
  });
  expect(commandsOf(script)).toEqual(['nnUNetv2_train 4']);
  expect(script.notes.map(({ reason }) => reason)).toEqual(['other.mk is included and was not found']);
});

test('a recipe that does not parse is told of with its place', () => {
  expect(make('all:\n\tif true; then nnUNetv2_plan\n').fault?.position).toMatchObject({ line: 2 });
});

test('several lines in a variable are told of', () => {
  const script = make('define S\nnnUNetv2_plan\nendef\nall:\n\t$(S)\n\tnnUNetv2_train 4\n');
  expect(commandsOf(script)).toEqual(['nnUNetv2_train 4']);
  expect(script.notes.map(({ reason }) => reason)).toEqual(['"define S" is not followed']);
});
