import { limits } from '../budget.js';
import { StorageError } from '../io/storage.js';
import { readInvocation } from '../nnunet/command-line/invocation.js';
import { mistypedCommand } from '../nnunet/command-line/mistyped-command.js';
import { commandText, type Word } from '../nnunet/command-line/word.js';
import { readScript } from '../script/read-script.js';
import type { ScriptCommand as ReadCommand, ReadScript, ScriptRun, ScriptWord } from '../script/script-command.js';
import type { ScriptPosition } from '../script/source-text.js';
import { knownValue, textOf, type Value } from '../script/value.js';
import { programName } from '../script/wrappers.js';
import { shown } from './identify.js';
import { lazy } from './lazy.js';
import { openReach, type Reach } from './reach.js';
import { scriptCommand } from './script-command.js';
import type { OtherCommand, Script, ScriptCommand, ScriptPlace, Surroundings } from './script-subjects.js';
import { surroundingsOf } from './surroundings.js';
import { Unresolved } from './unresolved.js';

/** A file that has been read as a script: one subject for each way of running it, none where it starts nothing of nnU-Net. */
export interface OpenedScript {
  readonly file: string;
  readonly scripts: readonly Script[];
  /** Other files that were read as parts of it. */
  readonly files: readonly string[];
  /** What could not be followed in it, such as a loop that goes on for too long. */
  readonly notes: readonly string[];
}

/**
 * Reads a script for commands of nnU-Net.
 * @param file absolute path
 * @param range versions of nnU-Net in use, such as `>=2.5`
 * @returns `undefined` for a file that no shell reads
 * @throws Unresolved when the file cannot be read
 */
export function openScript(reach: Reach, file: string, range: string | undefined): OpenedScript | undefined {
  const environment = environmentOf(reach);
  const reading = readScript(file, bytesOf(reach, file), {
    path: file,
    environment,
    isWanted: (program) => /^nnUNetv2_\w+$/.test(program),
    readFile: (path) => sourcedFile(reach, path),
  });
  if (reading.kind === undefined) return undefined;
  if ('problem' in reading) {
    throw new Unresolved(`${shown(reach, file)} is no notebook: ${reading.problem.message}.`);
  }
  const { script } = reading;
  const opened = script.runs.map((run) => scriptOf(reach, { file, script, run, range, environment }));
  const relevant = opened.filter(
    ({ commands, others }) => commands.length > 0 || others.some(({ words }) => mistypedCommand(words) !== undefined),
  );
  // What no shell understands is told of even where nothing of nnU-Net was found before it.
  const rest =
    relevant.length === 0 && script.fault !== undefined
      ? [scriptOf(reach, { file, script, run: [], range, environment })]
      : [];
  const notes = script.notes.map(({ reason, position }) => `line ${position.line}: ${reason}`);
  return { file, scripts: [...relevant, ...rest], files: script.files, notes };
}

interface OneRun {
  readonly file: string;
  readonly script: ReadScript;
  readonly run: ScriptRun;
  readonly range: string | undefined;
  readonly environment: ReadonlyMap<string, Value>;
}

function scriptOf(reach: Reach, { file, script, run, range, environment }: OneRun): Script {
  const surroundings = scriptSurroundings(reach);
  const wordsOf = wordReader();
  const commands: ScriptCommand[] = [];
  const others: OtherCommand[] = [];
  for (const [turn, command] of run.entries()) {
    const words = wordsOf(command);
    const invocation = readInvocation(words, range) ?? readInvocation(words.slice(command.program), range);
    const place = placeAt(command.position);
    if (invocation === undefined) {
      others.push({ words, turn, place });
      continue;
    }
    const set = setVariables(command, environment);
    commands.push(
      scriptCommand({
        invocation,
        text: commandText(invocation.words),
        place,
        isCertain: command.branches.length === 0,
        turn,
        branches: command.branches,
        environment: set,
        surroundings: surroundings(set, invocation.runsElsewhere),
      }),
    );
  }
  return {
    kind: 'script',
    label: shown(reach, file),
    file,
    commands,
    others,
    notes: script.notes.map(({ reason, position }) => ({ reason, place: placeAt(position) })),
    carriageReturn: script.carriageReturn && placeAt(script.carriageReturn),
    fault: script.fault && { message: script.fault.message, place: placeAt(script.fault.position) },
  };
}

/** Variables that the script sets itself. */
function setVariables(
  command: ReadCommand,
  found: ReadonlyMap<string, Value>,
): ReadonlyMap<string, string | undefined> {
  return new Map(
    [...command.environment].flatMap(([name, value]) => (found.get(name) === value ? [] : [[name, textOf(value)]])),
  );
}

