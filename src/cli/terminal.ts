import type { Storage } from '../io/storage.js';

/** Everything that a command may touch outside of itself: given to {@link run}, so that tests see every byte. */
export interface Terminal {
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Working folder: an absolute path. */
  readonly cwd: string;
  readonly storage: Storage;
  /** The day, as an ISO date in UTC: the same on every machine. */
  today(): string;
  /** Whether standard output is a screen and not a pipe or a file. */
  readonly isTerminal: boolean;
  /** Width of the screen in characters; `undefined` where there is none. */
  readonly columns: number | undefined;
  /** Replaces a whole file, for `-o NAME=FILE`. */
  writeFile(path: string, text: string): void;
  /**
   * Writes a file that nnU-Net reads, all of it or nothing.
   * @param mayReplace whether there may be a file already, which is then kept under another name
   * @returns path of what was kept
   */
  saveFile(path: string, text: string, mayReplace: boolean): string | undefined;
  /** Executes a file of JavaScript and gives what it exports: for rules that somebody asked for, and nothing else. */
  loadModule(path: string): Promise<unknown>;
}

export interface TextSink {
  write(text: string): unknown;
}
