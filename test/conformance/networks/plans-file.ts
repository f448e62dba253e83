import { readFileSync } from 'node:fs';
import { isObject, type JsonObject, type JsonValue, member } from '../../../src/io/json/value.js';

/** A JSON file as Python writes it. */
export function readJson(path: string): JsonValue {
  return parseJson(readFileSync(path, 'utf8'));
}

/** JSON as Python writes it, with NaN among the numbers. */
export function parseJson(text: string): JsonValue {
  return JSON.parse(text.replace(/\bNaN\b/g, 'null')) as JsonValue;
}

/** A configuration of plans with inheritance followed; `undefined` when there is none of this name. */
export function resolvedConfiguration(plans: JsonValue, name: string): JsonObject | undefined {
  const own = member(member(plans, 'configurations'), name);
  if (!isObject(own)) return undefined;
  const parent = member(own, 'inherits_from');
  return typeof parent === 'string' ? { ...resolvedConfiguration(plans, parent), ...own } : own;
}
