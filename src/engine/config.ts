import { isObject, type JsonValue, member } from '../io/json/value.js';
import { quoted, quotedList } from '../nnunet/wording.js';
import { type Complain, type ConfigProblem, complainAboutUnknownKeys } from './config-problem.js';
import { readRuleSettings } from './config-rules.js';
import type { Direction, Rule } from './rule.js';
import type { RuleSetting } from './run.js';

/** What `nnplans.config.json` says. Data only: nothing in it is ever executed. */
export interface Config {
  /** Folders by nnU-Net's names, as written: relative to the config's own folder. */
  readonly roots: ReadonlyMap<RootName, string>;
  readonly direction: Direction | undefined;
  /** Range of nnU-Net versions in use, such as `>=2.5`. */
  readonly nnunet: string | undefined;
  readonly knownClasses: ReadonlySet<string>;
  readonly rules: ReadonlyMap<string, RuleSetting>;
}

export const rootNames = ['nnUNet_raw', 'nnUNet_preprocessed', 'nnUNet_results'] as const;

export type RootName = (typeof rootNames)[number];

export const directions: readonly Direction[] = ['pretraining-to-finetuning', 'finetuning-to-pretraining', 'either'];

export const emptyConfig: Config = {
  roots: new Map(),
  direction: undefined,
  nnunet: undefined,
  knownClasses: new Set(),
  rules: new Map(),
};

/** What is known to be asked for; the config is read key by key in this order. */
const keys = ['$schema', 'extends', 'roots', 'direction', 'nnunet', 'knownClasses', 'rules'] as const;

/** A range of versions: `>=2.5`, `>=2.2 <2.6`, `2.8.x`, `<2.2 || ~2.6`. Also the pattern in the published schema. */
export const versionRange = /^[<>=~^]?=?\d+(\.(\d+|x|\*)){0,2}((, ?| | \|\| )[<>=~^]?=?\d+(\.(\d+|x|\*)){0,2})*$/;

/**
 * Reads the content of a config file.
 * @param rules every rule there is: their names and options are checked
 * @returns the config, which is to be used only when there are no problems
 */
export function readConfig(
  value: JsonValue,
  rules: readonly Rule[],
): { readonly config: Config; readonly problems: readonly ConfigProblem[] } {
  const problems: ConfigProblem[] = [];
  const complain = (at: string, message: string) => problems.push({ pointer: at, message });
  if (!isObject(value)) {
    complain('', `The config is ${quoted(value)}; an object in braces was expected.`);
    return { config: emptyConfig, problems };
  }
  complainAboutUnknownKeys(value, keys, '', complain);
  const get = (key: (typeof keys)[number]) => member(value, key);
  checkPresets(get('extends'), complain);
  const config: Config = {
    roots: readRoots(get('roots'), complain),
    direction: readChoice(get('direction'), directions, '/direction', complain),
    nnunet: readVersionRange(get('nnunet'), complain),
    knownClasses: new Set(readTexts(get('knownClasses'), '/knownClasses', complain)),
    rules: readRuleSettings(get('rules'), rules, complain),
  };
  return { config, problems };
}

function readChoice<T extends string>(
  value: JsonValue | undefined,
  choices: readonly T[],
  at: string,
  complain: Complain,
): T | undefined {
  if (value === undefined) return undefined;
  const found = choices.find((choice) => choice === value);
  if (found === undefined) {
    complain(at, `${quoted(at.slice(1))} is ${quoted(value)}; it may be ${quotedList(choices, 'or')}.`);
  }
  return found;
}

function readRoots(value: JsonValue | undefined, complain: Complain): ReadonlyMap<RootName, string> {
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
    if (typeof folder === 'string' && folder !== '') roots.set(name, folder);
    else complain(`/roots/${name}`, `"${name}" is ${quoted(folder)}; a folder's path was expected.`);
  }
  return roots;
}

function readVersionRange(value: JsonValue | undefined, complain: Complain): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && versionRange.test(value)) return value;
  complain('/nnunet', `"nnunet" is ${quoted(value)}; a range of versions such as ">=2.5" was expected.`);
  return undefined;
}

function readTexts(value: JsonValue | undefined, at: string, complain: Complain): readonly string[] {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value as string[];
  complain(at, `${quoted(at.slice(1))} is ${quoted(value)}; a list of names was expected.`);
  return [];
}

/** `recommended` is what every rule says of itself; there is no other preset yet. */
function checkPresets(value: JsonValue | undefined, complain: Complain): void {
  const names = readTexts(value, '/extends', complain);
  for (const [i, name] of names.entries()) {
    if (name !== 'recommended')
      complain(`/extends/${i}`, `There is no preset ${quoted(name)}; there is "recommended".`);
  }
}
