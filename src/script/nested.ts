import { type ExpandedArgument, type Expansion, expandParts, expandWhole } from './expand.js';
import { jobTasks } from './job-array.js';
import { folderOfValue, pathFrom } from './printed.js';
import type { Shell } from './shell.js';
import { ShellState, type Status, succeeded, undecided } from './shell-state.js';
import type { Command, HereDoc } from './shell-syntax.js';
import { fileText, type SourceText, TextBuilder } from './source-text.js';
import { emptyValue, knownValue, shownText, spaced, textOf, type Value } from './value.js';
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
export function runNested(shell: Shell, started: Started, source: SourceText, state: ShellState): Status | undefined {
  const { node, words, program } = started;
  const [own, ...rest] = words;
  if (own === undefined) return undefined;
  const first = textOf(own.field);
  if (first === 'source' || first === '.') return runSourced(shell, rest, source, state);
  if (first === 'eval') {
    const builder = new TextBuilder();
    addValue(shell, builder, spaced(rest.map(({ field }) => field)), source, node.pos);
    return shell.runText(builder.build(), state);
  }
  const isSubmitted = submitters.has(programName(own.field) ?? '');
  const index = isSubmitted ? 0 : program;
  const isShell = shells.has(programName(words[index]?.field) ?? '');
  const behind = words.slice(index + 1);
  if (!isShell && !isSubmitted) {
    const file = words[index];
    const written = file === undefined ? '' : shownText(file.field);
    if (file === undefined || !(written.includes('/') || scriptEnding.test(written))) return undefined;
    const script = fileNamed(shell, file.field, state);
    return script && runFile(shell, file, script, behind, childState(shell, started, state));
  }
  const text = isShell ? commandText(shell, behind, source) : wrappedText(shell, behind, source);
  const child = childState(shell, started, state);
  if (text !== undefined) return shell.runText(text, child);
  for (const [at, file] of behind.entries()) {
    const script = fileNamed(shell, file.field, state);
    if (script !== undefined) return runFile(shell, file, script, behind.slice(at + 1), child);
  }
  const document = hereDocument(node);
  if (document !== undefined) {
    return shell.runText(hereDocumentText(shell, document, shell.expansion(state, source), source), child);
  }
  const missing = behind.find(({ field }) => scriptEnding.test(shownText(field)));
  if (missing !== undefined) {
    shell.note(`${shownText(missing.field)} is started by the script and was not found`, source, missing.argument.pos);
  }
  return undefined;
}

function runSourced(
  shell: Shell,
  [file, ...rest]: readonly ExpandedArgument[],
  source: SourceText,
  state: ShellState,
): Status {
  if (file === undefined) return succeeded;
  const text = fileNamed(shell, file.field, state);
  if (text === undefined) {
    const written = shownText(file.field);
    // What makes an environment ready sets nothing that commands of nnU-Net are put together with.
    if (!/activate$|conda(\.sh)?$|rc$|profile$|modules?|init/.test(written)) {
      shell.note(`${written} is read by the script and was not found`, source, file.argument.pos);
    }
    return undecided;
  }
  const { positional } = state;
  if (rest.length > 0) state.positional = rest.map(({ field }) => field);
  const status = shell.runText(text, state);
  state.positional = positional;
  if (state.end === 'return') state.end = undefined;
  return status;
}

/** `bash -lc 'TEXT'` */
function commandText(shell: Shell, words: readonly ExpandedArgument[], source: SourceText): SourceText | undefined {
  const option = words.findIndex(({ field }) => /^-[a-z]*c$/.test(textOf(field) ?? ''));
  const word = option < 0 ? undefined : words[option + 1];
  return word && wordText(shell, word, source);
}

/** `sbatch --wrap="TEXT"` */
function wrappedText(shell: Shell, words: readonly ExpandedArgument[], source: SourceText): SourceText | undefined {
  const index = words.findIndex(({ field }) => /^--wrap(=|$)/.test(shownText(field)));
  const [word, next] = words.slice(index);
  if (index < 0 || word === undefined) return undefined;
  const [first, ...pieces] = word.field.pieces;
  if (first === undefined || !('text' in first)) return undefined;
  if (first.text === '--wrap' && pieces.length === 0) return next && wordText(shell, next, source);
  const field = { ...word.field, pieces: [{ text: first.text.slice('--wrap='.length) }, ...pieces] };
  return wordText(shell, { ...word, field }, source);
}

