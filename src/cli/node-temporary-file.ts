import {
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** A name that is not taken, and that nobody can take beforehand: created exclusively, it is not reached through a link either. */
const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

const attempts = 5;

/**
 * A text, whole and on the disk, in a new file beside the one that it is to become; what killed runs left in that folder is removed.
 * @param mode of the file; without, that of any new file
 * @returns its path
 */
export function writeTemporary(folder: string, text: string, mode?: number): string {
  removeLeftovers(folder);
  for (let attempt = 1; ; attempt += 1) {
    const path = join(folder, temporaryName());
    let descriptor: number;
    try {
      descriptor = openSync(path, flags, 0o666);
    } catch (error) {
      if (codeOf(error) === 'EEXIST' && attempt < attempts) continue;
      throw error;
    }
    try {
      writeAndClose(descriptor, text, mode);
      return path;
    } catch (error) {
      removeQuietly(path);
      throw error;
    }
  }
}

/** Closing is part of it: a disk across a network may say only then that it is full. */
function writeAndClose(descriptor: number, text: string, mode: number | undefined): void {
  try {
    const bytes = Buffer.from(text);
    for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
    if (mode !== undefined) fchmodSync(descriptor, mode & 0o777);
    fsyncSync(descriptor);
  } catch (error) {
    try {
      closeSync(descriptor);
    } catch {
      // The first error says more.
    }
    throw error;
  }
  closeSync(descriptor);
}

/** `.nnplans-HOST-PID-RANDOM.part`: hidden, of no kind that nnU-Net reads, and its owner can be asked for. */
function temporaryName(): string {
  const random = Buffer.from(crypto.getRandomValues(new Uint8Array(8))).toString('hex');
  return `.nnplans-${hostName()}-${process.pid}-${random}.part`;
}

const temporary = /^\.nnplans-([A-Za-z0-9]*)-(\d+)-[0-9a-f]{16}\.part$/;

function hostName(): string {
  return hostname()
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 40);
}

/** Longer than any writing takes; a process of another machine, or of a number that was given anew, cannot be asked. */
const oldAge = 24 * 60 * 60 * 1000;

/** Only what is surely ours: such a name, a regular file of this user, and nobody at work on it. */
function removeLeftovers(folder: string): void {
  try {
    for (const name of readdirSync(folder)) {
      const [, host, pid] = temporary.exec(name) ?? [];
      if (host === undefined || pid === undefined) continue;
      const path = join(folder, name);
      const stats = lstatSync(path);
      const isOurs = stats.isFile() && (process.getuid === undefined || stats.uid === process.getuid());
      const isAbandoned = (host === hostName() && !isAlive(Number(pid))) || Date.now() - stats.mtimeMs > oldAge;
      if (isOurs && isAbandoned) unlinkSync(path);
    }
  } catch {
    // It was not asked for; what cannot be removed stays.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

export function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It is gone, or the disk is; the first error says more.
  }
}

export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
