import type { JsonValue } from '../../io/json/value.js';
import { quoted, quotedList } from '../../nnunet/words/wording.js';
import type { Complain } from '../config-problem.js';

/** What a message may quote. */
export interface TemplateValues {
  readonly value: JsonValue;
  readonly parts: readonly (string | number)[];
  readonly pointer: string;
}

const placeholders: Readonly<Record<string, (values: TemplateValues) => string>> = {
  value: ({ value }) => quoted(value),
  pointer: ({ pointer }) => pointer,
  key: ({ parts }) => String(parts.at(-1) ?? ''),
};

/** Makes a sentence of a text with `{value}`, `{pointer}` and `{key}` (the last part of the pointer). */
export function readTemplate(template: string, at: string, complain: Complain): (values: TemplateValues) => string {
  for (const [whole, name = ''] of template.matchAll(/\{(\w*)\}/g)) {
    if (Object.hasOwn(placeholders, name)) continue;
    const known = Object.keys(placeholders).map((one) => `{${one}}`);
    complain(at, `A message knows nothing of ${whole}; there are ${quotedList(known)}.`);
  }
  return (values) => template.replace(/\{(\w*)\}/g, (whole, name: string) => placeholders[name]?.(values) ?? whole);
}
