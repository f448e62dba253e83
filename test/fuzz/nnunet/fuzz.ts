// Random edits of folders that nnU-Net wrote, the real nnU-Net on them, and nnplans asked the same: where do they disagree?
//   npm run fuzz -- --seed N --count M --python PYTHON [--record FILE]     PYTHON: one with nnunetv2 and torch (CPU)
//   npm run fuzz -- --seed N --count M --python PYTHON --oracle FOLDER     the same with the generator and recorder of such a folder
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { projectFiles } from '../../support/example-project.js';
import { draw, edited } from './draw.js';
import { judge, namedLimit, type Recorded, type RecordedCase } from './judge.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '100' },
    python: { type: 'string' },
    oracle: { type: 'string' },
    record: { type: 'string' },
  },
});
const { seed, count, python, oracle, record } = values;
if (python === undefined) throw new Error('--python PYTHON is wanted: one that has nnunetv2 and torch');

if (oracle !== undefined) {
  const asked = ['run.py', seed, count, `${process.execPath} ${join(process.cwd(), 'dist/nnplans.cjs')}`];
  process.exit(spawnSync(python, asked, { cwd: oracle, stdio: 'inherit' }).status ?? 1);
}

type Outcome = Recorded | { readonly class: 'ran'; readonly digest: string };

const recorder = spawn(python, [join('test', 'fuzz', 'nnunet', 'record.py')], {
  stdio: ['pipe', 'pipe', 'inherit'],
}) as unknown as ChildProcessWithoutNullStreams;
const answers = createInterface({ input: recorder.stdout })[Symbol.asyncIterator]();
const space = mkdtempSync(join(tmpdir(), 'nnplans-fuzz-'));

/** One at a time: the recorder answers line by line. */
async function outcomeOf(files: ReadonlyMap<string, Uint8Array>, command: string): Promise<Outcome> {
  const root = join(space, 'project');
  rmSync(root, { recursive: true, force: true });
  for (const [file, bytes] of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), bytes);
  }
  recorder.stdin.write(`${JSON.stringify({ id: command, root, command })}\n`);
  const { value, done } = await answers.next();
  if (done === true) throw new Error('the recorder has ended');
  return (JSON.parse(value) as { outcome: Outcome }).outcome;
}

const usual = new Map<string, Outcome>();
async function usualOutcome(project: string, command: string): Promise<Outcome> {
  const key = `${project} ${command}`;
  const known = usual.get(key) ?? (await outcomeOf(projectFiles(project), command));
  usual.set(key, known);
  return known;
}

const recorded: RecordedCase[] = [];
const tally = new Map<string, number>();
const tell = (verdict: string) => tally.set(verdict, (tally.get(verdict) ?? 0) + 1);
for (let number = 0; number < Number(count); number++) {
  const drawn = draw(Number(seed), number);
  const files = projectFiles(drawn.project);
  const before = await usualOutcome(drawn.project, drawn.command);
  // A command that does not run in the unchanged project tells nothing.
  if (before.class !== 'ran') {
    tell('left out');
    continue;
  }
  const now = await outcomeOf(edited(files, drawn.edits), drawn.command);
  const outcome: Recorded = now.class === 'ran' ? { class: now.digest === before.digest ? 'same' : 'changed' } : now;
  const one: RecordedCase = { ...drawn, outcome };
  recorded.push(one);
  const { verdict, errors } = await judge(one);
  const limit = verdict === 'missed' || verdict === 'false alarm' ? namedLimit(one, errors) : undefined;
  tell(limit === undefined ? verdict : `${verdict} (${limit})`);
  if (verdict !== 'missed' && verdict !== 'false alarm') continue;
  process.stdout.write(
    `\n${limit === undefined ? verdict.toUpperCase() : `beyond nnplans (${limit})`}  ${one.id}  ${one.project}\n  ${one.command}\n` +
      one.edits.map((edit) => `  edit     ${JSON.stringify(edit).slice(0, 300)}\n`).join('') +
      `  nnU-Net  ${JSON.stringify(outcome)}\n` +
      errors.map((error) => `  nnplans  ${error.slice(0, 200)}\n`).join(''),
  );
}
recorder.stdin.end();
rmSync(space, { recursive: true, force: true });
if (record !== undefined) writeFileSync(record, `[\n${recorded.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`);
const of = (verdict: string) => tally.get(verdict) ?? 0;
const agreed = of('caught') + of('quiet');
const disagreed = of('missed') + of('false alarm');
process.stdout.write(
  `\n${[...tally].map(([verdict, number]) => `${number} ${verdict}`).join(', ')}\n` +
    `agreement ${((100 * agreed) / Math.max(1, agreed + disagreed)).toFixed(2)} % of ${agreed + disagreed}\n`,
);
