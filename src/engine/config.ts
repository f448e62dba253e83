import type { JsonDocument } from '../io/json/document.js';
import { isObject, type JsonValue, member } from '../io/json/value.js';
import { globalTarget } from '../nnunet/checkpoint/pickle-dangers.js';
import { type NnunetChoice, nnunetChoice, nnunetPattern } from '../nnunet/installation/choice.js';
import { nearestName } from '../nnunet/words/nearest-name.js';
import { quoted, quotedList } from '../nnunet/words/wording.js';
import { type Complain, type ConfigProblem, complainAboutUnknownKeys } from './config-problem.js';
import { readRuleSettings } from './config-rules.js';
import { type ConfiguredTransfer, readTransfers } from './config-transfers.js';
import { readChoice, readTexts } from './config-values.js';
import { type CompileSchema, readCustomRules } from './custom-rules.js';
import { type Override, readOverrides } from './overrides.js';
import { type Preset, presetNames, withPreset } from './presets.js';
import type { Direction, Rule } from './rule.js';
import { type RuleSetting, withSetting } from './rule-setting.js';
import { readSuppressions, type Suppression } from './suppressions.js';

/** What `nnplans.config.json` says. Data only: nothing in it is ever executed. */
export interface Config {
  /** Folders by nnU-Net's names, absolute. */
  readonly roots: ReadonlyMap<RootName, string>;
  readonly direction: Direction | undefined;
  readonly nnunet: NnunetChoice | undefined;
  readonly knownClasses: ReadonlySet<string>;
  /** Classes and functions of forks that pickles may name: `module name`. */
  readonly knownGlobals: ReadonlySet<string>;
  readonly rules: ReadonlyMap<string, RuleSetting>;
  readonly overrides: readonly Override[];
  readonly transfers: readonly ConfiguredTransfer[];
  readonly suppressions: readonly Suppression[];
  /** Rules that the config itself describes. */
  readonly customRules: readonly Rule[];
}

export const rootNames = ['nnUNet_raw', 'nnUNet_preprocessed', 'nnUNet_results'] as const;

export type RootName = (typeof rootNames)[number];

export const directions: readonly Direction[] = ['pretraining-to-finetuning', 'finetuning-to-pretraining', 'either'];

export const emptyConfig: Config = {
  roots: new Map(),
  direction: undefined,
  nnunet: undefined,
  knownClasses: new Set(),
  knownGlobals: new Set(),
  rules: new Map(),
  overrides: [],
  transfers: [],
  suppressions: [],
  customRules: [],
};

/** Where a config stands, which its paths start from. */
export interface ConfigSource {
  readonly document: JsonDocument;
  /** absolute */
  readonly folder: string;
  /** For rules that the config describes; loaded only where there are some. */
  readonly compileSchema: CompileSchema | undefined;
  /** A path as written in this folder. */
  absolute(path: string): string;
}

/** What a config starts from: a preset, or another config as written. */
export type Extended = { readonly preset: Preset } | { readonly file: string; readonly at: string };

/** One file, before what it extends is read. */
export interface ConfigFile {
  readonly own: Config;
  readonly extended: readonly Extended[];
  /** The config is to be used only when there are none. */
  readonly problems: readonly ConfigProblem[];
}

/** Names the published schema, with its version. */
export const configSchemaId = 'https://nnplans.dev/schemas/1/config.schema.json';

/** The keys of a config, in the order in which they are read. */
const keys = [
  '$schema',
  'extends',
  'roots',
  'direction',
  'nnunet',
  'knownClasses',
  'knownGlobals',
  'rules',
  'overrides',
  'transfers',
  'suppressions',
  'customRules',
] as const;

/**
 * Reads the content of a config file.
 * @param given every rule there is besides those of the config: their names and options are checked
 */
export function readConfig(value: JsonValue, given: readonly Rule[], source: ConfigSource): ConfigFile {
  const problems: ConfigProblem[] = [];
  const complain = (at: string, message: string) => problems.push({ pointer: at, message });
  if (!isObject(value)) {
    complain('', `The config is ${quoted(value)}; an object in braces was expected.`);
    return { own: emptyConfig, extended: [], problems };
  }
  complainAboutUnknownKeys(value, keys, '', complain);
  const get = (key: (typeof keys)[number]) => member(value, key);
  const extended = readExtended(get('extends'), complain);
  const customRules = readCustomRules(get('customRules'), given, source, complain);
  const rules = [...given, ...customRules];
  const own: Config = {
    customRules,
    roots: readRoots(get('roots'), source, complain),
    direction: readChoice(get('direction'), directions, '/direction', complain),
    nnunet: readNnunet(get('nnunet'), source, complain),
    knownClasses: new Set(readTexts(get('knownClasses'), '/knownClasses', complain)),
    knownGlobals: readGlobals(get('knownGlobals'), complain),
    rules: readRuleSettings(get('rules'), rules, '/rules', complain),
    overrides: readOverrides(get('overrides'), rules, source.folder, complain),
    transfers: readTransfers(get('transfers'), source, complain),
    suppressions: readSuppressions(get('suppressions'), rules, source, complain),
  };
  return { own, extended, problems };
}

