import { Trouble } from '../app/trouble.js';
import { absolutePath } from '../workspace/paths.js';
import type { Terminal } from './terminal.js';

/** @throws Trouble where it cannot be written */
export function writeFile(terminal: Terminal, file: string, text: string): void {
  try {
    terminal.writeFile(absolutePath(terminal.cwd, file), text);
  } catch (error) {
    throw new Trouble(`${file} cannot be written: ${error instanceof Error ? error.message : String(error)}.`);
  }
}
