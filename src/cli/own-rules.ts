import { Trouble } from '../app/trouble.js';
import { looksLikeRule, readOwnRule } from '../engine/own-rule.js';
import type { Rule } from '../engine/rule.js';
import { absolutePath, join, relativeTo } from '../workspace/paths.js';
import type { Terminal } from './terminal.js';

/** What Node runs, or runs in its newer versions. Declarations (`.d.ts`) are no code. */
const codeFile = /(?<!\.d)\.[cm]?[jt]s$/;

/**
 * Loads the rules that `--rules` names, which executes their files: never by a config that was found somewhere, only when somebody asks for it.
 * @param typed folders, of which every file of code that lies directly in them holds rules, or such files themselves
 * @throws Trouble when one of them cannot be loaded or holds no rule, and when two rules go by one name
 */
export async function loadOwnRules(typed: readonly string[], terminal: Terminal): Promise<readonly Rule[]> {
  const rules = new Map<string, Rule>();
  for (const file of new Set(typed.flatMap((path) => ruleFiles(path, terminal)))) {
    for (const rule of await rulesIn(file, terminal)) {
      const other = rules.get(rule.id);
      if (other !== undefined) throw twice(rule, other, terminal);
      rules.set(rule.id, rule);
    }
  }
  return [...rules.values()];
}

/** Two rules of one name: a suppression or a severity for it would mean both. */
export function twice(rule: Rule, other: Rule, { cwd }: Pick<Terminal, 'cwd'>): Trouble {
  const name = ({ definedIn = '' }: Rule) => relativeTo(cwd, definedIn);
  const where =
    rule.definedIn === other.definedIn ? `twice in ${name(rule)}` : `in ${name(other)} and in ${name(rule)}`;
  return new Trouble(`There is a rule ${rule.id} ${where}; each needs its own name.`);
}

function ruleFiles(typed: string, { storage, cwd }: Terminal): readonly string[] {
  const path = absolutePath(cwd, typed);
  const kind = storage.stat(path)?.kind;
  if (kind === 'file' && codeFile.test(path)) return [path];
  if (kind !== 'folder') {
    const what = kind === undefined ? 'where there is nothing' : 'which is no folder and no file of JavaScript';
    throw new Trouble(`--rules is ${typed}, ${what}.`);
  }
  const files = (storage.list(path) ?? []).filter((entry) => entry.kind === 'file' && codeFile.test(entry.name));
  if (files.length > 0) return files.map((entry) => join(path, entry.name));
  throw new Trouble(
    `--rules is ${typed}, where there is no rule: a file .mjs, .js or .cjs directly in it was expected.`,
  );
}

async function rulesIn(file: string, terminal: Terminal): Promise<readonly Rule[]> {
  const name = relativeTo(terminal.cwd, file);
  const candidates = exportedBy(await load(file, name, terminal)).filter(looksLikeRule);
  if (candidates.length === 0) {
    throw new Trouble(`${name} exports no rule.`, [
      'Every file directly in the folder of --rules exports one or more, as in',
      '  export default { id: "team/what-is-checked", subject: "plans", …, *check(plans) { … } };',
      'What several rules share goes into a folder below.',
    ]);
  }
  return candidates.map((candidate) => {
    const read = readOwnRule(candidate, file);
    if ('rule' in read) return read.rule;
    const id = typeof candidate['id'] === 'string' ? ` ${candidate['id']}` : '';
    throw new Trouble(
      `The rule${id} in ${name} is not complete.`,
      read.problems.map((problem) => `${problem}.`),
    );
  });
}

/** Each thing once: what CommonJS exports shows up under its own names, and again as `default`. A list stands for what is in it. */
function exportedBy(module: unknown): readonly unknown[] {
  const named = typeof module === 'object' && module !== null ? Object.values(module) : [];
  const inside = named.flatMap((one) =>
    looksLikeRule(one) || typeof one !== 'object' || one === null ? [one] : Object.values(one),
  );
  return [...new Set(inside.flat())];
}

async function load(file: string, name: string, { loadModule }: Terminal): Promise<unknown> {
  try {
    return await loadModule(file);
  } catch (error) {
    const { code, message, stack } = faultOf(error);
    if (code === 'ERR_UNKNOWN_FILE_EXTENSION' && /ts$/.test(file)) {
      throw new Trouble(`${name} is TypeScript, which this version of Node does not run.`, [
        'Compile it to .mjs, or use Node 22.18 or newer, which leaves the types out by itself.',
      ]);
    }
    const line = error instanceof SyntaxError ? (/^[^\n]*?(:\d+)\n/.exec(stack)?.[1] ?? '') : '';
    throw new Trouble(`${name}${line} cannot be loaded: ${message}`, hintsFor(code, message));
  }
}

function hintsFor(code: string | undefined, message: string): readonly string[] {
  if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') return [];
  if (!message.includes("'nnplans'")) return [];
  return [
    'Install nnplans beside the rules (npm install --save-dev nnplans),',
    'or export what defineRule takes as it is: that needs no import.',
  ];
}

function faultOf(error: unknown): {
  readonly code: string | undefined;
  readonly message: string;
  readonly stack: string;
} {
  if (!(error instanceof Error)) return { code: undefined, message: String(error), stack: '' };
  const code = 'code' in error ? String(error.code) : undefined;
  const [message = ''] = error.message.split('\n');
  return { code, message, stack: error.stack ?? '' };
}
