import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { version } from '../../package.json';

/** What is committed, in a clone: the script refuses everything else. Needs python3 with pip, and PyPI: `npm run test:package`. */
let outside = '';
let clone = '';
const git = (...words: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...words], {
    cwd: clone,
    encoding: 'utf8',
  });

beforeAll(() => {
  outside = mkdtempSync(join(tmpdir(), 'nnplans-release-'));
  clone = join(outside, 'clone');
  execFileSync('git', ['clone', '--quiet', '--no-tags', process.cwd(), clone]);
  symlinkSync(join(process.cwd(), 'node_modules'), join(clone, 'node_modules'));
  // A link is no folder, which .gitignore speaks of.
  appendFileSync(join(clone, '.git/info/exclude'), 'node_modules\n');
});

afterAll(() => rmSync(outside, { recursive: true, force: true }));

function release(...words: readonly string[]) {
  return spawnSync('npm', ['run', '--silent', 'release', '--', ...words], { cwd: clone, encoding: 'utf8' });
}

test('everything comes from one commit, with checksums and a list of what is in it', () => {
  const { status, stdout, stderr } = release('--dry-run');
  expect([status, stderr]).toEqual([0, expect.stringContaining(`the commit is not tagged v${version}`)]);
  const folder = join(clone, 'dist/release');
  const [sums, ...names] = readdirSync(folder).sort();
  expect([sums, ...names]).toEqual([
    'SHA256SUMS',
    `nnplans-${version}-py3-none-any.whl`,
    `nnplans-${version}.cdx.json`,
    `nnplans-${version}.tgz`,
  ]);
  const digests = names.map(
    (name) =>
      `${createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex')}  ${name}\n`,
  );
  expect(readFileSync(join(folder, 'SHA256SUMS'), 'utf8')).toBe(digests.join(''));
  expect(stdout).toBe(git('rev-parse', 'HEAD') + digests.join(''));
  const bom = JSON.parse(readFileSync(join(folder, `nnplans-${version}.cdx.json`), 'utf8'));
  expect(bom).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: 'nnplans', version } } });
  const bundled = bom.components.map(({ name }: { name: string }) => name);
  expect(bundled).toEqual(expect.arrayContaining(['ajv', 'unbash', 'yargs-parser', '@noble/hashes']));
  expect(bundled).not.toContain('jest');
}, 900_000);

test.each<readonly [what: string, spoil: () => void, told: string]>([
  ['a file that is not committed', () => appendFileSync(join(clone, 'README.md'), '\n'), 'is not what was committed'],
  ['a tag of another version', () => git('tag', 'v99.0.0'), 'is tagged v99.0.0'],
])('%s is refused', (_what, spoil, told) => {
  spoil();
  const { status, stderr } = release('--dry-run');
  git('checkout', '--quiet', '.');
  spawnSync('git', ['tag', '--delete', 'v99.0.0'], { cwd: clone });
  expect([status, stderr]).toEqual([1, expect.stringContaining(told)]);
});

test('without --dry-run the commit has to be tagged', () => {
  const { status, stderr } = release();
  expect([status, stderr]).toEqual([1, expect.stringContaining(`not tagged v${version}`)]);
});

test('the workflow publishes without a secret, and gives every job no more than it needs', () => {
  const { jobs } = load(readFileSync('.github/workflows/release.yml', 'utf8')) as {
    jobs: Record<string, { permissions: Record<string, string> }>;
  };
  expect(JSON.stringify(jobs)).not.toContain('secrets.');
  const writers = Object.entries(jobs).filter(([, { permissions }]) => permissions['contents'] === 'write');
  expect(writers.map(([name]) => name)).toEqual(['github']);
  for (const name of ['npm', 'pypi']) expect(jobs[name]?.permissions['id-token']).toBe('write');
});
