import { Ajv2020 } from 'ajv/dist/2020.js';
import { RE2JS } from 're2js';
import { isObject, type JsonValue } from '../io/json/value.js';
import { nearestName } from '../nnunet/words/nearest-name.js';
import { quoted } from '../nnunet/words/wording.js';
import type { Complain } from './config-problem.js';

/**
 * Patterns stand in configs, texts in files of other people: re2js takes linear time whatever both hold. What that cannot be for (back references,
 * lookaround) it refuses.
 */
const linearPattern = Object.assign(
  (pattern: string) => {
    const program = RE2JS.compile(RE2JS.translateRegExp(pattern));
    // ajv keeps what it has compiled by its text.
    return { test: (text: string) => program.test(text), toString: () => pattern };
  },
  { code: 'linearPattern' },
);

/**
 * Compiles a JSON Schema (draft 2020-12). Loaded only for configs that have rules of their own.
 * @param at where the schema stands in the config
 * @param complain told of what is no schema
 */
export function compileSchema(schema: JsonValue, at: string, complain: Complain): (value: JsonValue) => boolean {
  const ajv = new Ajv2020({
    strictTypes: false,
    strictTuples: false,
    ownProperties: true,
    // NaN, which Python writes, is a number.
    strictNumbers: false,
    // 0.3 is a multiple of 0.1, although 0.3 / 0.1 is 2.9999999999999996.
    multipleOfPrecision: 9,
    code: { regExp: linearPattern },
    logger: false,
  });
  if (!isSchema(schema)) {
    complain(at, `The schema is ${quoted(schema)}; a JSON Schema in braces was expected.`);
    return () => true;
  }
  try {
    if (ajv.validateSchema(schema) !== true) {
      const [error] = ajv.errors ?? [];
      complain(at + (error?.instancePath ?? ''), `This is no JSON Schema: it ${error?.message ?? 'does not hold'}.`);
      return () => true;
    }
    const validate = ajv.compile(schema);
    return (value) => {
      try {
        return validate(value);
      } catch {
        // ajv compares values by their `toString`, where a file has a member of that name.
        return false;
      }
    };
  } catch (error) {
    complain(at, `This schema cannot be used: ${reasonOf(error, ajv)}`);
    return () => true;
  }
}

function isSchema(value: JsonValue): value is boolean | (JsonValue & object) {
  return typeof value === 'boolean' || isObject(value);
}

function reasonOf(error: unknown, ajv: Ajv2020): string {
  const message = error instanceof Error ? error.message : String(error);
  const unknown = /unknown keyword: "(.*)"/.exec(message)?.[1];
  if (unknown === undefined) return `${message.replace(/^strict mode: /, '')}.`;
  const nearest = nearestName(unknown, Object.keys(ajv.RULES.all));
  const hint = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
  return `${quoted(unknown)} is no keyword of JSON Schema.${hint}`;
}
