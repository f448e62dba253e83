import { isAtOrBelowSome } from '../engine/step.js';
import type { Storage } from '../io/storage.js';
import { isModelFolderName } from '../workspace/model-folder.js';
import { baseName, folderOf } from '../workspace/paths.js';
import type { Setting } from './setting.js';

/** What only a config from outside may switch off, weaken or make exceptions from: what a file would run, and whether it could be read at all. */
export const guardedRules: ReadonlySet<string> = new Set(['model/unexpected-global', 'model/checkpoint-corrupt']);

/**
 * The folder that came along with a file or folder, as far as names tell: the dataset's folder around a model, else the folder itself, or that of the
 * file.
 */
function homeOf(storage: Storage, path: string): string {
  const folder = storage.stat(path)?.kind === 'folder' ? path : folderOf(path);
  const model = baseName(folder).startsWith('fold_') ? folderOf(folder) : folder;
  if (!isModelFolderName(baseName(model))) return folder;
  return baseName(folderOf(model)).startsWith('Dataset') ? folderOf(model) : model;
}

/**
 * Whether a config lies inside of what is judged: whoever made that may have made the config. One that `--config` names is trusted wherever it lies.
 * @param judged absolute paths
 */
export function isFromWithin(
  { configFile, configIsNamed }: Pick<Setting, 'configFile' | 'configIsNamed'>,
  judged: readonly string[],
  storage: Storage,
): boolean {
  if (configFile === undefined || configIsNamed) return false;
  const real = (path: string) => storage.realPath(path) ?? path;
  return isAtOrBelowSome(
    real(folderOf(configFile)),
    judged.map((path) => real(homeOf(storage, path))),
  );
}

/** The setting without what such a config says of the guarded rules. */
export function guarded(setting: Setting): Setting {
  return {
    ...setting,
    knownGlobals: new Set(),
    settings: new Map([...setting.settings].filter(([rule]) => !guardedRules.has(rule))),
    overrides: setting.overrides.map((override) => ({
      ...override,
      rules: new Map([...override.rules].filter(([rule]) => !guardedRules.has(rule))),
    })),
    steps: [
      ...setting.steps,
      (findings) =>
        findings.map((finding) => {
          if (!guardedRules.has(finding.rule) || finding.suppressed?.kind !== 'config') return finding;
          const { suppressed: _suppressed, ...open } = finding;
          return open;
        }),
    ],
  };
}

/** Whether a config says anything about the guarded rules, or what files may name. */
export function speaksOfGuarded({ knownGlobals, settings, overrides, suppressedRules }: Setting): boolean {
  return (
    knownGlobals.size > 0 ||
    [...guardedRules].some(
      (rule) => settings.has(rule) || suppressedRules.has(rule) || overrides.some(({ rules }) => rules.has(rule)),
    )
  );
}

/** Rules that a config turns off, everywhere or for some files. */
export function rulesOff({ settings, overrides }: Pick<Setting, 'settings' | 'overrides'>): readonly string[] {
  const all = [settings, ...overrides.map(({ rules }) => rules)];
  return [...new Set(all.flatMap((some) => [...some].flatMap(([id, one]) => (one.severity === 'off' ? [id] : []))))];
}

/** Classes and functions of forks that pickles may name, as far as the config has a say about what is judged. */
export function trustedGlobals(
  found: { readonly config: Pick<Setting, 'knownGlobals'>; readonly file?: string },
  configIsNamed: boolean,
  judged: readonly string[],
  storage: Storage,
): ReadonlySet<string> {
  const isWithin = isFromWithin({ configFile: found.file, configIsNamed }, judged, storage);
  return isWithin ? new Set() : found.config.knownGlobals;
}