/** What a script finds set before it begins. */
function environmentOf({ roots }: Reach): ReadonlyMap<string, Value> {
  const known: readonly (readonly [string, string | undefined])[] = [
    ['nnUNet_raw', roots.raw],
    ['nnUNet_preprocessed', roots.preprocessed],
    ['nnUNet_results', roots.results],
  ];
  return new Map(known.flatMap(([name, path]) => (path === undefined ? [] : [[name, knownValue(path)]])));
}

function placeAt({ file, line, column }: ScriptPosition): ScriptPlace {
  return { document: { file }, position: { line, column } };
}

function bytesOf(reach: Reach, file: string): Uint8Array {
  try {
    // Notebooks carry their images.
    return reach.storage.readBytes(file, limits.json.maximumBytes);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    throw new Unresolved(`${shown(reach, file)} cannot be read: ${error.message}.`);
  }
}

function sourcedFile(reach: Reach, path: string): { readonly file: string; readonly text: string } | undefined {
  const file = reach.absolute(path);
  try {
    if (reach.storage.stat(file)?.kind !== 'file') return undefined;
    const text = new TextDecoder().decode(reach.storage.readBytes(file, limits.scriptFile));
    return { file, text: text.replaceAll('\r\n', '\n') };
  } catch (error) {
    if (error instanceof StorageError) return undefined;
    throw error;
  }
}

type Variables = ReadonlyMap<string, string | undefined>;

/**
 * What commands of a script find: under the folders that the script sets, or else those that are known anyway. A script often sets folders of another
 * machine; of those nothing is known here.
 */
function scriptSurroundings(reach: Reach): (set: Variables, runsElsewhere: boolean) => Surroundings {
  const own = lazy(() => surroundingsOf(reach));
  const opened = new Map<string, Surroundings>();
  const folder = (set: Variables, name: string, otherwise: string | undefined): string | undefined => {
    if (!set.has(name)) return otherwise;
    const path = set.get(name);
    if (path === undefined || path === '') return undefined;
    const absolute = reach.absolute(path);
    return reach.storage.stat(absolute)?.kind === 'folder' ? absolute : undefined;
  };
  return (set, runsElsewhere) => {
    const roots = {
      raw: runsElsewhere ? undefined : folder(set, 'nnUNet_raw', reach.roots.raw),
      preprocessed: runsElsewhere ? undefined : folder(set, 'nnUNet_preprocessed', reach.roots.preprocessed),
      results: runsElsewhere ? undefined : folder(set, 'nnUNet_results', reach.roots.results),
    };
    const { raw, preprocessed, results } = reach.roots;
    if (roots.raw === raw && roots.preprocessed === preprocessed && roots.results === results) return own();
    const key = JSON.stringify([roots.raw ?? null, roots.preprocessed ?? null, roots.results ?? null]);
    const known = opened.get(key) ?? surroundingsOf(openReach({ ...reach, roots, isComplete: false }));
    opened.set(key, known);
    return known;
  };
}

/** Turns words of one script into words for those who know what they mean. A program is known by its name, wherever it lies. */
function wordReader(): (command: ReadCommand) => readonly Word[] {
  const numbers = new Map<symbol, number>();
  const standIn = (piece: ScriptWord['pieces'][number]): string => {
    if ('text' in piece) return piece.text;
    if (piece.identity === Symbol.for(piece.unknown)) return piece.unknown;
    // Two things of the same name that need not be equal are told apart by a number that no script can write.
    const number = numbers.get(piece.identity) ?? numbers.size;
    numbers.set(piece.identity, number);
    return `${piece.unknown}\u0000${number}\u0000`;
  };
  return ({ words, program }) =>
    words.map((word, index) => {
      const { text = index === program ? nameOfProgram(words, index) : undefined, written, isElastic, pieces } = word;
      return {
        text,
        written,
        ...(isElastic ? { isElastic } : {}),
        ...(text === undefined ? { symbol: pieces.map(standIn).join(''), unknown: namesOf(pieces) } : {}),
      };
    });
}

function namesOf(pieces: ScriptWord['pieces']): readonly string[] {
  return [...new Set(pieces.flatMap((piece) => ('unknown' in piece ? [piece.unknown] : [])))];
}

/** `"$BIN/nnUNetv2_train"`, or `"$PYTHON"` in front of `-m`. */
function nameOfProgram(words: readonly ScriptWord[], index: number): string | undefined {
  const word = words[index];
  const name = word === undefined ? undefined : programName(word);
  return name ?? (words[index + 1]?.text === '-m' ? 'python' : undefined);
}
