import type { FoundConfig } from '../app/config-file.js';
import { Trouble } from '../app/trouble.js';
import type { RootName } from '../engine/config.js';
import { absolutePath } from '../workspace/paths.js';
import { siblingRoots } from '../workspace/reach.js';
import type { RootFolders } from '../workspace/workspace.js';
import type { Arguments } from './arguments.js';
import type { Terminal } from './terminal.js';

/**
 * Options come first, then what lies beside a preprocessed folder that was named by an option (data on a fast disk is
 * often a copy of everything), then the config, then the environment.
 * @param environmentFirst where a command of nnU-Net is looked at, which does not know the config
 */
export function rootsOf(
  given: Arguments,
  terminal: Terminal,
  { config }: FoundConfig,
  environmentFirst = false,
): RootFolders {
  const configured = {
    raw: config.roots.get('nnUNet_raw'),
    preprocessed: config.roots.get('nnUNet_preprocessed'),
    results: config.roots.get('nnUNet_results'),
  };
  const environment = environmentRoots(terminal);
  const named = namedRoots(given, terminal);
  const [second, third] = environmentFirst ? [environment, configured] : [configured, environment];
  return {
    raw: named.raw ?? second.raw ?? third.raw,
    preprocessed: named.preprocessed ?? second.preprocessed ?? third.preprocessed,
    results: named.results ?? second.results ?? third.results,
  };
}

/**
 * The folders that options name, and those beside a preprocessed one.
 * @throws Trouble when one is no folder
 */
export function namedRoots(given: Arguments, { storage, cwd }: Terminal): RootFolders {
  const named = (option: string): string | undefined => {
    const typed = given.text(option);
    if (typed === undefined) return undefined;
    const path = absolutePath(cwd, typed);
    if (storage.stat(path)?.kind === 'folder') return path;
    throw new Trouble(`--${option} is ${typed}, which is no folder.`);
  };
  const preprocessed = named('preprocessed');
  const beside = preprocessed === undefined ? {} : siblingRoots(storage, preprocessed);
  return { raw: named('raw') ?? beside.raw, preprocessed, results: named('results') ?? beside.results };
}

export function environmentRoots({ cwd, env }: Terminal): RootFolders {
  const root = (name: RootName): string | undefined => {
    const value = env[name];
    return value === undefined || value === '' ? undefined : absolutePath(cwd, value);
  };
  return { raw: root('nnUNet_raw'), preprocessed: root('nnUNet_preprocessed'), results: root('nnUNet_results') };
}
