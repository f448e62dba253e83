import { fstatSync, renameSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { devNull } from 'node:os';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Trouble } from '../app/trouble.js';
import type { Storage } from '../io/storage.js';
import { saveFile } from './node-save-file.js';
import type { Terminal, TextSink } from './terminal.js';

const usualColumns = 80;

/** The terminal that this process was started in. */
export function nodeTerminal(storage: Storage): Terminal {
  const mayBeScreen = isCharacterDevice(1);
  return {
    stdout: descriptorSink(1),
    stderr: descriptorSink(2),
    env: process.env,
    cwd: process.cwd().replaceAll('\\', '/'),
    storage,
    today: () => new Date().toISOString().slice(0, 10),
    isTerminal: mayBeScreen && process.stdout.isTTY === true,
    columns: mayBeScreen ? process.stdout.columns : undefined,
    get progress() {
      const { isTTY, columns } = isCharacterDevice(2) ? process.stderr : {};
      return isTTY === true ? { ...descriptorSink(2), columns: columns || usualColumns } : undefined;
    },
    writeFile(path, text) {
      // A reader never finds half a report.
      const temporary = `${path}.${process.pid}.part`;
      try {
        writeFileSync(temporary, text);
        renameSync(temporary, path);
      } catch (error) {
        rmSync(temporary, { force: true });
        throw new Error(reasonOf(error, path));
      }
    },
    handOver: async (command) => (await import('./node-hand-over.js')).handOver(command),
    saveFile,
    async loadModule(path) {
      const { importModule } = await import('./import-module.js');
      return await importModule(pathToFileURL(path).href);
    },
  };
}

/** Perhaps a screen, and no pipe, file or `/dev/null`: only then are Node's streams asked about it, which take longer to load than a rule to run. */
function isCharacterDevice(descriptor: number): boolean {
  try {
    const found = fstatSync(descriptor);
    return found.isCharacterDevice() && found.rdev !== statSync(devNull, { throwIfNoEntry: false })?.rdev;
  } catch {
    return false;
  }
}

/** Writes at once and everything, so that nothing is lost when the process ends. */
function descriptorSink(descriptor: number): TextSink {
  let isOpen = true;
  return {
    write(text) {
      const bytes = Buffer.from(text);
      for (let written = 0; isOpen && written < bytes.length; ) {
        try {
          written += writeSync(descriptor, bytes, written);
        } catch (error) {
          const code = (error as NodeJS.ErrnoException).code;
          // The reader of a pipe is slower than we are: wait for it.
          if (code === 'EAGAIN') pause(5);
          // `nnplans audit | head` closes the pipe early, and a descriptor may not be there at all: no errors.
          else if (code === 'EPIPE' || code === 'EBADF' || code === 'EOF') isOpen = false;
          else throw new Trouble(`The output cannot be written: ${(error as Error).message}.`);
        }
      }
    },
  };
}

/** Of a failed write, without the name that the file had meanwhile. */
function reasonOf(error: unknown, path: string): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return 'it is a folder';
  if (code === 'ENOENT' || code === 'ENOTDIR') return `there is no folder ${dirname(path)}`;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return `${dirname(path)} may not be written to`;
  return code === 'ENOSPC' ? 'the disk is full' : message;
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
