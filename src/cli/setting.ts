import { rules as builtInRules } from '../../rules/index.js';
import { type FoundConfig, loadConfig } from '../app/config-file.js';
import { nnunetInUse } from '../app/find-nnunet.js';
import type { NnunetInUse } from '../app/nnunet-in-use.js';
import type { Setting } from '../app/setting.js';
import { isAboutSuppressions, stepsOf } from '../app/steps.js';
import { didYouMean, Trouble } from '../app/trouble.js';
import { type Config, directions } from '../engine/config.js';
import type { Rule } from '../engine/rule.js';
import type { RuleSetting } from '../engine/rule-setting.js';
import { locateCommand } from '../nnunet/command-line/locate-command.js';
import { plainWords } from '../nnunet/command-line/word.js';
import { nnunetChoice } from '../nnunet/installation/choice.js';
import { absolutePath, folderOf, relativeTo } from '../workspace/paths.js';
import type { Arguments } from './arguments.js';
import { baselineOf } from './baseline-file.js';
import { loadOwnRules } from './own-rules.js';
import { rootsOf } from './roots.js';
import type { Terminal } from './terminal.js';

/** @throws Trouble when an option, the config or a rule of one's own does not hold */
export async function settingOf(given: Arguments, terminal: Terminal): Promise<Setting> {
  return settingWith(await configOf(given, terminal), given, terminal);
}

/** A config, and every rule that there is under it. */
export interface KnownConfig extends FoundConfig {
  readonly rules: readonly Rule[];
}

/**
 * The setting for a command of nnU-Net, which knows nothing of the config: its folders come from its environment first.
 * @param words of the command, with the variables that it sets for itself
 */
export async function settingOfCommand(
  words: readonly string[],
  given: Arguments,
  terminal: Terminal,
): Promise<Setting> {
  const environment = locateCommand(plainWords(words))?.environment ?? new Map<string, string>();
  const found = await configOf(given, terminal);
  const env = { ...terminal.env, ...Object.fromEntries(environment) };
  return {
    ...settingWith(found, given, { ...terminal, env }, words),
    roots: rootsOf(given, { ...terminal, env }, found, true),
  };
}

/** The config that `--config` names, or the nearest. */
export async function configOf(given: Arguments, terminal: Terminal): Promise<KnownConfig> {
  const rules = [...builtInRules, ...(await loadOwnRules(given.texts('rules'), terminal))];
  const found = await loadConfig(terminal.storage, terminal.cwd, given.text('config'), rules);
  return { ...found, rules: [...rules, ...found.config.customRules] };
}

/** @param command of nnU-Net that is about to run, where one is known */
export function settingWith(
  found: KnownConfig,
  given: Arguments,
  terminal: Terminal,
  command?: readonly string[],
): Setting {
  const chosen = chosenRules(given.texts('rule'), found.rules);
  const rules = chosen === undefined || chosen.some(isAboutSuppressions) ? found.rules : chosen;
  const settings = chosen === undefined ? found.config.rules : switchedOn(found.config, chosen);
  return {
    roots: rootsOf(given, terminal, found),
    configFolder: found.file === undefined ? undefined : folderOf(found.file),
    configFile: found.file,
    configIsNamed: given.text('config') !== undefined,
    rules,
    known: found.rules,
    settings,
    direction: directions.find((direction) => direction === given.text('direction')) ?? found.config.direction,
    knownClasses: found.config.knownClasses,
    knownGlobals: found.config.knownGlobals,
    nnunet: nnunetOf(given.text('nnunet'), found, terminal, command),
    overrides: found.config.overrides,
    transfers: found.config.transfers,
    suppressedRules: new Set(found.config.suppressions.map(({ rule }) => rule)),
    baseline: baselineOf(given, terminal),
    steps: stepsOf(found.config, { rules, settings, chosen }, { cwd: terminal.cwd, today: terminal.today }),
  };
}

/** The option comes before the config; without both it is looked for. */
export function nnunetOf(
  typed: string | undefined,
  { file, config }: FoundConfig,
  { storage, cwd, env }: Pick<Terminal, 'storage' | 'cwd' | 'env'>,
  command?: readonly string[],
): NnunetInUse {
  const search = { storage, cwd, env, command };
  if (typed !== undefined)
    return nnunetInUse(
      nnunetChoice(typed, (path) => absolutePath(cwd, path)),
      '--nnunet',
      search,
    );
  const by = file === undefined ? 'the config' : relativeTo(cwd, file);
  return nnunetInUse(config.nnunet ?? { kind: 'auto' }, by, search);
}

/** `--rule transfer/spacing-match`, `--rule plans` for an area, `--rule a,b`. */
function chosenRules(names: readonly string[], known: readonly Rule[]): readonly Rule[] | undefined {
  if (names.length === 0) return undefined;
  const wanted = names.flatMap((name) => name.split(',')).map((name) => name.trim());
  for (const name of wanted) {
    if (known.some((rule) => rule.id === name || rule.area === name)) continue;
    throw new Trouble(`There is no rule "${name}".`, [
      ...didYouMean(
        name,
        known.map((rule) => rule.id),
      ),
      'All of them: nnplans rules',
    ]);
  }
  return known.filter((rule) => wanted.includes(rule.id) || wanted.includes(rule.area));
}

/** Whoever names a rule on the command line wants it to run, although the config switches it off. */
function switchedOn(config: Config, chosen: readonly Rule[]): ReadonlyMap<string, RuleSetting> {
  const settings = new Map(config.rules);
  for (const rule of chosen) {
    const { severity, ...rest } = settings.get(rule.id) ?? {};
    if (severity === 'off') settings.set(rule.id, rest);
  }
  return settings;
}
