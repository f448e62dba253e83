import { execFileSync, type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The program as it is installed, for commands that a shell runs. */
export interface Installation {
  /** The bundled program. */
  readonly program: string;
  /** Runs a script of bash in a folder, with `nnplans` on the path and nothing else but the system's own programs. */
  bash(
    script: string,
    setting: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
  ): SpawnSyncReturns<string>;
  /** A copy of an example that may be changed. */
  project(name: string): string;
  remove(): void;
}

export function install(): Installation {
  const root = mkdtempSync(join(tmpdir(), 'nnplans-installed-'));
  const folder = join(root, 'dist');
  const programs = join(root, 'bin');
  mkdirSync(programs);
  execFileSync('npx', ['tsx', 'src/build/bundle.ts', folder], { stdio: 'pipe' });
  const program = join(folder, 'nnplans.cjs');
  const command = join(programs, 'nnplans');
  writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`);
  chmodSync(command, 0o755);
  let projects = 0;
  return {
    program,
    bash: (script, { cwd, env }) =>
      spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
        cwd,
        env: { PATH: `${programs}:${join(process.execPath, '..')}:/usr/bin:/bin`, HOME: root, ...env },
        encoding: 'utf8',
      }),
    project(name) {
      projects += 1;
      const copy = join(root, `project-${projects}`);
      cpSync(join(process.cwd(), 'test/examples', name), copy, { recursive: true });
      return copy;
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
