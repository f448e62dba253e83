import { readScript } from '../../src/script/read-script.js';
import type { ReadScript, ScriptCommand } from '../../src/script/script-command.js';
import { knownValue, shownText } from '../../src/script/value.js';

/** Reads a script with other files beside it. */
export function read(text: string, { file = 'run.sh', files = {}, environment = {} }: Setting = {}): ReadScript {
  const beside = new Map(Object.entries(files));
  const reading = readScript(file, new TextEncoder().encode(text), {
    path: file,
    environment: new Map(Object.entries(environment).map(([name, value]) => [name, knownValue(value)])),
    isWanted: (program) => program.startsWith('nnUNetv2_'),
    readFile: (path) => {
      const found = beside.get(path);
      return found === undefined ? undefined : { file: path, text: found };
    },
  });
  if (!('script' in reading)) throw new Error(`${file} is no script`);
  return reading.script;
}

interface Setting {
  readonly file?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
}

/** The commands of nnU-Net in all runs, one line each; what is unknown stands between ‹ ›, `*` marks words that may be several. */
export function commandsOf(script: ReadScript): readonly string[] {
  return script.runs.flatMap((run) => run.filter((command) => nameOf(command).startsWith('nnUNetv2_')).map(lineOf));
}

export function lineOf({ words, program }: ScriptCommand): string {
  return words
    .slice(program)
    .map(({ text, pieces, isElastic }) => (text ?? `‹${shownText({ pieces })}›`) + (isElastic ? '*' : ''))
    .join(' ');
}

function nameOf({ words, program }: ScriptCommand): string {
  const name = shownText(words[program] ?? { pieces: [] });
  return name.slice(name.lastIndexOf('/') + 1);
}
