import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { type Installation, install } from '../support/installed.js';
import { gitlabProblems, junitProblems, sarifProblems } from '../support/official-schemas.js';
import { runnerReads } from '../support/workflow-commands.js';

let nnplans: Installation;
beforeAll(() => {
  nnplans = install();
}, 120_000);
afterAll(() => nnplans.remove());

const check = 'check -s 121 -t 122 -sp TinyPlans -tp TinyPlans --preprocessed nnUNet_preprocessed';
const yaml = (file: string) => load(readFileSync(file, 'utf8')) as never;

describe('the action for GitHub', () => {
  const action: { inputs: Record<string, { default: string }>; runs: { steps: { env?: object; run: string }[] } } =
    yaml('.github/actions/nnplans/action.yml');
  const step = action.runs.steps.at(-1);

  /** What the step of the action does, with inputs as a workflow gives them. */
  function run(inputs: Readonly<Record<string, string>>, cwd = nnplans.project('own-plans')) {
    const env = Object.entries(step?.env ?? {}).map(([name, value]) => {
      const input = /^\$\{\{ inputs\.(.*) \}\}$/.exec(String(value))?.[1] ?? '';
      return [name, inputs[input] ?? action.inputs[input]?.default ?? ''];
    });
    const { status, stdout, stderr } = nnplans.bash(step?.run ?? '', {
      cwd,
      env: {
        ...Object.fromEntries(env),
        GITHUB_ACTION_PATH: join(process.cwd(), '.github/actions/nnplans'),
        GITHUB_STEP_SUMMARY: join(cwd, 'summary.md'),
        GITHUB_OUTPUT: join(cwd, 'output.txt'),
        NNPLANS_PROGRAM: nnplans.program,
      },
    });
    const read = (name: string) => (existsSync(join(cwd, name)) ? readFileSync(join(cwd, name), 'utf8') : undefined);
    return { status, stdout, stderr, read };
  }

  test('annotates, sums up, and writes the files that were asked for', () => {
    const { status, stdout, stderr, read } = run({ arguments: check, sarif: 'out.sarif', markdown: 'comment.md' });
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(runnerReads(stdout).map(({ properties }) => properties['title'])).toContain('transfer/spacing-match');
    expect(read('summary.md')).toMatch(/^<!-- nnplans check -->\n### ✗ nnplans check: \d+ errors/);
    expect(read('comment.md')).toBe(read('summary.md'));
    expect(sarifProblems(read('out.sarif') ?? '')).toEqual([]);
    expect(read('output.txt')).toBe('exit-code=1\n');
  });

  test('audits the repository when nothing else is said', () => {
    const { status, stdout, read } = run({});
    expect(status).toBe(0);
    expect(stdout).toMatch(/^nnplans audit: 0 errors/m);
    expect(read('output.txt')).toBe('exit-code=0\n');
    expect(read('out.sarif')).toBeUndefined();
  });

  test('says what is wrong with its input, and expands nothing of it', () => {
    expect(run({ arguments: 'audit "no such $HOME"' })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('There is nothing at no such $HOME'),
    });
    const command = `check --preprocessed nnUNet_preprocessed -- nnUNetv2_train 122 3d_fullres 0 -p TinyPlans`;
    const { read, status } = run({ arguments: command, sarif: 'out.sarif' });
    expect(status).toBeLessThan(2);
    expect(read('out.sarif')).toContain('"$schema"');
  });
});

describe('the job for GitLab', () => {
  const {
    nnplans: job,
  }: {
    nnplans: {
      script: string[];
      variables: Record<string, string>;
      artifacts: { paths: string[]; reports: Record<string, string> };
    };
  } = yaml('.gitlab/nnplans.yml');

  test('writes every artifact that it names, each as GitLab reads it', async () => {
    const cwd = nnplans.project('own-plans');
    const { status, stdout } = nnplans.bash(job.script.join('\n'), {
      cwd,
      env: { ...job.variables, NNPLANS_ARGUMENTS: check },
    });
    expect(status).toBe(1);
    expect(stdout).toContain('✗ error transfer/wrong-direction');
    const read = (name = '') => readFileSync(join(cwd, name), 'utf8');
    expect(gitlabProblems(read(job.artifacts.reports['codequality']))).toEqual([]);
    expect(await junitProblems(read(job.artifacts.reports['junit']))).toEqual([]);
    for (const path of job.artifacts.paths) expect(read(path)).toContain('transfer/spacing-match');
  });

  test('audits the repository when nothing else is said', () => {
    const cwd = nnplans.project('transfer');
    expect(nnplans.bash(job.script.join('\n'), { cwd, env: job.variables }).status).toBe(0);
  });
});

describe('the hooks for pre-commit', () => {
  const hooks: { id: string; entry: string; args?: string[]; language: string; pass_filenames: boolean }[] =
    yaml('.pre-commit-hooks.yaml');
  const files = {
    'train.sh': 'nnUNetv2_train 122 3d_fullres 0 -p TinyPlans',
    'nnplans.config.json': JSON.stringify({
      roots: { nnUNet_preprocessed: 'nnUNet_preprocessed' },
      transfers: [{ pretraining: '121/TinyPlans', finetuning: '122/TinyPlans', configurations: ['3d_fullres'] }],
    }),
  };

  test.each([
    ['nnplans-audit', 0],
    ['nnplans-check', 1],
    ['nnplans-workflow', 0],
  ])('%s is a command that looks at the whole repository', (id, expected) => {
    const hook = hooks.find((one) => one.id === id);
    expect(hook).toMatchObject({ language: 'node', pass_filenames: false });
    const cwd = nnplans.project('own-plans');
    const write = Object.entries(files).map(([name, text]) => `cat >${name} <<'END'\n${text}\nEND`);
    const words = [hook?.entry, ...(hook?.args ?? [])].join(' ');
    expect(nnplans.bash([...write, words].join('\n'), { cwd })).toMatchObject({ status: expected, stderr: '' });
  });

  test('none is without a test', () => {
    expect(hooks.map(({ id }) => id)).toEqual(['nnplans-audit', 'nnplans-check', 'nnplans-workflow']);
  });
});
