import { renameSync, writeFileSync } from 'node:fs';
import type { Storage } from '../io/storage.js';
import type { Terminal, TextSink } from './terminal.js';

/** The terminal that this process was started in. */
export function nodeTerminal(storage: Storage): Terminal {
  return {
    stdout: sink(process.stdout),
    stderr: sink(process.stderr),
    env: process.env,
    cwd: process.cwd().replaceAll('\\', '/'),
    storage,
    isTerminal: process.stdout.isTTY === true,
    columns: process.stdout.columns,
    writeFile(path, text) {
      // A reader never finds half a report.
      const temporary = `${path}.${process.pid}.part`;
      writeFileSync(temporary, text);
      renameSync(temporary, path);
    },
  };
}

/** `nnplans audit | head` closes the pipe early: that is no error. */
function sink(stream: NodeJS.WriteStream): TextSink {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return stream;
}
