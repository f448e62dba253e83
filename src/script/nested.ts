import type { ExpandedArgument } from './arguments.js';
import { addValue, hereDocument, hereDocumentText } from './here-documents.js';
import type { Interpreter } from './interpreter.js';
import { jobTasks } from './job-array.js';
import { folderOfValue, pathFrom, spaced } from './script-paths.js';
import { ShellState } from './shell-state.js';
import { type Command, parseShell } from './shell-syntax.js';
import { fileText, type SourceText, TextBuilder } from './source-text.js';
import { type Status, succeeded, undecided } from './status.js';
import { emptyValue, knownValue, shownText, textOf, type Value } from './value.js';
import { programName, shells, submitters } from './wrappers.js';

const scriptEnding = /\.(sh|bash|slurm|sbatch|job)$/;

interface Started {
  readonly node: Command;
  readonly words: readonly ExpandedArgument[];
  /** Index of the program among the words. */
  readonly program: number;
  /** Variables set in front of the command. */
  readonly prefixed: ReadonlyMap<string, Value>;
}

/** Commands that read another script: `source FILE`, `eval`, `bash -c '…'`, `sbatch FILE`, `bash <<EOF`, `./FILE`. `undefined` for all others. */
export function runNested(
  interpreter: Interpreter,
  started: Started,
  source: SourceText,
  state: ShellState,
): Status | undefined {
  const { words, program } = started;
  const first = textOf(words[0]?.field ?? emptyValue);
  const rest = words.slice(1);
  if (first === 'source' || first === '.') return runSourced(interpreter, rest, source, state);
  if (first === 'eval') {
    const builder = new TextBuilder();
    addValue(interpreter, builder, spaced(rest.map(({ field }) => field)), source, started.node.pos);
    return runText(interpreter, builder.build(), state);
  }
  const submitted = programName(words[0]?.field);
  const isSubmitted = submitted !== undefined && submitters.has(submitted);
  const index = isSubmitted ? 0 : program;
  const name = programName(words[index]?.field) ?? '';
  const isShell = shells.has(name);
  const behind = words.slice(index + 1);
  if (isShell || isSubmitted) {
    const text = isShell ? commandText(interpreter, behind, source) : wrappedText(interpreter, behind, source);
    const child = childState(interpreter, started, state);
    if (text !== undefined) return runText(interpreter, text, child);
    for (const [at, file] of behind.entries()) {
      const script = fileNamed(interpreter, file.field, state);
      if (script !== undefined) return runFile(interpreter, file, script, behind.slice(at + 1), child);
    }
    const document = hereDocument(started.node);
    if (document !== undefined) {
      return runText(
        interpreter,
        hereDocumentText(interpreter, document, interpreter.expansion(state, source), source),
        child,
      );
    }
    noteUnread(interpreter, behind, source);
    return undefined;
  }
  const own = words[index];
  if (own === undefined) return undefined;
  const written = shownText(own.field);
  const script =
    written.includes('/') || scriptEnding.test(written) ? fileNamed(interpreter, own.field, state) : undefined;
  if (script === undefined) return undefined;
  return runFile(interpreter, own, script, behind, childState(interpreter, started, state));
}

function runSourced(
  interpreter: Interpreter,
  [file, ...rest]: readonly ExpandedArgument[],
  source: SourceText,
  state: ShellState,
): Status {
  if (file === undefined) return succeeded;
  const text = fileNamed(interpreter, file.field, state);
  if (text === undefined) {
    const written = shownText(file.field);
    // What makes an environment ready sets nothing that commands of nnU-Net are put together with.
    if (!/activate$|conda(\.sh)?$|rc$|profile$|modules?|init/.test(written)) {
      interpreter.note(`${written} is read by the script and was not found`, source, file.argument.pos);
    }
    return undecided;
  }
  const outer = state.positional;
  if (rest.length > 0) state.positional = rest.map(({ field }) => field);
  const status = runText(interpreter, text, state);
  state.positional = outer;
  if (state.end === 'return') state.end = undefined;
  return status;
}

