import { isObject, type JsonObject, type JsonValue, member } from '../io/json/value.js';
import { quoted } from '../nnunet/words/wording.js';
import type { KnownFinding } from './baseline.js';
import type { Complain } from './config-problem.js';

/**
 * Reads the content of a baseline.
 * @param complain told of everything that does not belong there: then nothing may be taken from it
 */
export function readBaseline(value: JsonValue, complain: Complain): readonly KnownFinding[] {
  const version = member(value, 'schemaVersion');
  const list = member(value, 'findings');
  if (!Array.isArray(list)) {
    complain('', 'This is no baseline: a list "findings" was expected.');
    return [];
  }
  if (version !== '1') {
    complain('/schemaVersion', `The baseline is of version ${quoted(version)}; this nnplans reads version "1".`);
    return [];
  }
  return list.flatMap((entry, i) => readEntry(entry, `/findings/${i}`, complain));
}

function readEntry(entry: JsonValue, at: string, complain: Complain): readonly KnownFinding[] {
  const text = (name: string) => {
    const value = member(entry, name);
    if (typeof value === 'string') return value;
    complain(at, `The "${name}" of this finding is ${quoted(value)}; a text was expected.`);
    return '';
  };
  if (!isObject(entry)) {
    complain(at, `This finding is ${quoted(entry)}; an object was expected.`);
    return [];
  }
  const data = member(entry, 'data');
  if (!isObject(data)) complain(at, `The "data" of this finding are ${quoted(data)}; an object was expected.`);
  const pointer = member(entry, 'pointer') === undefined ? undefined : text('pointer');
  const known: JsonObject = isObject(data) ? data : {};
  return [{ rule: text('rule'), messageId: text('messageId'), subject: text('subject'), pointer, data: known }];
}
