import { isObject, type JsonObject, type JsonValue, member, pointer, pointerParts } from '../io/json/value.js';
import { quoted, quotedList } from '../nnunet/words/wording.js';
import type { AnySubject } from '../workspace/subjects.js';
import { type Complain, complainAboutUnknownKeys } from './config-problem.js';
import { readChoice } from './config-values.js';
import { canonicalJson } from './identity.js';
import { idProblem } from './own-rule.js';
import { defineRule, type NotChecked, type Place, type Rule } from './rule.js';
import { severities } from './severity.js';

/** What a rule of the config may be about: plans, a configuration with all that it inherits, or one of the files of a dataset. */
export const customSubjects = ['plans', 'configuration', 'dataset', 'fingerprint', 'splits'] as const;

type CustomSubject = (typeof customSubjects)[number];

/** Makes a test of a JSON Schema; what is wrong with the schema is told with its place in the config. */
export type CompileSchema = (schema: JsonValue, at: string, complain: Complain) => (value: JsonValue) => boolean;

/** What reading needs of the config that the rules stand in. */
interface Source {
  readonly document: { readonly file: string };
  /** Without it every value fits. */
  readonly compileSchema: CompileSchema | undefined;
}

const keys = ['id', 'subject', 'at', 'schema', 'message', 'severity', 'remedy', 'summary'];

/** Larger values are described in data, not copied. */
const mostCharacters = 1000;

/**
 * Reads `"customRules"`: data only, a JSON Schema for the values at a place, and what to say of one that is not so.
 * @param rules those that there are: none may have the same name
 */
export function readCustomRules(
  value: JsonValue | undefined,
  rules: readonly Rule[],
  source: Source,
  complain: Complain,
): readonly Rule[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    complain('/customRules', `"customRules" is ${quoted(value)}; a list of rules was expected.`);
    return [];
  }
  const taken = new Set(rules.map(({ id }) => id));
  return value.flatMap((entry, i) => {
    const at = `/customRules/${i}`;
    if (!isObject(entry)) {
      complain(at, `This rule is ${quoted(entry)}; an object was expected.`);
      return [];
    }
    return readRule(entry, taken, at, source, complain);
  });
}

function readRule(
  entry: JsonObject,
  taken: Set<string>,
  at: string,
  source: Source,
  complain: Complain,
): readonly Rule[] {
  complainAboutUnknownKeys(entry, keys, at, complain);
  const text = (name: string, usual?: string): string => {
    const value = member(entry, name) ?? usual;
    if (typeof value === 'string' && value !== '') return value;
    const place = member(entry, name) === undefined ? at : at + pointer(name);
    complain(place, `The "${name}" of this rule is ${quoted(value)}; a text was expected.`);
    return '';
  };
  const id = member(entry, 'id') ?? null;
  const wrongId =
    idProblem(id ?? undefined) ?? (taken.has(String(id)) ? `there is a rule ${String(id)} already` : undefined);
  if (wrongId !== undefined) complain(id === null ? at : `${at}/id`, `This rule cannot be used: ${wrongId}.`);
  taken.add(String(id));
  const subject = readChoice(member(entry, 'subject') ?? null, customSubjects, `${at}/subject`, complain);
  const severity = readChoice(member(entry, 'severity') ?? 'error', severities, `${at}/severity`, complain);
  const pattern = member(entry, 'at') ?? '';
  if (typeof pattern !== 'string' || !/^(\/|$)/.test(pattern)) {
    complain(`${at}/at`, `"at" is ${quoted(pattern)}; a JSON pointer such as "/spacing/*" was expected.`);
  }
  const schema = member(entry, 'schema');
  if (schema === undefined) complain(at, 'This rule has no "schema", which says what the values should be like.');
  const fits = (schema !== undefined && source.compileSchema?.(schema, `${at}/schema`, complain)) || (() => true);
  const message = readTemplate(text('message'), `${at}/message`, complain);
  const [area, name] = String(id).split('/');
  if (area === undefined || name === undefined || subject === undefined || severity === undefined) return [];
  const rule = defineRule({
    id: `${area}/${name}`,
    subject: subject === 'plans' || subject === 'configuration' ? subject : 'dataset',
    severity,
    summary: text('summary', 'What the config asks for holds.'),
    remedy: text('remedy', 'Change the value, or the rule in the config.'),
    messages: { differs: ({ text: said }: { readonly text: string; readonly value: JsonValue }) => said },
    *check(found) {
      const target = targetOf(found, subject);
      if (target === undefined || 'notChecked' in target) {
        if (target !== undefined) yield target;
        return;
      }
      for (const place of matchingPlaces(target.value, String(pattern))) {
        if (fits(place.value)) continue;
        const where = target.place(place.parts);
        const said = message({ ...place, pointer: where.pointer ?? '' });
        yield { message: 'differs', at: where, data: { text: said, value: short(place.value) } };
      }
    },
  });
  return [{ ...rule, definedIn: source.document.file }];
}

