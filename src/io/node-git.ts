import { spawnSync } from 'node:child_process';
import { StorageError } from './storage.js';

/** An object of a git repository, as `git cat-file --batch` prints it. */
export interface GitObject {
  readonly id: string;
  readonly type: string;
  readonly content: Uint8Array;
}

/** git says what went wrong in English, never asks for a password, never fetches, and never takes a lock. */
const environment = {
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_OPTIONAL_LOCKS: '0',
};

/**
 * What git prints. Only commands that read objects are run: they start no hook, pager, filter or helper of the repository.
 * @param folder the working folder of the command
 * @param input what git reads from its standard input: names that come from a user stand there, never among the arguments
 * @param maximumBytes of the output
 */
export function git(folder: string, args: readonly string[], input = '', maximumBytes = 1024 ** 3): Uint8Array {
  const run = spawnSync('git', ['-c', 'protocol.allow=never', '-c', 'core.fsmonitor=false', ...args], {
    cwd: folder,
    input,
    maxBuffer: maximumBytes,
    env: { ...process.env, ...environment },
    windowsHide: true,
  });
  if (run.error !== undefined) throw notStarted(folder, run.error);
  if (run.status !== 0) throw refused(folder, run.stderr.toString('utf8'));
  return run.stdout;
}

/** The named objects; `undefined` for a name that means none, or several. */
export function gitObjects(folder: string, names: readonly string[], maximumBytes?: number): (GitObject | undefined)[] {
  const output = Buffer.from(
    git(folder, ['cat-file', '--batch'], names.map((name) => `${name}\n`).join(''), maximumBytes),
  );
  let at = 0;
  return names.map(() => {
    const lineEnd = output.indexOf('\n', at);
    const header = output.toString('utf8', at, lineEnd);
    at = lineEnd + 1;
    const [, id, type, size] = /^([\da-f]+) (\w+) (\d+)$/.exec(header) ?? [];
    if (id === undefined || type === undefined) return undefined;
    const content = output.subarray(at, at + Number(size));
    at += Number(size) + 1;
    return { id, type, content };
  });
}

function notStarted(folder: string, error: Error): StorageError {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ENOBUFS') {
    return new StorageError('too-large', folder, `${folder}: git holds more there than is read at once`);
  }
  if (code !== 'ENOENT') return new StorageError('failed', folder, `git could not be started (${error.message})`);
  return new StorageError('failed', folder, 'git is not installed, or not in the PATH');
}

function refused(folder: string, message: string): StorageError {
  if (message.includes('not a git repository')) {
    return new StorageError('missing', folder, `${folder} is not in a git repository`);
  }
  if (message.includes('dubious ownership')) {
    return new StorageError(
      'forbidden',
      folder,
      `${folder}: git does not read a repository that belongs to someone else (see safe.directory in git's manual)`,
    );
  }
  const said = /^(?:fatal|error): (.*)$/m.exec(message)?.[1] ?? message.trim();
  return new StorageError('failed', folder, `git could not read ${folder}: ${said}`);
}
