import { run } from '../../src/cli/run.js';
import type { Screen, Terminal } from '../../src/cli/terminal.js';
import { type MemoryFile, memoryStorage } from '../../src/io/memory-storage.js';
import type { Storage } from '../../src/io/storage.js';
import { projectFiles } from './example-project.js';

export interface CommandLine {
  readonly storage: Storage;
  /** Working folder; the root of a project in memory. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly today?: string;
  readonly isTerminal?: boolean;
  readonly columns?: number;
  /** Where progress is shown, if anywhere. */
  readonly progress?: Screen;
  /** What files of code export, by their absolute path. */
  readonly modules?: Readonly<Record<string, unknown>>;
  /** What `nnplans run` is to get from the command that it starts. */
  readonly handOver?: Terminal['handOver'];
  /** Another nnplans that runs beside this one; the same in this process where left out. */
  readonly another?: Terminal['another'];
}

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Files written, by their absolute path. */
  readonly written: ReadonlyMap<string, string>;
}

/** nnU-Net's three folders at the root of a project in memory. */
export const projectRoots = {
  nnUNet_raw: '/nnUNet_raw',
  nnUNet_preprocessed: '/nnUNet_preprocessed',
  nnUNet_results: '/nnUNet_results',
} as const;

/** Runs the program in this process: `nnplans('check -s 121 -t 122', { storage })`. */
export async function nnplans(words: string | readonly string[], setting: CommandLine): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  const written = new Map<string, string>();
  const saved = new Map<string, Uint8Array>();
  const storage: Storage = {
    ...setting.storage,
    readBytes: (path, most) => saved.get(path) ?? setting.storage.readBytes(path, most),
  };
  const argv = typeof words === 'string' ? words.split(' ').filter((word) => word !== '') : words;
  const code = await run(argv, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    env: setting.env ?? projectRoots,
    cwd: setting.cwd ?? '/',
    storage,
    today: () => setting.today ?? '2026-01-01',
    isTerminal: setting.isTerminal ?? false,
    columns: setting.columns,
    progress: setting.progress,
    writeFile: (path, text) => {
      written.set(path, text);
    },
    saveFile: (path, text, mayReplace) => {
      const isThere = setting.storage.stat(path) !== undefined;
      if (isThere && !mayReplace) throw new Error(`${path} would be replaced`);
      written.set(path, text);
      saved.set(path, new TextEncoder().encode(text));
      return isThere ? `${path}.backup` : undefined;
    },
    loadModule: async (path) => {
      const module = setting.modules?.[path];
      if (module instanceof Error) throw module;
      return module;
    },
    another: setting.another ?? (async (argv) => ({ ended: nnplans(argv, setting) })),
    handOver: setting.handOver ?? (() => Promise.reject(new Error('nothing is to be started here'))),
  });
  return { code, stdout, stderr, written };
}

/** A project written by the real nnU-Net, in memory, with some files replaced, added, or (`undefined`) left out. */
export function projectStorage(name: string, changes: Readonly<Record<string, MemoryFile | undefined>> = {}): Storage {
  const files = new Map<string, MemoryFile>(projectFiles(name));
  for (const [path, content] of Object.entries(changes)) {
    if (content === undefined) {
      for (const known of [...files.keys()]) if (known === path || known.startsWith(`${path}/`)) files.delete(known);
    } else files.set(path, content);
  }
  return memoryStorage(files);
}