function wordText(shell: Shell, { field, argument }: ExpandedArgument, source: SourceText): SourceText {
  const builder = new TextBuilder();
  const only = argument.type === 'Word' && argument.parts?.length === 1 ? argument.parts[0] : undefined;
  if (only?.type === 'SingleQuoted') return builder.copy(source, only.pos + 1, only.end - 1).build();
  addValue(shell, builder, field, source, argument.pos);
  return builder.build();
}

/** A script in a file or written before by this one. */
function fileNamed(shell: Shell, path: Value, state: ShellState): SourceText | undefined {
  const written = state.written.get(shownText(path));
  if (written !== undefined) return written;
  const scriptFolder = folderOfValue(state.get('0') ?? emptyValue);
  const candidates = [pathFrom(state.folder, path), path, pathFrom(scriptFolder, path)].map(textOf);
  for (const candidate of new Set(candidates)) {
    if (candidate === undefined || candidate === '' || candidate === '-') continue;
    const found = shell.options.readFile(candidate);
    if (found === undefined) continue;
    shell.files.add(found.file);
    shell.budget.take(found.text.length);
    return fileText(found.file, found.text);
  }
  return undefined;
}

function runFile(
  shell: Shell,
  file: ExpandedArgument,
  text: SourceText,
  words: readonly ExpandedArgument[],
  child: ShellState,
): Status {
  child.set('0', file.field);
  child.positional = words.map(({ field }) => field);
  for (const task of jobTasks(text.text)) {
    for (const [variable, value] of task) child.set(variable, knownValue(value));
    shell.runText(text, child);
    child.end = undefined;
  }
  return { outcome: undefined, kind: 'program' };
}

/** What a child process knows of its parent: what was exported, and its files. */
function childState(shell: Shell, { prefixed }: Started, state: ShellState): ShellState {
  shell.budget.step(state.exported.size + shell.unknowns.size);
  const child = new ShellState();
  for (const [name, value] of [...state.environment(), ...prefixed, ...shell.unknowns]) child.export(name, value);
  child.written = new Map(state.written);
  child.folder = state.folder;
  child.positional = [];
  return child;
}

/** `cat > job.sh <<EOF`: the script writes another one, which it may start later. */
export function writtenFile(shell: Shell, node: Command, expansion: Expansion, source: SourceText): void {
  const name = node.name?.text;
  if (name !== 'cat' && name !== 'tee') return;
  const document = hereDocument(node);
  const redirect = node.redirects.find(({ type }) => type === 'Redirect');
  const target =
    redirect?.type === 'Redirect' && redirect.operator.startsWith('>')
      ? redirect.target
      : node.args.find((word) => word.type === 'Word' && !word.text.startsWith('-'));
  if (document === undefined || target?.type !== 'Word') return;
  const path = shownText(expandWhole(target, expansion));
  expansion.state.written.set(path, hereDocumentText(shell, document, expansion, source));
}

function hereDocument(node: Command): HereDoc | undefined {
  return node.redirects.find((redirect) => redirect.type === 'HereDoc');
}

/** The text that a program reads: variables filled in, unless the delimiter is quoted. */
function hereDocumentText(
  shell: Shell,
  { body, delimiter }: HereDoc,
  expansion: Expansion,
  source: SourceText,
): SourceText {
  const builder = new TextBuilder();
  shell.budget.take(body.end - body.pos);
  if (delimiter?.quoted === true || body.parts === undefined) return builder.copy(source, body.pos, body.end).build();
  for (const part of body.parts) {
    if (part.type !== 'Literal') addValue(shell, builder, expandParts([part], expansion), source, part.pos);
    else if (part.value === part.text) builder.copy(source, part.pos, part.end);
    else builder.generate(part.value, source, part.pos);
  }
  return builder.build();
}

/** A value as text that is read again as a script; what is unknown in it stands there under a made-up variable. */
export function addValue(shell: Shell, builder: TextBuilder, value: Value, source: SourceText, offset: number): void {
  for (const piece of value.pieces) {
    builder.generate('text' in piece ? piece.text : `\${${shell.nameUnknown(piece)}}`, source, offset);
  }
}
