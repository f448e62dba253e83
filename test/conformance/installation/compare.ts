// Compares what the scan of sources says with what Python finds: `tsx test/conformance/installation/compare.ts PYTHON [PYTHONPATH]…`.
// PYTHON is the interpreter of an environment with nnU-Net; each further folder holds another version that is put before it.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { nodeStorage } from '../../../src/io/node-storage.js';
import type { LookedUpKind, Lookup } from '../../../src/nnunet/installation/installation.js';
import { trainerNames } from '../../../src/nnunet/installation/trainer-names.js';
import { findInstallation } from '../../../src/workspace/installation/find-installation.js';

interface Found {
  readonly what: string;
  readonly file: string | null;
  readonly positional?: { readonly required: number; readonly most: number | null } | null;
}

interface Recorded {
  readonly version: string;
  readonly kinds: Readonly<Record<LookedUpKind, Readonly<Record<string, Found | null>>>>;
  readonly trainers: Readonly<
    Record<string, { readonly bases: readonly string[]; readonly members: readonly string[] }>
  >;
  readonly locate: Readonly<Record<string, Found | null>>;
}

const [python = 'python3', ...folders] = process.argv.slice(2);
for (const folder of folders.length === 0 ? [''] : folders) compare(folder);

function compare(pythonPath: string): void {
  const env = { ...process.env, PYTHONPATH: pythonPath };
  const run = spawnSync(python, [join(import.meta.dirname, 'python_names.py')], {
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (run.status !== 0) throw new Error(run.stderr);
  const recorded = JSON.parse(run.stdout) as Recorded;
  const installation = findInstallation({
    storage: nodeStorage(),
    env: { PYTHONPATH: pythonPath },
    cwd: '/',
    command: [python, '-m', 'nnunetv2.run.run_training'],
  });
  if (installation === undefined) throw new Error(`no nnU-Net was found beside ${python}`);
  const counts = { names: 0, agree: 0, unsure: 0, kind: 0, file: 0, arguments: 0 };
  const say = (...words: readonly string[]) => process.stdout.write(`  ${words.join(' ')}\n`);
  const judge = (what: string, wanted: Found | null, found: Lookup) => {
    counts.names += 1;
    if (found.kind === 'unsure') {
      counts.unsure += 1;
      say(what, 'cannot be told; Python:', wanted === null ? 'nothing' : wanted.what);
      return;
    }
    if ((wanted === null) !== (found.kind === 'missing')) {
      say(what, 'is', found.kind, '; Python:', wanted === null ? 'nothing' : wanted.what);
      return;
    }
    counts.agree += 1;
    if (wanted === null || found.kind === 'missing') return;
    if (found.what !== wanted.what && found.what !== 'unknown' && found.what !== 'value') {
      counts.kind += 1;
      say(what, 'is a', found.what, '; Python:', wanted.what);
    }
    const isDefinition = found.what === 'class' || found.what === 'function';
    if (isDefinition && wanted.file !== null && wanted.file !== found.file) {
      counts.file += 1;
      say(what, 'stands in', found.file, '; Python:', wanted.file);
    }
    const { positional } = found;
    const own = wanted.positional ?? undefined;
    if (
      positional !== undefined &&
      own !== undefined &&
      (positional.required !== own.required || (positional.most ?? null) !== own.most)
    ) {
      counts.arguments += 1;
      say(what, 'takes', JSON.stringify(positional), '; Python:', JSON.stringify(own));
    }
  };
  process.stdout.write(`${installation.label}; Python says ${recorded.version}\n`);
  for (const [kind, names] of Object.entries(recorded.kinds)) {
    for (const [name, wanted] of Object.entries(names)) {
      judge(`${kind} ${name}`, wanted, installation.lookUp(kind as LookedUpKind, name));
    }
  }
  for (const [path, wanted] of Object.entries(recorded.locate))
    judge(`locate ${path}`, wanted, installation.locate(path));
  let trainers = 0;
  for (const [name, { bases, members }] of Object.entries(recorded.trainers)) {
    if (name === 'nnUNetTrainer') continue;
    const source = installation.trainer(name);
    const own = source?.classes[0];
    const found = [...(own?.members ?? [])]
      .filter((member) => !member.startsWith('__') || member === '__init__')
      .sort();
    const isStockFound = source?.stock.some((one) => bases.includes(one)) === true;
    if (isStockFound && found.join() === members.join()) trainers += 1;
    else
      say(
        name,
        'has',
        found.join(),
        'and extends',
        source?.stock.join() ?? 'nothing',
        '; Python:',
        members.join(),
        bases.join(),
      );
    if (!trainerNames.includes(name)) say(name, 'is not among the trainers that nnplans knows');
  }
  process.stdout.write(
    `${counts.agree} of ${counts.names} names agree, ${counts.unsure} cannot be told; ` +
      `other kind ${counts.kind}, other file ${counts.file}, other arguments ${counts.arguments}; ` +
      `trainers ${trainers} of ${Object.keys(recorded.trainers).length - 1}\n`,
  );
}
