import { isObject, type JsonObject, type JsonValue } from '../io/json/value.js';
import { quoted, quotedList } from '../nnunet/words/wording.js';
import type { Complain } from './config-problem.js';

/** The last key of a pointer, as messages call the value. */
function nameOf(at: string): string {
  return quoted(at.slice(at.lastIndexOf('/') + 1));
}

export function readChoice<T extends string>(
  value: JsonValue | undefined,
  choices: readonly T[],
  at: string,
  complain: Complain,
): T | undefined {
  if (value === undefined) return undefined;
  const found = choices.find((choice) => choice === value);
  if (found === undefined) {
    complain(at, `${nameOf(at)} is ${quoted(value)}; it may be ${quotedList(choices, 'or')}.`);
  }
  return found;
}

export function readTexts(
  value: JsonValue | undefined,
  at: string,
  complain: Complain,
  expected = 'a list of names',
): readonly string[] {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value as string[];
  complain(at, `${nameOf(at)} is ${quoted(value)}; ${expected} was expected.`);
  return [];
}

/** A text that says something. */
export function readText(
  value: JsonValue | undefined,
  at: string,
  expected: string,
  complain: Complain,
): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value.trim() !== '') return value;
  complain(at, `${nameOf(at)} is ${quoted(value)}; ${expected} was expected.`);
  return undefined;
}

/** A list of objects, each with its pointer. What is no object is complained about and left out. */
export function readEntries(
  value: JsonValue | undefined,
  at: string,
  expected: string,
  complain: Complain,
): readonly { readonly entry: JsonObject; readonly at: string }[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    complain(at, `${nameOf(at)} is ${quoted(value)}; a list of ${expected} was expected.`);
    return [];
  }
  return value.flatMap((entry, i) => {
    if (isObject(entry)) return [{ entry, at: `${at}/${i}` }];
    complain(`${at}/${i}`, `An entry of ${nameOf(at)} is ${quoted(entry)}; an object in braces was expected.`);
    return [];
  });
}
