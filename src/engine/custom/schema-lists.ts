import { member, pointer } from '../../io/json/value.js';
import { canonicalJson } from '../identity.js';
import type { Keyword } from './schema-test.js';
import { complainOf, countOf } from './schema-values.js';

/** Keywords about lists; every other value passes. */
export const listKeywords: Readonly<Record<string, Keyword>> = {
  minItems: ofCount((count, limit) => count >= limit),
  maxItems: ofCount((count, limit) => count <= limit),
  uniqueItems: (setting) => {
    if (typeof setting.value !== 'boolean') return complainOf(setting, 'true or false');
    if (!setting.value) return () => true;
    return (value) => !Array.isArray(value) || new Set(value.map(canonicalJson)).size === value.length;
  },
  prefixItems: (setting) => {
    const { value: schemas, at, compile } = setting;
    if (!Array.isArray(schemas)) return complainOf(setting, 'a list of schemas');
    const tests = schemas.map((inner, i) => compile(inner, at + pointer(i)));
    return (value) => !Array.isArray(value) || tests.every((test, i) => i >= value.length || test(value[i] ?? null));
  },
  items: ({ value: inner, schema, at, compile }) => {
    const before = member(schema, 'prefixItems');
    const first = Array.isArray(before) ? before.length : 0;
    const test = compile(inner, at);
    return (value) => !Array.isArray(value) || value.slice(first).every(test);
  },
  contains: ({ value: inner, schema, at, complain, compile }) => {
    const test = compile(inner, at);
    const besides = at.slice(0, at.lastIndexOf('/'));
    const limit = (name: string, usual: number) => {
      const value = member(schema, name);
      if (value === undefined) return usual;
      return countOf({ value, schema, at: besides + pointer(name), complain, compile }) ?? usual;
    };
    const [least, most] = [limit('minContains', 1), limit('maxContains', Number.POSITIVE_INFINITY)];
    return (value) => {
      if (!Array.isArray(value)) return true;
      const count = value.filter(test).length;
      return count >= least && count <= most;
    };
  },
};

function ofCount(holds: (count: number, limit: number) => boolean): Keyword {
  return (setting) => {
    const limit = countOf(setting);
    return (value) => !Array.isArray(value) || limit === undefined || holds(value.length, limit);
  };
}
