import type { JsonDocument } from '../io/json/document.js';
import { type JsonObject, type JsonValue, member } from '../io/json/value.js';
import { quoted } from '../nnunet/words/wording.js';
import { type Complain, complainAboutUnknownKeys } from './config-problem.js';
import { complainAboutUnknownRule } from './config-rules.js';
import { readEntries, readText } from './config-values.js';
import type { Rule } from './rule.js';
import { readSelection, type Selection } from './selection.js';

/** Findings that somebody looked at and put aside, with the reason. */
export interface Suppression {
  readonly rule: string;
  readonly selection: Selection;
  readonly reason: string;
  /** The last day on which it holds, as an ISO date. */
  readonly until: string | undefined;
  /** Where it stands in the config. */
  readonly document: JsonDocument;
  readonly pointer: string;
}

const keys = ['rule', 'files', 'pointer', 'reason', 'until'] as const;

/** Reads `"suppressions": [{ "rule": "…", "files": "…", "pointer": "…", "reason": "…", "until": "2027-01-31" }]`. */
export function readSuppressions(
  value: JsonValue | undefined,
  rules: readonly Rule[],
  source: { readonly folder: string; readonly document: JsonDocument },
  complain: Complain,
): readonly Suppression[] {
  return readEntries(value, '/suppressions', 'suppressions', complain).map(({ entry, at }) => {
    complainAboutUnknownKeys(entry, keys, at, complain);
    return {
      rule: readRule(entry, rules, at, complain),
      selection: readSelection(entry, source.folder, at, complain),
      reason: readReason(entry, at, complain),
      until: readDate(member(entry, 'until'), `${at}/until`, complain),
      document: source.document,
      pointer: at,
    };
  });
}

function readRule(entry: JsonObject, rules: readonly Rule[], at: string, complain: Complain): string {
  const value = member(entry, 'rule');
  if (value === undefined) complain(at, 'A suppression needs "rule": the name of the rule whose findings it is about.');
  const id = readText(value, `${at}/rule`, 'the name of a rule', complain) ?? '';
  if (id.startsWith('config/')) {
    complain(`${at}/rule`, `${id} is about suppressions itself; switch it off under "rules" instead.`);
  } else if (id !== '') complainAboutUnknownRule(id, rules, `${at}/rule`, complain);
  return id;
}

function readReason(entry: JsonObject, at: string, complain: Complain): string {
  const value = member(entry, 'reason');
  if (value === undefined) {
    complain(at, 'A suppression needs "reason": why this finding is no mistake here, for whoever reads it next year.');
  }
  return readText(value, `${at}/reason`, 'a sentence', complain) ?? '';
}

/** Also the pattern in the published schema. */
export const isoDate = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

function readDate(value: JsonValue | undefined, at: string, complain: Complain): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && isoDate.test(value) && isInCalendar(value)) return value;
  complain(at, `"until" is ${quoted(value)}; a date such as "2027-01-31" was expected.`);
  return undefined;
}

/** There is no 30th of February: JavaScript moves it into March. */
function isInCalendar(date: string): boolean {
  return new Date(`${date}T00:00:00Z`).toISOString().startsWith(date);
}
