import fc from 'fast-check';
import { type MemoryFile, memoryStorage } from '../../src/io/memory-storage.js';
import { nnplans } from '../support/command-line.js';
import { projectFiles } from '../support/example-project.js';

const files = projectFiles('examples/transfer');
const source = 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json';
const target = 'nnUNet_preprocessed/Dataset122_PancreasCT/New.json';
const text = new TextDecoder().decode(files.get(source));
const words = 'transfer -s 121 -t 122 -sp TinyPlans -tp New --write --fail-on never';

async function moved(changes: Readonly<Record<string, MemoryFile>>, command = words) {
  const storage = memoryStorage(new Map<string, MemoryFile>([...files, ...Object.entries(changes)]));
  const outcome = await nnplans(command, { storage });
  expect(outcome.code).not.toBe(3);
  expect(outcome.stdout + outcome.stderr).not.toMatch(/a fault of nnplans|undefined|\[object |^\s+at /m);
  return outcome;
}

test.each<[string, MemoryFile]>([
  ['nothing', ''],
  ['half of it', text.slice(0, 3000)],
  ['a pointer of Git LFS', 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 17612\n'],
  ['a byte order mark before it', `\uFEFF${text}`],
  ['bytes that are no text', new Uint8Array([0x80, 0x02, 0x7d, 0x71])],
  ['a thousand brackets', '['.repeat(100_000)],
  ['a pipe', { kind: 'other' }],
  ['a link to itself', { linkTo: `/${source}` }],
])('a source that is %s is never moved', async (_what, content) => {
  const { code, written } = await moved({ [source]: content });
  expect({ code, written: written.size }).toEqual({ code: 2, written: 0 });
});

test('any JSON in the place of plans is moved as Python would, or refused', async () => {
  const configuration = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.record({ data_identifier: fc.string() }));
  const plans = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.record({
      configurations: fc.dictionary(fc.string(), configuration, { maxKeys: 3 }),
      plans_name: fc.jsonValue({ maxDepth: 1 }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(plans, async (value) => {
      const { code, written } = await moved({ [source]: JSON.stringify(value) });
      const result = written.get(`/${target}`);
      expect(result === undefined).toBe(code === 2);
      if (result !== undefined)
        expect(JSON.parse(result)).toMatchObject({ dataset_name: 'Dataset122_PancreasCT', plans_name: 'New' });
    }),
    { numRuns: 60 },
  );
});

test('a name that steers a terminal is refused as a name and shown harmless', async () => {
  const { code, stderr } = await nnplans(['transfer', '-s', '121', '-t', '122', '-tp', '\u001b[2Jx'], {
    storage: memoryStorage(files),
  });
  expect(code).toBe(2);
  expect(stderr).not.toContain('\u001b');
});

test('what stands in the plans is shown harmless', async () => {
  const hostile = text.replace('"plans_name": "TinyPlans"', '"plans_name": "\\u001b[2J\\u202e"');
  const { stdout } = await moved({ [source]: hostile });
  expect(stdout).not.toMatch(/[\u001b\u202e]/u);
  expect(stdout).toContain('\\u001b[2J\\u202e');
});

test('a target that is a folder, a pipe or broken JSON is never replaced by accident', async () => {
  expect((await moved({ [`${target}/x`]: '' })).code).toBe(2);
  expect((await moved({ [target]: { kind: 'other' } })).code).toBe(2);
  const { code, written } = await moved({ [target]: '{' });
  expect({ code, written: written.size }).toEqual({ code: 1, written: 0 });
});