/** `bash -lc 'TEXT'` */
function commandText(
  interpreter: Interpreter,
  words: readonly ExpandedArgument[],
  source: SourceText,
): SourceText | undefined {
  const option = words.findIndex(({ field }) => /^-[a-z]*c$/.test(textOf(field) ?? ''));
  const word = option < 0 ? undefined : words[option + 1];
  return word === undefined ? undefined : wordText(interpreter, word, source);
}

/** `sbatch --wrap="TEXT"` */
function wrappedText(
  interpreter: Interpreter,
  words: readonly ExpandedArgument[],
  source: SourceText,
): SourceText | undefined {
  for (const [index, word] of words.entries()) {
    const text = shownText(word.field);
    const next = words[index + 1];
    if (text === '--wrap' && next !== undefined) return wordText(interpreter, next, source);
    if (!text.startsWith('--wrap=')) continue;
    const [first, ...pieces] = word.field.pieces;
    const rest =
      first !== undefined && 'text' in first ? [{ text: first.text.slice('--wrap='.length) }, ...pieces] : pieces;
    return wordText(interpreter, { ...word, field: { ...word.field, pieces: rest } }, source);
  }
  return undefined;
}

function wordText(interpreter: Interpreter, { field, argument }: ExpandedArgument, source: SourceText): SourceText {
  const builder = new TextBuilder();
  const only = argument.type === 'Word' && argument.parts?.length === 1 ? argument.parts[0] : undefined;
  if (only?.type === 'SingleQuoted') return builder.copy(source, only.pos + 1, only.end - 1).build();
  addValue(interpreter, builder, field, source, argument.pos);
  return builder.build();
}

/** A script in a file or written before by this one. */
function fileNamed(interpreter: Interpreter, path: Value, state: ShellState): SourceText | undefined {
  const written = state.written.get(shownText(path));
  if (written !== undefined) return written;
  const scriptFolder = folderOfValue(state.get('0') ?? emptyValue);
  const candidates = [pathFrom(state.folder, path), path, pathFrom(scriptFolder, path)].map(textOf);
  for (const candidate of new Set(candidates)) {
    if (candidate === undefined || candidate === '' || candidate === '-') continue;
    const found = interpreter.options.readFile(candidate);
    if (found === undefined) continue;
    interpreter.files.add(found.file);
    return fileText(found.file, found.text);
  }
  return undefined;
}

function runFile(
  interpreter: Interpreter,
  file: ExpandedArgument,
  text: SourceText,
  words: readonly ExpandedArgument[],
  child: ShellState,
): Status {
  child.set('0', file.field);
  child.positional = words.map(({ field }) => field);
  for (const task of jobTasks(text.text)) {
    for (const [variable, value] of task) child.set(variable, knownValue(value));
    runText(interpreter, text, child);
    child.end = undefined;
  }
  return { outcome: undefined, kind: 'program' };
}

/** What a child process knows of its parent: what was exported, and its files. */
function childState(interpreter: Interpreter, { prefixed }: Started, state: ShellState): ShellState {
  const child = new ShellState();
  for (const [name, value] of [...state.environment(), ...prefixed, ...interpreter.unknowns]) child.export(name, value);
  for (const [path, text] of state.written) child.written.set(path, text);
  child.folder = state.folder;
  child.positional = [];
  return child;
}

function runText(interpreter: Interpreter, text: SourceText, state: ShellState): Status {
  for (const [name, value] of interpreter.unknowns) state.set(name, value);
  const script = parseShell(text.text);
  const fault = script.errors?.[0];
  if (fault !== undefined) {
    interpreter.note('a script inside the script does not parse', text, fault.pos);
    return undecided;
  }
  return interpreter.runScript(script, text, state);
}

function noteUnread(interpreter: Interpreter, words: readonly ExpandedArgument[], source: SourceText): void {
  const file = words.find(({ field }) => scriptEnding.test(shownText(field)));
  if (file === undefined) return;
  interpreter.note(`${shownText(file.field)} is started by the script and was not found`, source, file.argument.pos);
}
