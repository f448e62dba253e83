import { isObject, type JsonObject, type JsonValue, member, pointer } from '../io/json/value.js';
import { nearestName } from '../nnunet/words/nearest-name.js';
import { quoted, quotedList } from '../nnunet/words/wording.js';
import { type Complain, complainAboutUnknownKeys } from './config-problem.js';
import type { OptionSchema, Rule } from './rule.js';
import type { RuleSetting } from './rule-setting.js';
import { severities } from './severity.js';

/**
 * Reads `"rules": { "transfer/spacing-match": ["error", { "rtol": 1e-4 }], "plans/dead-key": "off" }`.
 * @param at pointer of the value
 */
export function readRuleSettings(
  value: JsonValue | undefined,
  rules: readonly Rule[],
  at: string,
  complain: Complain,
): ReadonlyMap<string, RuleSetting> {
  const settings = new Map<string, RuleSetting>();
  if (value === undefined) return settings;
  if (!isObject(value)) {
    complain(at, `"rules" is ${quoted(value)}; an object with a severity for each rule was expected.`);
    return settings;
  }
  for (const id of Object.keys(value)) {
    const ruleAt = `${at}${pointer(id)}`;
    const rule = complainAboutUnknownRule(id, rules, ruleAt, complain);
    if (rule !== undefined) settings.set(id, readSetting(member(value, id), rule, ruleAt, complain));
  }
  return settings;
}

/** The rule of that name; without one, tells the nearest. */
export function complainAboutUnknownRule(
  id: string,
  rules: readonly Rule[],
  at: string,
  complain: Complain,
): Rule | undefined {
  const found = rules.find((rule) => rule.id === id);
  if (found !== undefined) return found;
  const nearest = nearestName(
    id,
    rules.map((rule) => rule.id),
  );
  const hint = nearest === undefined ? '`nnplans rules` lists them.' : `Did you mean "${nearest}"?`;
  complain(at, `There is no rule ${quoted(id)}. ${hint}`);
  return undefined;
}

function readSetting(value: JsonValue | undefined, rule: Rule, at: string, complain: Complain): RuleSetting {
  const [severity, options, ...more] = Array.isArray(value) ? value : [value];
  const severityAt = Array.isArray(value) ? `${at}/0` : at;
  const found = [...severities, 'off' as const].find((candidate) => candidate === severity);
  if (found === undefined) {
    complain(
      severityAt,
      `The severity of ${rule.id} is ${quoted(severity)}; it may be ${quotedList([...severities, 'off'], 'or')}.`,
    );
  }
  if (more.length > 0) complain(`${at}/2`, `${rule.id} takes a severity and its options, nothing more.`);
  return {
    ...(found === undefined ? {} : { severity: found }),
    ...(options === undefined ? {} : { options: readOptions(options, rule, `${at}/1`, complain) }),
  };
}

function readOptions(value: JsonValue, rule: Rule, at: string, complain: Complain): JsonObject {
  if (!isObject(value)) {
    complain(at, `The options of ${rule.id} are ${quoted(value)}; an object was expected.`);
    return {};
  }
  const names = Object.keys(rule.options);
  if (names.length === 0 && Object.keys(value).length > 0) {
    complain(at, `${rule.id} has no options.`);
    return {};
  }
  complainAboutUnknownKeys(value, names, at, complain);
  for (const [name, schema] of Object.entries(rule.options)) {
    const option = member(value, name);
    if (option === undefined || fits(option, schema.type)) continue;
    complain(
      `${at}${pointer(name)}`,
      `The option ${name} of ${rule.id} is ${quoted(option)}; ${expected[schema.type]} was expected.`,
    );
  }
  return value;
}

const expected: Readonly<Record<OptionSchema['type'], string>> = {
  number: 'a number',
  boolean: 'true or false',
  string: 'a text',
  strings: 'a list of texts',
};

function fits(value: JsonValue, type: OptionSchema['type']): boolean {
  if (type === 'strings') return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
  return typeof value === type && (typeof value !== 'number' || Number.isFinite(value));
}
