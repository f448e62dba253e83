import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { type Installation, install } from '../support/installed.js';

const readme = readFileSync('README.md', 'utf8');

/** Code blocks of the README behind a mark such as `<!-- executed: own-plans -->`. */
function marked(mark: string): readonly { readonly value: string; readonly code: string }[] {
  const blocks = readme.matchAll(new RegExp(`<!-- ${mark}: (\\S+) -->\\n+\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``, 'g'));
  return [...blocks].map(([, value = '', code = '']) => ({ value, code }));
}

const commands = marked('executed').flatMap(({ value, code }) =>
  code
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ project: value, line })),
);

let nnplans: Installation;
const projects = new Map<string, string>();

/** A copy of an example as a repository, with the files that the README shows. */
function repository(name: string): string {
  const known = projects.get(name);
  if (known !== undefined) return known;
  const cwd = nnplans.project(name);
  for (const { value, code } of marked('written')) writeFileSync(join(cwd, value), code);
  const commit = 'git init -q && git add -A && git -c user.name=x -c user.email=x@example.org commit -q -m x';
  expect(nnplans.bash(commit, { cwd })).toMatchObject({ status: 0 });
  projects.set(name, cwd);
  return cwd;
}

beforeAll(() => {
  nnplans = install();
}, 120_000);
afterAll(() => nnplans.remove());

test('there is something to run', () => {
  expect(commands.length).toBeGreaterThan(3);
});

test.each(commands)('$line', ({ project, line }) => {
  const { status, stdout, stderr } = nnplans.bash(line, { cwd: repository(project) });
  expect(stdout).not.toContain('nnplans.config.json:');
  // Findings are what the examples are for; wrong usage is not.
  if (status !== 0 && status !== 1) throw new Error(`exit code ${status}: ${stderr}`);
});

test('workflows use what there is to be used', () => {
  const blocks = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, code = '']) => JSON.stringify(load(code)));
  const all = blocks.join('\n');
  const { inputs } = load(readFileSync('.github/actions/nnplans/action.yml', 'utf8')) as { inputs: object };
  const step = /"uses":"OWNER\/nnplans\/(.*?)@\w+","with":(\{.*?\})/.exec(all) ?? [];
  expect(readFileSync(join(step[1] ?? '', 'action.yml'), 'utf8')).toContain('composite');
  expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(JSON.parse(step[2] ?? '{}'))));
  const hooks = load(readFileSync('.pre-commit-hooks.yaml', 'utf8')) as { id: string }[];
  for (const [, id] of all.matchAll(/"id":"(nnplans-[a-z]+)"/g)) expect(hooks.map((hook) => hook.id)).toContain(id);
  const [, job = ''] = /"project":"OWNER\/nnplans","file":"([^"]+)"/.exec(all) ?? [];
  expect(load(readFileSync(job, 'utf8'))).toHaveProperty('nnplans.script');
});
