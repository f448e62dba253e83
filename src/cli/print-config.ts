import { settingAfter } from '../engine/active-rules.js';
import type { Rule } from '../engine/rule.js';
import { type RuleSetting, severityOf } from '../engine/rule-setting.js';
import { type FilePlace, selects } from '../engine/selection.js';
import { pointer } from '../io/json/value.js';
import { writtenGlobal } from '../nnunet/checkpoint/pickle-dangers.js';
import { jsonText } from '../report/machine/json-text.js';
import { absolutePath, relativeTo } from '../workspace/paths.js';
import type { Arguments } from './arguments.js';
import { configOf, settingWith } from './setting.js';
import type { Terminal } from './terminal.js';

/**
 * What holds for a file when options, config and environment are brought together, as JSON: every rule with its severity there, and with
 * all of its options.
 * @param typed a path, which need not exist; also `plans.json#2d` and `plans.json#/configurations/2d`
 */
export async function printedConfig(typed: string, given: Arguments, terminal: Terminal): Promise<string> {
  const found = await configOf(given, terminal);
  const setting = settingWith(found, given, terminal);
  const place = placeTyped(typed, terminal.cwd);
  const nameFile = (file: string) => relativeTo(terminal.cwd, file);
  const overrides = setting.overrides.filter(({ selection }) => selects(selection, place));
  const rules = setting.rules.map((rule) => [
    rule.id,
    ruleEntry(rule, settingAfter(rule, setting.settings.get(rule.id), overrides)),
  ]);
  const printed = {
    file: nameFile(place.file),
    ...(place.pointer === undefined ? {} : { pointer: place.pointer }),
    configs: found.files.map(nameFile),
    roots: {
      nnUNet_raw: setting.roots.raw,
      nnUNet_preprocessed: setting.roots.preprocessed,
      nnUNet_results: setting.roots.results,
    },
    direction: setting.direction ?? 'pretraining-to-finetuning',
    nnunet: setting.nnunet.entry,
    knownClasses: [...setting.knownClasses],
    knownGlobals: [...setting.knownGlobals].map(writtenGlobal),
    rules: Object.fromEntries(rules),
    suppressions: found.config.suppressions
      .filter(({ selection }) => selects(selection, place))
      .map(({ rule, reason, until, document }) => ({ rule, reason, until, config: nameFile(document.file) })),
  };
  return jsonText(printed);
}

function placeTyped(typed: string, cwd: string): FilePlace & { readonly file: string } {
  const hash = typed.lastIndexOf('#');
  if (hash < 0) return { file: absolutePath(cwd, typed), pointer: undefined };
  const place = typed.slice(hash + 1);
  return {
    file: absolutePath(cwd, typed.slice(0, hash)),
    pointer: place.startsWith('/') ? place : pointer('configurations', place),
  };
}

function ruleEntry(rule: Rule, setting: RuleSetting | undefined): unknown {
  // No message has an empty name: this is the severity of the rule as a whole.
  const severity = severityOf(rule, '', setting);
  const defaults = Object.entries(rule.options).map(([name, option]) => [name, option.default] as const);
  if (defaults.length === 0) return severity;
  return [severity, Object.fromEntries([...defaults, ...Object.entries(setting?.options ?? {})])];
}
