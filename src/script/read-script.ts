import { decodeText } from '../io/json/decode.js';
import type { JsonProblem } from '../io/json/document.js';
import { parseJsonDocument } from '../io/json/parse.js';
import { readMakeRecipes } from './read-makefile.js';
import { readNotebook } from './read-notebook.js';
import { readShell, type ShellOptions } from './read-shell.js';
import type { ReadScript } from './script-command.js';
import { type ScriptKind, scriptKind } from './script-kind.js';
import { fileText } from './source-text.js';

export type ScriptReading =
  | { readonly kind: ScriptKind; readonly script: ReadScript }
  /** A notebook that is no JSON. */
  | { readonly kind: 'notebook'; readonly problem: JsonProblem }
  | { readonly kind: undefined };

/**
 * Reads a script of any kind.
 * @param file the path under which reports know it
 * @returns without a kind for what no shell reads
 */
export function readScript(file: string, bytes: Uint8Array, options: ShellOptions): ScriptReading {
  const written = decodeText(bytes).text;
  const text = written.replaceAll('\r\n', '\n');
  const kind = scriptKind(file, text);
  switch (kind) {
    case 'shell':
      return { kind, script: { ...readShell(fileText(file, text), options), ...carriageReturnIn(written, file) } };
    case 'makefile':
      return {
        kind,
        script: { ...readMakeRecipes(fileText(file, text), options), ...carriageReturnIn(written, file) },
      };
    case 'notebook': {
      const document = parseJsonDocument(bytes, file);
      const problem = document.problems.find(({ fatal }) => fatal);
      if (document.value === undefined && problem !== undefined) return { kind, problem };
      return { kind, script: readNotebook(document, options) };
    }
    case undefined:
      return { kind };
  }
}

function carriageReturnIn(text: string, file: string): Pick<ReadScript, 'carriageReturn'> {
  const index = text.split('\n').findIndex((line, i) => line.endsWith('\r') && (i === 0 || !isComment(line)));
  return index < 0 ? {} : { carriageReturn: { file, line: index + 1, column: 1 } };
}

/** Lines that neither the shell nor the scheduler reads. */
function isComment(line: string): boolean {
  return /^\s*#/.test(line) && !/^#(SBATCH|PBS|BSUB|COBALT|\$)/.test(line);
}