/** Both together; where they disagree, the second counts. What is equal, a file that was read twice, stands in it once. */
export function merged(first: Config, second: Config): Config {
  const rules = new Map(first.rules);
  for (const [id, setting] of second.rules) rules.set(id, withSetting(rules.get(id), setting) ?? setting);
  return {
    roots: new Map([...first.roots, ...second.roots]),
    direction: second.direction ?? first.direction,
    nnunet: second.nnunet ?? first.nnunet,
    knownClasses: new Set([...first.knownClasses, ...second.knownClasses]),
    knownGlobals: new Set([...first.knownGlobals, ...second.knownGlobals]),
    rules,
    overrides: [...new Set([...first.overrides, ...second.overrides])],
    transfers: [...new Set([...first.transfers, ...second.transfers])],
    suppressions: [...new Set([...first.suppressions, ...second.suppressions])],
    customRules: [...new Set([...first.customRules, ...second.customRules])],
  };
}

export function afterPreset(config: Config, preset: Preset, rules: readonly Rule[]): Config {
  return { ...config, rules: withPreset(config.rules, preset, rules) };
}

function readRoots(
  value: JsonValue | undefined,
  source: ConfigSource,
  complain: Complain,
): ReadonlyMap<RootName, string> {
  const roots = new Map<RootName, string>();
  if (value === undefined) return roots;
  if (!isObject(value)) {
    complain('/roots', `"roots" is ${quoted(value)}; an object with the folders of nnU-Net was expected.`);
    return roots;
  }
  complainAboutUnknownKeys(value, rootNames, '/roots', complain);
  for (const name of rootNames) {
    const folder = member(value, name);
    if (folder === undefined) continue;
    if (typeof folder === 'string' && folder !== '') roots.set(name, source.absolute(folder));
    else complain(`/roots/${name}`, `"${name}" is ${quoted(folder)}; a folder's path was expected.`);
  }
  return roots;
}

/** `my_fork.layers.Scale`, `my_fork.layers:Outer.Inner`. Also the pattern in the published schema. */
export const globalName = /^[A-Za-z_]\w*(\.\w+)+$|^[A-Za-z_]\w*(\.\w+)*:\w+(\.\w+)*$/;

function readGlobals(value: JsonValue | undefined, complain: Complain): ReadonlySet<string> {
  const names = readTexts(value, '/knownGlobals', complain);
  for (const [i, name] of names.entries()) {
    if (globalName.test(name)) continue;
    complain(
      `/knownGlobals/${i}`,
      `${quoted(name)} is no exact name of a class or function with its module, such as "my_fork.layers.Scale"; there are no patterns here.`,
    );
  }
  return new Set(names.filter((name) => globalName.test(name)).map(globalTarget));
}

function readNnunet(value: JsonValue | undefined, source: ConfigSource, complain: Complain): NnunetChoice | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && nnunetPattern.test(value)) {
    return nnunetChoice(value, (path) => source.absolute(path));
  }
  complain(
    '/nnunet',
    `"nnunet" is ${quoted(value)}; "auto", "none", a range of versions such as ">=2.5" or a folder such as "./nnUNet" was expected.`,
  );
  return undefined;
}

/** Also the pattern in the published schema: presets are bare words, files have a slash or an ending. */
export const extendedName = new RegExp(`^(${presetNames.join('|')})$|/|\\.json$`);

function readExtended(value: JsonValue | undefined, complain: Complain): readonly Extended[] {
  const names = readTexts(value, '/extends', complain, 'a list of presets and files');
  return names.flatMap((name, i): Extended[] => {
    const at = `/extends/${i}`;
    const preset = presetNames.find((known) => known === name);
    if (preset !== undefined) return [{ preset }];
    if (extendedName.test(name)) return [{ file: name, at }];
    const nearest = nearestName(name, presetNames);
    const hint =
      nearest === undefined ? 'A file is written with its ending, as in "./team.json".' : `Did you mean "${nearest}"?`;
    complain(at, `There is no preset ${quoted(name)}; there are ${quotedList(presetNames)}. ${hint}`);
    return [];
  });
}
