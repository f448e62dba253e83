// Makes everything of a release from one commit: `npm run release [-- --dry-run] [FOLDER]`. The npm package, the wheel, a list of what is bundled in
// them (CycloneDX) and checksums; nothing is published. Without --dry-run the commit has to be tagged, and CHANGELOG.md to know the version.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { version } from '../../package.json';

const isDry = process.argv.includes('--dry-run');
const folder = process.argv.slice(2).find((word) => !word.startsWith('--')) ?? 'dist/release';

function output(program: string, ...words: readonly string[]): string {
  return execFileSync(program, words, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 28,
  }).trim();
}

function refuse(message: string): never {
  process.stderr.write(`release: ${message}\n`);
  process.exit(1);
}

/** Nothing but one commit is released, under the one name that fits. */
function commitToRelease(): string {
  const changed = output('git', 'status', '--porcelain');
  if (changed !== '') refuse(`the folder is not what was committed:\n${changed}`);
  const { version: locked } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { version: string };
  if (locked !== version) refuse(`package.json says ${version}, package-lock.json ${locked}.`);
  const tags = output('git', 'tag', '--points-at', 'HEAD', '--list', 'v*').split('\n').filter(Boolean);
  const foreign = tags.filter((tag) => tag !== `v${version}`);
  if (foreign.length > 0) refuse(`this commit is tagged ${foreign.join(', ')}, and package.json says ${version}.`);
  const missing = [
    ...(tags.length > 0 ? [] : [`the commit is not tagged v${version}`]),
    ...(readFileSync('CHANGELOG.md', 'utf8').includes(`\n## ${version}`)
      ? []
      : [`CHANGELOG.md has no heading "## ${version}"`]),
  ];
  if (missing.length > 0 && !isDry) refuse(`${missing.join(', and ')}.`);
  for (const one of missing) process.stderr.write(`release: for a real release: ${one}.\n`);
  return output('git', 'rev-parse', 'HEAD');
}

interface Component {
  readonly 'bom-ref': string;
}

interface Bom {
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string }[];
}

/**
 * What is in the bundle, and nothing that only builds or tests it. It depends on the commit alone, not on the day.
 * @param bundled folders of packages
 */
function billOfMaterials(commit: string, bundled: readonly string[]): string {
  const all = JSON.parse(output('npm', 'sbom', '--package-lock-only', '--sbom-format', 'cyclonedx')) as Bom;
  const references = new Set(
    bundled.map((path) => {
      const { name, version: own } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Record<
        string,
        string
      >;
      return `${name}@${own}`;
    }),
  );
  const components = all.components.filter((component) => references.has(component['bom-ref']));
  if (components.length !== references.size) refuse(`npm sbom does not know all of: ${bundled.join(', ')}.`);
  const known = new Set([all.metadata.component, ...components].map((component) => component['bom-ref']));
  const hex = createHash('sha256').update(commit).digest('hex');
  const uuid = [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)];
  const bom = {
    ...all,
    serialNumber: `urn:uuid:${uuid.join('-')}`,
    metadata: {
      ...all.metadata,
      timestamp: new Date(output('git', 'show', '--no-patch', '--format=%cI', commit)).toISOString(),
      component: { ...all.metadata.component, name: 'nnplans' },
    },
    components,
    dependencies: [...known].map((ref) =>
      ref === all.metadata.component['bom-ref']
        ? { ref, dependsOn: components.map((component) => component['bom-ref']) }
        : { ref, dependsOn: [] },
    ),
  };
  return `${JSON.stringify(bom, null, 2)}\n`;
}

const commit = commitToRelease();
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
output('npm', 'pack', '--pack-destination', folder);
output('python3', '-m', 'pip', 'wheel', '--quiet', '--no-deps', '--wheel-dir', folder, './src/python');
const scratch = mkdtempSync(join(tmpdir(), 'nnplans-release-'));
output(
  process.execPath,
  'node_modules/tsx/dist/cli.mjs',
  'src/build/bundle.ts',
  scratch,
  join(scratch, 'packages.json'),
);
const bundled = JSON.parse(readFileSync(join(scratch, 'packages.json'), 'utf8')) as readonly string[];
writeFileSync(join(folder, `nnplans-${version}.cdx.json`), billOfMaterials(commit, bundled));
rmSync(scratch, { recursive: true });
if (output('git', 'status', '--porcelain') !== '') refuse('building changed files that are committed.');

const names = readdirSync(folder).sort();
const sums = names.map(
  (name) =>
    `${createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex')}  ${name}`,
);
writeFileSync(join(folder, 'SHA256SUMS'), `${sums.join('\n')}\n`);
process.stdout.write(`${commit}\n${sums.join('\n')}\n`);