interface Target {
  readonly value: JsonValue;
  readonly place: (parts: readonly (string | number)[]) => Place;
}

function targetOf(found: AnySubject, subject: CustomSubject): Target | NotChecked | undefined {
  if (found.kind === 'configuration') {
    const { configuration, plansFile } = found;
    const value = Object.fromEntries([...configuration.keys()].map((key) => [key, configuration.get(key) ?? null]));
    // What is inherited is found where it is written.
    const at = ([key, ...rest]: readonly (string | number)[]) =>
      key === undefined ? configuration.pointer : configuration.at(String(key), ...rest);
    return { value, place: (parts) => ({ document: plansFile.document, pointer: at(parts) }) };
  }
  const document =
    found.kind === 'plans' ? found.document : found.kind === 'dataset' ? documentOf(found, subject) : undefined;
  if (document === undefined) return undefined;
  if (document.value === undefined) {
    // Plans that cannot be read are told of by plans/schema.
    return found.kind === 'plans' ? undefined : { notChecked: `there is no ${subject} that can be read` };
  }
  return { value: document.value, place: (parts) => ({ document, pointer: pointer(...parts) }) };
}

function documentOf(dataset: Extract<AnySubject, { kind: 'dataset' }>, subject: CustomSubject) {
  if (subject === 'fingerprint') return dataset.fingerprint;
  return subject === 'splits' ? dataset.splits : dataset.datasetJson;
}

function short(value: JsonValue): JsonValue {
  return canonicalJson(value).length <= mostCharacters ? value : quoted(value);
}

/** A value that a pattern leads to. */
interface MatchingPlace {
  readonly value: JsonValue;
  readonly parts: readonly (string | number)[];
}

/** Every value that a JSON pointer leads to in which `*` stands for any key or index. What is not there is no match. */
function matchingPlaces(value: JsonValue, pattern: string): readonly MatchingPlace[] {
  return pointerParts(pattern).reduce<readonly MatchingPlace[]>(
    (places, part) => places.flatMap((place) => below(place, part)),
    [{ value, parts: [] }],
  );
}

function below({ value, parts }: MatchingPlace, part: string): readonly MatchingPlace[] {
  if (Array.isArray(value)) {
    return value.flatMap((inner, i) =>
      part === '*' || part === String(i) ? [{ value: inner, parts: [...parts, i] }] : [],
    );
  }
  if (!isObject(value)) return [];
  const names = part === '*' ? Object.keys(value) : [part];
  return names.flatMap((name) => {
    const inner = member(value, name);
    return inner === undefined ? [] : [{ value: inner, parts: [...parts, name] }];
  });
}

/** What a message may quote: `{key}` is the last part of the pointer. */
const placeholders: ReadonlyMap<string, (place: MatchingPlace & { readonly pointer: string }) => string> = new Map([
  ['value', ({ value }) => quoted(value)],
  ['pointer', ({ pointer: written }) => written],
  ['key', ({ parts }) => String(parts.at(-1) ?? '')],
]);

/** Makes a sentence of a text with `{value}`, `{pointer}` and `{key}`. */
function readTemplate(template: string, at: string, complain: Complain) {
  for (const [whole, name = ''] of template.matchAll(/\{(\w*)\}/g)) {
    if (placeholders.has(name)) continue;
    const known = [...placeholders.keys()].map((one) => `{${one}}`);
    complain(at, `A message knows nothing of ${whole}; there are ${quotedList(known)}.`);
  }
  return (place: MatchingPlace & { readonly pointer: string }) =>
    template.replace(/\{(\w*)\}/g, (whole, name: string) => placeholders.get(name)?.(place) ?? whole);
}
