import { limits } from '../budget.js';
import { quotedList } from '../nnunet/words/wording.js';
import type { SubjectKind } from '../workspace/subjects.js';
import { areas, defineRule, type NotChecked, type RawFinding, type Rule, type RuleDefinition } from './rule.js';
import { severities } from './severity.js';

/** Rules of nnplans that may yet come, and names under which it speaks itself. */
const reservedAreas: readonly string[] = [...areas, 'internal', 'search', 'nnplans'];

const subjectKinds = Object.keys({
  plans: true,
  configuration: true,
  dataset: true,
  roots: true,
  transfer: true,
  'transfer-configuration': true,
  model: true,
  checkpoint: true,
  case: true,
  pickle: true,
  'raw-case': true,
  script: true,
  suppression: true,
} satisfies Record<SubjectKind, true>);

const optionTypes = ['number', 'boolean', 'string', 'strings'];

/** Whether something that a file exports is meant to be a rule. */
export function looksLikeRule(value: unknown): value is Readonly<Record<string, unknown>> {
  return isRecord(value) && Object.hasOwn(value, 'id') && Object.hasOwn(value, 'check');
}

/** `its id is …`: why a rule may not be called so; `undefined` when it may. */
export function idProblem(id: unknown): string | undefined {
  if (typeof id !== 'string' || !/^[a-z][a-z0-9-]*\/[a-z0-9][a-z0-9-]*$/.test(id) || id.length > 100) {
    return `its id is ${shown(id)}; "team/what-is-checked" was expected, in small letters, digits and dashes`;
  }
  const [area = ''] = id.split('/');
  if (!reservedAreas.includes(area)) return undefined;
  return `its id is ${shown(id)}, and names that begin with ${area}/ are those of nnplans: begin it with the name of your team or project`;
}

/**
 * A rule as somebody outside of nnplans wrote it: what {@link defineRule} takes or, made by whichever copy of nnplans, what it gives.
 * @param definedIn its file
 * @returns the rule, guarded against findings that are none; or everything that is wrong with it, in half sentences
 */
export function readOwnRule(
  value: Readonly<Record<string, unknown>>,
  definedIn: string,
): { readonly rule: Rule } | { readonly problems: readonly string[] } {
  const isDefined = Array.isArray(value['messageIds']);
  const problems = [
    ...[idProblem(value['id'])].filter((problem) => problem !== undefined),
    ...oneOf(value, 'subject', subjectKinds),
    ...oneOf(value, 'severity', severities),
    ...['summary', 'remedy'].flatMap((name) =>
      typeof value[name] === 'string' && value[name] !== ''
        ? []
        : [`its ${name} is ${shown(value[name])}; a sentence was expected`],
    ),
    ...(isDefined ? [] : messageProblems(value['messages'])),
    ...optionProblems(value['options']),
    ...(typeof value['check'] === 'function' ? [] : [`its check is ${shown(value['check'])}; a function was expected`]),
  ];
  if (problems.length > 0) return { problems };
  const rule = isDefined
    ? (value as unknown as Rule)
    : defineRule(value as unknown as RuleDefinition<SubjectKind, Record<string, () => string>, Record<never, never>>);
  return { rule: guarded(rule, definedIn) };
}

function guarded(rule: Rule, definedIn: string): Rule {
  return {
    ...rule,
    // Another copy of nnplans may be older.
    topic: rule.topic ?? rule.id,
    yieldsTo: rule.yieldsTo ?? [],
    definedIn,
    *check(subject, context) {
      let count = 0;
      for (const found of rule.check(subject, context)) {
        count += 1;
        // A rule of one's own that goes on and on has probably no end.
        if (count > limits.findings.ofOneRule)
          throw new Error(`it has more than ${limits.findings.ofOneRule} findings about one subject`);
        yield checked(found);
      }
    },
  };
}

/** What the types say and nobody holds JavaScript to. */
function checked(found: RawFinding | NotChecked): RawFinding | NotChecked {
  if ('notChecked' in found) {
    if (typeof found.notChecked !== 'string' || found.notChecked === '') throw new Error('its notChecked is no reason');
    return found;
  }
  const { text, data, at, remedy } = found;
  if (typeof text !== 'string' || text === '') throw new Error(`its message ${found.messageId} is ${shown(text)}`);
  if (!isRecord(data)) throw new Error(`its data are ${shown(data)}; an object was expected`);
  JSON.stringify(data);
  const place = typeof at === 'object' ? at.pointer : at;
  if (place !== undefined && !(typeof place === 'string' && /^(\/|$)/.test(place))) {
    throw new Error(`its place is ${shown(place)}; a JSON pointer such as "/configurations/2d" was expected`);
  }
  if (typeof at === 'object' && typeof at.document?.file !== 'string') throw new Error('its place names no document');
  if (remedy !== undefined && typeof remedy !== 'string') throw new Error(`its remedy is ${shown(remedy)}`);
  return found;
}

function oneOf(value: Readonly<Record<string, unknown>>, name: string, known: readonly string[]): readonly string[] {
  const found = known.some((candidate) => candidate === value[name]);
  return found ? [] : [`its ${name} is ${shown(value[name])}; it may be ${quotedList(known, 'or')}`];
}

function messageProblems(messages: unknown): readonly string[] {
  if (!isRecord(messages) || Object.keys(messages).length === 0) {
    return [`its messages are ${shown(messages)}; functions that make a sentence, by name, were expected`];
  }
  return Object.entries(messages)
    .filter(([, message]) => typeof message !== 'function')
    .map(
      ([name, message]) => `its message ${name} is ${shown(message)}; a function that makes a sentence was expected`,
    );
}

function optionProblems(options: unknown): readonly string[] {
  if (options === undefined) return [];
  if (!isRecord(options)) return [`its options are ${shown(options)}; an object was expected`];
  return Object.entries(options)
    .filter(
      ([, option]) =>
        !isRecord(option) || !optionTypes.some((type) => type === option['type']) || !('default' in option),
    )
    .map(([name]) => `its option ${name} needs a type (${quotedList(optionTypes, 'or')}), a default and a description`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  return typeof value === 'string'
    ? JSON.stringify(value)
    : Array.isArray(value)
      ? 'a list'
      : value === null
        ? 'null'
        : `of type ${typeof value}`;
}
