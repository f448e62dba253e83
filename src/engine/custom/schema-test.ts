import { isObject, type JsonObject, type JsonValue, member, pointer } from '../../io/json/value.js';
import { nearestName } from '../../nnunet/words/nearest-name.js';
import { quoted } from '../../nnunet/words/wording.js';
import type { Complain } from '../config-problem.js';
import { listKeywords } from './schema-lists.js';
import { objectKeywords } from './schema-objects.js';
import { complainOf, valueKeywords } from './schema-values.js';

/** Whether a value is as a schema wants it. */
export type SchemaTest = (value: JsonValue) => boolean;

/** What one keyword of a schema asks for. */
export type Keyword = (setting: KeywordSetting) => SchemaTest;

export interface KeywordSetting {
  /** What stands behind the keyword. */
  readonly value: JsonValue;
  /** The schema that it stands in, for keywords that depend on others. */
  readonly schema: JsonObject;
  /** Of the value, in the config. */
  readonly at: string;
  readonly complain: Complain;
  /** Compiles a schema inside of this one. */
  readonly compile: (value: JsonValue, at: string) => SchemaTest;
}

/** Say something to people and nothing about values. */
const annotations = ['$comment', '$schema', 'default', 'deprecated', 'description', 'examples', 'title'];

/** Refine the keyword of the same sentence, which reads them. */
const companions = ['else', 'maxContains', 'minContains', 'then'];

const combinations: Readonly<Record<string, Keyword>> = {
  allOf: (setting) => {
    const tests = schemaList(setting);
    return (value) => tests.every((test) => test(value));
  },
  anyOf: (setting) => {
    const tests = schemaList(setting);
    return (value) => tests.some((test) => test(value));
  },
  oneOf: (setting) => {
    const tests = schemaList(setting);
    return (value) => tests.filter((test) => test(value)).length === 1;
  },
  not: ({ value: inner, at, compile }) => {
    const test = compile(inner, at);
    return (value) => !test(value);
  },
  if: ({ value: condition, schema, at, compile }) => {
    const test = compile(condition, at);
    const besides = at.slice(0, at.lastIndexOf('/'));
    const branch = (name: string) => {
      const inner = member(schema, name);
      return inner === undefined ? () => true : compile(inner, besides + pointer(name));
    };
    const [yes, no] = [branch('then'), branch('else')];
    return (value) => (test(value) ? yes(value) : no(value));
  },
};

const keywords: ReadonlyMap<string, Keyword> = new Map([
  ...Object.entries(valueKeywords),
  ...Object.entries(listKeywords),
  ...Object.entries(objectKeywords),
  ...Object.entries(combinations),
]);

export const knownKeywords: readonly string[] = [...keywords.keys(), ...companions];

/**
 * Compiles a JSON Schema (draft 2020-12) without references, formats and unevaluated parts. No code is made from it, and patterns take
 * linear time: schemas stand in configs, which are data.
 * @param at where the schema stands in the config
 * @param complain told of every keyword that is not known, or that stands before something else than it wants
 */
export function compileSchema(value: JsonValue, at: string, complain: Complain): SchemaTest {
  if (typeof value === 'boolean') return () => value;
  if (!isObject(value)) {
    complain(at, `The schema is ${quoted(value)}; a JSON Schema in braces was expected.`);
    return () => true;
  }
  const compile = (inner: JsonValue, place: string) => compileSchema(inner, place, complain);
  const tests = Object.keys(value).flatMap((name): SchemaTest[] => {
    if (annotations.includes(name) || companions.includes(name)) return [];
    const keyword = keywords.get(name);
    const place = at + pointer(name);
    const inner = member(value, name);
    if (keyword !== undefined && inner !== undefined) {
      return [keyword({ value: inner, schema: value, at: place, complain, compile })];
    }
    complain(place, unknownKeyword(name));
    return [];
  });
  return (found) => tests.every((test) => test(found));
}

function unknownKeyword(name: string): string {
  if (name.startsWith('$')) return `${quoted(name)} is not understood here: write the schema out, without references.`;
  const nearest = nearestName(name, [...knownKeywords, ...annotations]);
  const hint = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
  return `${quoted(name)} is no keyword of JSON Schema that is understood here.${hint}`;
}

function schemaList(setting: KeywordSetting): readonly SchemaTest[] {
  const { value, at, compile } = setting;
  if (Array.isArray(value) && value.length > 0) return value.map((inner, i) => compile(inner, at + pointer(i)));
  return [complainOf(setting, 'a list of schemas')];
}
