import { commandNames, commandOfModule } from './entry-points.js';
import type { Word } from './word.js';

/** Where in a line the command of nnU-Net stands, and what stands before it. */
export interface LocatedCommand {
  /** `nnUNetv2_train`, however it was started. */
  readonly name: string;
  /** Index of the word that names it. */
  readonly program: number;
  readonly firstArgument: number;
  /** Variables that the line sets for this command alone; `undefined` where the value is not known. */
  readonly environment: ReadonlyMap<string, string | undefined>;
  /** Whether it runs in a container or on another machine, where folders are called otherwise. */
  readonly runsElsewhere: boolean;
}

/** Programs that start the program behind their own options. */
const launchers = new Set([
  ...[
    'nohup',
    'time',
    'nice',
    'ionice',
    'chrt',
    'taskset',
    'numactl',
    'stdbuf',
    'unbuffer',
    'timeout',
    'setsid',
    'exec',
    'command',
    'env',
    'sudo',
  ],
  ...[
    'srun',
    'mpirun',
    'mpiexec',
    'bsub',
    'xvfb-run',
    'caffeinate',
    'torchrun',
    'accelerate',
    'catchsegv',
    'strace',
    'py-spy',
    'nsys',
    'ncu',
  ],
  ...['uv', 'uvx', 'poetry', 'pdm', 'hatch', 'pipenv', 'pixi', 'conda', 'mamba', 'micromamba', 'pipx', 'rye'],
]);

const elsewhere = new Set([
  'docker',
  'podman',
  'singularity',
  'apptainer',
  'enroot',
  'charliecloud',
  'ch-run',
  'shifter',
  'kubectl',
  'ssh',
]);

/**
 * Finds the command of nnU-Net in a line such as `CUDA_VISIBLE_DEVICES=0 srun -N1 python -m nnunetv2.run.run_training 2 3d_fullres 0`.
 * The options of launchers need not be known for that: nothing else is called like a command of nnU-Net.
 * @returns `undefined` when the line starts none
 */
export function locateCommand(words: readonly Word[]): LocatedCommand | undefined {
  const { program: first } = firstProgram(words);
  const starter = baseName(words[first]?.text ?? '');
  const runsElsewhere = elsewhere.has(starter);
  const isOurs = starter === 'nnplans' && words[first + 1]?.text === 'run';
  const isLauncher = runsElsewhere || isOurs || launchers.has(starter) || isPython(starter);
  const last = isLauncher ? words.length : first + 1;
  for (let index = first; index < last; index += 1) {
    const found = commandAt(words, index, isLauncher);
    if (found === undefined) continue;
    const assignments = words.slice(0, index).map(assignmentOf);
    const environment = new Map(assignments.filter((assignment) => assignment !== undefined));
    return { ...found, program: index, environment, runsElsewhere };
  }
  return undefined;
}

/** The first program that a line starts, behind the variables that it sets for it. */
export function firstProgram(words: readonly Word[]): {
  readonly program: number;
  readonly environment: ReadonlyMap<string, string | undefined>;
} {
  const first = words.findIndex((word) => assignmentOf(word) === undefined);
  const program = first < 0 ? words.length : first;
  const assignments = words.slice(0, program).map(assignmentOf);
  return { program, environment: new Map(assignments.filter((assignment) => assignment !== undefined)) };
}

/** What the program that a line starts is called, without its folder: `nnUNetv2_trian`. */
export function programName(words: readonly Word[]): string | undefined {
  const text = words[firstProgram(words).program]?.text;
  return text === undefined ? undefined : baseName(text);
}

function commandAt(
  words: readonly Word[],
  index: number,
  mayBeModule: boolean,
): Pick<LocatedCommand, 'name' | 'firstArgument'> | undefined {
  const text = words[index]?.text;
  if (text === undefined) return undefined;
  const name = baseName(text).replace(/\.exe$/, '');
  if (commandNames.includes(name)) return { name, firstArgument: index + 1 };
  if (!mayBeModule) return undefined;
  const isModule = text === '-m';
  const module = isModule ? words[index + 1]?.text : moduleOfPath(text);
  const command = module === undefined ? undefined : commandOfModule(module);
  return command === undefined ? undefined : { name: command, firstArgument: index + (isModule ? 2 : 1) };
}

/** `nnUNet/nnunetv2/run/run_training.py` is the module `nnunetv2.run.run_training`. */
function moduleOfPath(path: string): string | undefined {
  const inside = /(?:^|[/\\])(nnunetv2[/\\].+)\.py$/.exec(path)?.[1];
  return inside?.replaceAll(/[/\\]/g, '.');
}

/** `NAME=value` before a command; of a value that is not known, the name at least. */
function assignmentOf({ text, written }: Word): readonly [string, string | undefined] | undefined {
  const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(text ?? written ?? '') ?? [];
  if (name === undefined) return undefined;
  return [name, text === undefined ? undefined : value];
}

function isPython(name: string): boolean {
  return /^(python|pypy)[\d.]*(\.exe)?$/.test(name);
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
