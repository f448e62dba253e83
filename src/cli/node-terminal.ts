import { fstatSync, statSync } from 'node:fs';
import { devNull } from 'node:os';
import { pathToFileURL } from 'node:url';
import { Trouble } from '../app/trouble.js';
import type { Storage } from '../io/storage.js';
import { replaceFile, saveFile, writeWhole } from './node-save-file.js';
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
      const descriptor = descriptorNamed(path);
      if (descriptor === undefined) replaceFile(path, text);
      else descriptorSink(descriptor).write(text);
    },
    another: async (argv, stop) => (await import('./node-another.js')).another(argv, stop),
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

/** `/dev/stdout`, `/dev/fd/63` of a shell's `>(…)`: what is open already is written on, not opened anew, let alone replaced. */
function descriptorNamed(path: string): number | undefined {
  const named = /^\/dev\/(?:std(out|err)|fd\/(\d{1,6}))$|^\/proc\/self\/fd\/(\d{1,6})$/.exec(path);
  if (named === null) return undefined;
  const [, stream, ofDevices, ofProcess] = named;
  return stream === undefined ? Number(ofDevices ?? ofProcess) : stream === 'out' ? 1 : 2;
}

function descriptorSink(descriptor: number): TextSink {
  let isOpen = true;
  return {
    write(text) {
      if (!isOpen) return;
      try {
        writeWhole(descriptor, text);
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code;
        // `nnplans audit | head` closes the pipe early, and a descriptor may not be there at all: no errors.
        if (code === 'EPIPE' || code === 'EBADF' || code === 'EOF') isOpen = false;
        else throw new Trouble(`The output cannot be written: ${(error as Error).message}.`);
      }
    },
  };
}
