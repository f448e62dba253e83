import { afterPreset, type Config, type Extended, emptyConfig, merged, readConfig } from '../engine/config.js';
import type { ConfigProblem } from '../engine/config-problem.js';
import type { CompileSchema } from '../engine/custom-rules.js';
import type { Rule } from '../engine/rule.js';
import type { JsonDocument } from '../io/json/document.js';
import { readJsonDocument } from '../io/json/read.js';
import type { Storage } from '../io/storage.js';
import { pathWord, shellCommand } from '../nnunet/command-line/word.js';
import { quoted } from '../nnunet/words/wording.js';
import { knownRemedies } from '../schema/document-problems.js';
import { absolutePath, baseName, folderOf, join, relativeTo } from '../workspace/paths.js';
import { placed } from './placed.js';
import { Trouble } from './trouble.js';

export const configFileName = 'nnplans.config.json';

/** Nobody stacks so many by hand. */
const longestChain = 30;

export interface FoundConfig {
  readonly config: Config;
  /** `undefined` where there is no config. */
  readonly file?: string;
  /** That file and all that it extends, in the order in which they count. */
  readonly files: readonly string[];
}

/**
 * The config that holds for a working folder, with everything that it extends.
 * @param named what `--config` says: a file, `none`, or nothing for the nearest
 * @param compileSchema for rules that the config itself describes
 * @throws Trouble when it cannot be read or does not hold; all its faults at once
 */
export function findConfig(
  storage: Storage,
  cwd: string,
  named: string | undefined,
  rules: readonly Rule[],
  compileSchema?: CompileSchema,
): FoundConfig {
  const file =
    named === undefined ? nearestConfig(storage, cwd) : named === 'none' ? undefined : absolutePath(cwd, named);
  if (file === undefined) return { config: emptyConfig, files: [] };
  const faults = new Set<string>();
  const known = new Map<string, Config>();
  const asked = named === undefined ? undefined : file;
  const home = storage.realPath(repositoryOf(storage, folderOf(file)));
  // Not even its faults are told: they would quote it, and it may be any file of whoever runs this.
  const isForeign = (path: string) => {
    const real = storage.realPath(path);
    return path !== asked && home !== undefined && real !== undefined && !isBelow(home, real);
  };
  const unquoted = (path: string) =>
    `${relativeTo(cwd, path)}: it is not a usable config. It lies elsewhere, so nnplans quotes nothing of it; ${shellCommand`nnplans audit --config ${pathWord(path)}`} tells what is wrong.`;

  const load = (path: string, chain: readonly string[]): Config => {
    const finished = known.get(path);
    if (finished !== undefined) return finished;
    const document = readWhole(storage, path, relativeTo(cwd, path), isForeign(path) ? unquoted(path) : undefined);
    const folder = folderOf(path);
    const absolute = (written: string) => absolutePath(folder, written);
    const { own, extended, problems } = readConfig(document.value ?? null, rules, {
      document,
      folder,
      absolute,
      compileSchema,
    });
    const complain = ({ pointer, message }: ConfigProblem) =>
      faults.add(
        isForeign(path)
          ? unquoted(path)
          : `${placed(relativeTo(cwd, path), document.keyPosition(pointer))}: ${message}`,
      );
    for (const problem of [...textProblems(document), ...problems]) complain(problem);
    const start = extended.reduce((config: Config, entry: Extended) => {
      if ('preset' in entry) return afterPreset(config, entry.preset, rules);
      const next = absolute(entry.file);
      const problem = extendingFault(storage, next, [...chain, path], entry);
      if (problem === undefined) return merged(config, load(next, [...chain, path]));
      complain(problem);
      return config;
    }, emptyConfig);
    const config = merged(start, own);
    known.set(path, config);
    return config;
  };

  const config = load(file, []);
  if (faults.size > 0) throw new Trouble('The config has mistakes.', [...faults], 'config');
  return { config, file, files: [...known.keys()] };
}

/** {@link findConfig}, with what compiles JSON Schemas loaded only for a config that has rules of its own. */
export async function loadConfig(
  storage: Storage,
  cwd: string,
  named: string | undefined,
  rules: readonly Rule[],
): Promise<FoundConfig> {
  const found = findConfig(storage, cwd, named, rules);
  if (found.config.customRules.length === 0) return found;
  const { compileSchema } = await import('../engine/json-schema.js');
  return findConfig(storage, cwd, named, rules, compileSchema);
}

function extendingFault(
  storage: Storage,
  path: string,
  chain: readonly string[],
  { file, at }: Extract<Extended, { readonly file: string }>,
): ConfigProblem | undefined {
  const start = chain.indexOf(path);
  if (start >= 0) {
    const circle = [...chain.slice(start), path].map(baseName).join(' → ');
    return { pointer: at, message: `Configs extend each other in a circle: ${circle}.` };
  }
  if (chain.length >= longestChain) {
    return {
      pointer: at,
      message: `More than ${longestChain} configs extend one another here; that many are not followed.`,
    };
  }
  if (storage.stat(path)?.kind === 'file') return undefined;
  return { pointer: at, message: `There is no file ${quoted(file)}, as seen from the folder of this config.` };
}

/** @throws Trouble when there is no value to speak of */
function readWhole(storage: Storage, file: string, shown: string, unquoted: string | undefined): JsonDocument {
  const document = readJsonDocument(storage, file);
  // Python would refuse a byte order mark; here it does no harm.
  const [fatal] = document.problems.filter((problem) => problem.fatal && problem.kind !== 'byte-order-mark');
  if (fatal === undefined && document.value !== undefined) return document;
  if (unquoted !== undefined) throw new Trouble(unquoted);
  throw new Trouble(
    `${placed(shown, fatal?.position)}: ${fatal?.message ?? 'it cannot be read'}.`,
    knownRemedies(fatal),
    'config',
  );
}

/** A key that stands twice, a NaN: read all the same, but of a config nobody should have to guess which half counts. */
function textProblems(document: JsonDocument): readonly ConfigProblem[] {
  return document.problems
    .filter((problem) => !problem.fatal)
    .map(({ pointer, message }) => ({ pointer: pointer ?? '', message: `${message}.` }));
}

/** The folder that `.git` lies in, or the given one where there is none above. */
function repositoryOf(storage: Storage, start: string): string {
  for (let folder = start; ; folder = folderOf(folder)) {
    if (storage.stat(join(folder, '.git')) !== undefined) return folder;
    if (folder === folderOf(folder)) return start;
  }
}

function isBelow(folder: string, path: string): boolean {
  return path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** From the working folder upward, to the root of the repository that it lies in. */
function nearestConfig(storage: Storage, cwd: string): string | undefined {
  for (let folder = cwd; ; folder = folderOf(folder)) {
    const file = join(folder, configFileName);
    if (storage.stat(file) !== undefined) return file;
    if (storage.stat(join(folder, '.git')) !== undefined || folder === folderOf(folder)) return undefined;
  }
}
