import { directions } from '../engine/config.js';
import { readRuleSettings } from '../engine/config-rules.js';
import { compileSchema } from '../engine/json-schema.js';
import type { Direction, Rule } from '../engine/rule.js';
import { withSetting } from '../engine/rule-setting.js';
import type { JsonValue } from '../io/json/value.js';
import type { Storage } from '../io/storage.js';
import { globalTarget } from '../nnunet/checkpoint/pickle-dangers.js';
import { type NnunetChoice, nnunetChoice, nnunetPattern } from '../nnunet/installation/choice.js';
import { quoted, quotedList } from '../nnunet/words/wording.js';
import { absolutePath, folderOf } from '../workspace/paths.js';
import type { RootFolders } from '../workspace/workspace.js';
import { findConfig } from './config-file.js';
import { nnunetInUse } from './find-nnunet.js';
import { type NnunetInUse, nnunetNotFound } from './nnunet-in-use.js';
import type { Setting } from './setting.js';
import { isAboutSuppressions, stepsOf } from './steps.js';
import { didYouMean, UsageError } from './trouble.js';

/** What another program says. Nothing else is looked at: no environment, and no config but the one that is named. */
export interface LibraryOptions {
  readonly roots?: RootFolders | undefined;
  readonly rules?: readonly Rule[] | undefined;
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
  readonly direction?: Direction | undefined;
  readonly knownClasses?: Iterable<string> | undefined;
  readonly knownGlobals?: Iterable<string> | undefined;
  readonly nnunet?: string | undefined;
  readonly config?: string | undefined;
}

/**
 * @param known every rule of nnplans
 * @throws UsageError, Trouble when an option or the config does not hold: nothing that is misspelt may pass for a wish that was heard
 */
export function librarySetting(
  options: LibraryOptions,
  known: readonly Rule[],
  { storage, cwd, today }: { readonly storage: Storage; readonly cwd: string; readonly today: () => string },
): Setting {
  const { config, file } = findConfig(storage, cwd, options.config ?? 'none', options.rules ?? known, compileSchema);
  const all = [...(options.rules ?? known), ...config.customRules];
  const rules = config.suppressions.length > 0 ? withSuppressionRules(all, known) : all;
  const own = ruleSettings(options.settings, rules, known);
  const settings = new Map(config.rules);
  for (const [id, setting] of own) settings.set(id, withSetting(settings.get(id), setting) ?? setting);
  const { raw, preprocessed, results } = options.roots ?? {};
  const folder = (given: string | undefined, configured: Parameters<typeof config.roots.get>[0]) =>
    given === undefined ? config.roots.get(configured) : absolutePath(cwd, given);
  return {
    roots: {
      raw: folder(raw, 'nnUNet_raw'),
      preprocessed: folder(preprocessed, 'nnUNet_preprocessed'),
      results: folder(results, 'nnUNet_results'),
    },
    configFolder: file === undefined ? undefined : folderOf(file),
    configFile: file,
    // Whoever names a config trusts it.
    configIsNamed: true,
    suppressedRules: new Set(config.suppressions.map(({ rule }) => rule)),
    rules,
    settings,
    direction: oneOf('direction', options.direction, directions) ?? config.direction,
    knownClasses: new Set([...config.knownClasses, ...(options.knownClasses ?? [])]),
    knownGlobals: new Set([...config.knownGlobals, ...[...(options.knownGlobals ?? [])].map(globalTarget)]),
    nnunet: nnunetOf(options, config.nnunet, { storage, cwd }),
    overrides: config.overrides,
    transfers: config.transfers,
    steps: stepsOf(config, { rules, settings }, { cwd, today }),
  };
}

/** Refuses what is no option, by name. */
export function refuseUnknown(what: string, given: object, known: readonly string[]): void {
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    throw new UsageError(`${quoted(name)} is no ${what}.`, [
      ...didYouMean(name, known),
      `There are ${quotedList(known)}.`,
    ]);
  }
}

function withSuppressionRules(rules: readonly Rule[], known: readonly Rule[]): readonly Rule[] {
  return [...rules, ...known.filter((rule) => isAboutSuppressions(rule) && !rules.includes(rule))];
}

/** In the form of a config: a severity, or a severity and options. A rule that is known but not to run may be set all the same. */
function ruleSettings(
  given: LibraryOptions['settings'],
  rules: readonly Rule[],
  known: readonly Rule[],
): ReturnType<typeof readRuleSettings> {
  const faults: string[] = [];
  const all = [...rules, ...known.filter((rule) => !rules.includes(rule))];
  const value = given as JsonValue | undefined;
  const settings = readRuleSettings(value, all, '', (_at, message) => faults.push(message));
  if (faults.length > 0) throw new UsageError('The settings of rules have mistakes.', faults);
  return settings;
}

function nnunetOf(
  { nnunet }: LibraryOptions,
  configured: NnunetChoice | undefined,
  { storage, cwd }: { readonly storage: Storage; readonly cwd: string },
): NnunetInUse {
  const search = { storage, cwd, env: {} };
  if (nnunet !== undefined) {
    if (!nnunetPattern.test(nnunet)) {
      throw new UsageError(
        `nnunet is ${quoted(nnunet)}; a range of versions such as ">=2.5" or a folder such as "./nnUNet" was expected.`,
      );
    }
    return nnunetInUse(
      nnunetChoice(nnunet, (path) => absolutePath(cwd, path)),
      'the option nnunet',
      search,
    );
  }
  // Nothing is looked for that was not named.
  return configured === undefined || configured.kind === 'auto'
    ? nnunetNotFound
    : nnunetInUse(configured, 'the config', search);
}

function oneOf<T extends string>(name: string, given: T | undefined, known: readonly T[]): T | undefined {
  if (given === undefined || known.includes(given)) return given;
  throw new UsageError(`${name} is ${quoted(given)}; it may be ${quotedList(known, 'or')}.`, didYouMean(given, known));
}
