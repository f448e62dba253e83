import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nnplans, projectStorage } from '../support/command-line.js';
import { hasProgram, type TypedStep, typeInto } from '../support/interactive-shell.js';

const shells = ['bash', 'zsh'] as const;

async function script(shell: string): Promise<string> {
  return (await nnplans(`completion ${shell}`, { storage: projectStorage('examples/own-plans') })).stdout;
}

/** What bash offers for the last of some words. */
async function offered(words: readonly string[]): Promise<readonly string[]> {
  const quoted = words.map((word) => `'${word}'`).join(' ');
  const ask = `${await script('bash')}\nCOMP_WORDS=(${quoted}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _nnplans; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const env = { PATH: process.env['PATH'], nnUNet_preprocessed: 'nnUNet_preprocessed' };
  const cwd = join(process.cwd(), 'test/examples/own-plans');
  return execFileSync('bash', ['--norc', '-c', ask], { encoding: 'utf8', env, cwd }).trim().split('\n');
}

(hasProgram('bash') ? describe : describe.skip)('in bash', () => {
  test.each([
    ['a command', ['nnplans', 'au'], 'audit'],
    ['an option', ['nnplans', 'check', '--che'], '--checkpoint'],
    ['a choice', ['nnplans', 'audit', '--fail-on', 'w'], 'warning'],
    ['a dataset', ['nnplans', 'check', '-s', 'Dataset121'], 'Dataset121_AbdomenCT'],
    ['a rule', ['nnplans', 'explain', 'transfer/spac'], 'transfer/spacing-match'],
    ['nothing of ours where a file is wanted', ['nnplans', 'check', '--config', ''], ''],
    ['a rule behind --rule', ['nnplans', 'audit', '--rule', 'plans/sch'], 'plans/schema'],
  ])('%s', async (_what, words, expected) => {
    expect(await offered(words)).toEqual([expected]);
  });
});

/** Each begins differently behind `Dataset`, so that one letter and a tabulator complete it. */
const names = [
  'Datasetaplain',
  'Datasetb$(touch x)',
  'Datasetc`touch x`',
  "Datasetd'; touch x; '",
  'Datasete"; touch x; "',
  'Datasetf ; touch x',
  'Datasetg\ntouch x\n',
  'Dataseth -rf & touch x &',
  'Dataseti$HOME',
  'Datasetj\\',
  'Datasetk*',
  'Datasetl{a,b}',
  'Datasetm<(touch x)',
  'Datasetn!!',
  'Dataseto~',
];

const quotes = ['', '"', "'"] as const;

for (const shell of shells) {
  const isThere = hasProgram(shell) && hasProgram('python3');
  (isThere ? describe : describe.skip)(`names of folders are data in an interactive ${shell}`, () => {
    let root = '';
    const argv = { bash: ['bash', '--norc', '--noprofile', '-i'], zsh: ['zsh', '-f', '-i'] }[shell];
    const prompt = 'ready> ';

    beforeEach(async () => {
      root = mkdtempSync(join(tmpdir(), 'nnplans-'));
      mkdirSync(join(root, 'work/-rf'), { recursive: true });
      for (const name of names) mkdirSync(join(root, 'preprocessed', name), { recursive: true });
      for (const name of names) mkdirSync(join(root, 'work', name.replace('Dataset', 'folder')), { recursive: true });
      writeFileSync(join(root, 'completion'), await script(shell));
    });
    afterEach(() => rmSync(root, { recursive: true, force: true }));

    /** Types each line, and gives the words that each command got. */
    function wordsOf(lines: readonly string[]): readonly (readonly string[])[] {
      const show = `nnplans() { printf '%s\\0' "$@" > "$OUT/$1"; }`;
      const steps: TypedStep[] = [
        { type: `PS1='${prompt.slice(0, 3)}''${prompt.slice(3)}'\n`, until: prompt, seconds: 10 },
        { type: `${show}; source ../completion\n`, until: prompt, seconds: 20 },
        ...lines.map((line) => ({ type: `${line}\n`, until: prompt, seconds: 3 })),
      ];
      const env = {
        PATH: process.env['PATH'] ?? '',
        HOME: root,
        OUT: join(root, 'out'),
        TERM: 'dumb',
        LC_ALL: 'C.UTF-8',
        nnUNet_preprocessed: join(root, 'preprocessed'),
      };
      mkdirSync(env.OUT, { recursive: true });
      const screen = typeInto(argv, steps, { cwd: join(root, 'work'), env });
      const inWork = readdirSync(join(root, 'work')).filter((name) => name === 'x');
      expect({ inWork, inRoot: existsSync(join(root, 'x')), screen }).toMatchObject({ inWork: [], inRoot: false });
      return lines.map((line) => {
        const [, file = ''] = line.split(' ');
        const path = join(env.OUT, file);
        return existsSync(path) ? readFileSync(path, 'utf8').split('\0').slice(1, -1) : [screen];
      });
    }

    test.each(quotes)(
      'datasets, behind %j',
      (quote) => {
        // What cannot stand between these quotes is not offered.
        const impossible = { '': /\0/, '"': /["!]/, "'": /'/ }[quote];
        const chosen = names.filter((name) => !impossible.test(name));
        const lines = chosen.map((name, i) => `nnplans check${i} -s ${quote}${name.slice(0, 8)}\t`);
        const found = wordsOf(lines).map((words) => words.map((word) => word.replace(/\/$/, '')));
        expect(found).toEqual(chosen.map((name) => ['-s', name]));
      },
      60_000,
    );

    test('files', () => {
      const lines = names.map((name, i) => `nnplans audit${i} folder${name.slice(7, 8)}\t`);
      const found = wordsOf(lines).map((words) => words.map((word) => word.replace(/\/$/, '')));
      expect(found).toEqual(names.map((name) => [name.replace('Dataset', 'folder')]));
    }, 60_000);

    test('a list of all of them', () => {
      wordsOf(['nnplans check -s \t\t', 'nnplans audit \t\t']);
    }, 60_000);
  });
}
