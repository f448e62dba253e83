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
  /** Standard error, when it is a screen: where progress may be shown. */
  readonly progress?: Screen | undefined;
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
  /**
   * Runs another nnplans beside this one, where that is possible.
   * @param stop ends it early
   * @returns when it is under way
   */
  another?(argv: readonly string[], stop: AbortSignal): Promise<RunningAnother>;
  /** Lets a command take over the standard streams; see `node-hand-over.ts`. Ends when the command has ended. */
  handOver(command: HandedCommand): Promise<HandOverResult>;
}

export interface RunningAnother {
  readonly ended: Promise<Another>;
}

export interface Another {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command of another program. */
export interface HandedCommand {
  readonly words: readonly string[];
  /** Variables that are set for it besides those of this process. */
  readonly environment: ReadonlyMap<string, string | undefined>;
}

export interface HandOverResult {
  /** What the command answers; 128 + N when signal N ended it, 127 where there is no such program. */
  readonly code: number;
  /** Why it was not started. */
  readonly problem?: string;
}

export interface Screen extends TextSink {
  /** Width in characters. */
  readonly columns: number;
}

export interface TextSink {
  write(text: string): unknown;
}
