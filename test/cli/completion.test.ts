import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { nnplans, projectStorage } from '../support/command-line.js';

const hasBash = spawnSync('bash', ['-c', 'complete -p >/dev/null 2>&1; true']).status === 0;

/** What bash offers for the last of some words. */
async function offered(words: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await nnplans('completion bash', { storage: projectStorage('examples/own-plans') });
  const quoted = words.map((word) => `'${word}'`).join(' ');
  const ask = `${stdout}\nCOMP_WORDS=(${quoted}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _nnplans; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const env = { PATH: process.env['PATH'], nnUNet_preprocessed: 'nnUNet_preprocessed' };
  const cwd = join(process.cwd(), 'test/examples/own-plans');
  return execFileSync('bash', ['--norc', '-c', ask], { encoding: 'utf8', env, cwd }).trim().split('\n');
}

(hasBash ? describe : describe.skip)('in bash', () => {
  test.each([
    ['a command', ['nnplans', 'au'], 'audit'],
    ['an option', ['nnplans', 'check', '--che'], '--checkpoint'],
    ['a choice', ['nnplans', 'audit', '--fail-on', 'w'], 'warning'],
    ['a dataset', ['nnplans', 'check', '-s', 'Dataset121'], 'Dataset121_AbdomenCT'],
    ['a rule', ['nnplans', 'explain', 'transfer/spac'], 'transfer/spacing-match'],
    ['a rule behind --rule', ['nnplans', 'audit', '--rule', 'plans/sch'], 'plans/schema'],
    ['a file', ['nnplans', 'audit', 'nnUNet_pre'], 'nnUNet_preprocessed'],
  ])('%s', async (_what, words, expected) => {
    expect(await offered(words)).toEqual([expected]);
  });
});
