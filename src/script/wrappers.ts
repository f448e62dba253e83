import type { ExpandedArgument } from './expand.js';
import { type Field, shownText, textOf, unknownValue } from './value.js';

/** Programs that start the program named among their arguments. What they do with its input and output does not matter here. */
const launchers = new Set(
  (
    'sudo nohup time env exec command builtin srun mpirun mpiexec singularity apptainer docker podman nvidia-docker conda mamba micromamba poetry uv ' +
    'uvx pipx pixi pdm rye hatch timeout nice ionice taskset numactl stdbuf setsid xvfb-run catchsegv strace perf nsys ncu ssh parallel xargs watch ' +
    'flock chrt torchrun accelerate run-one systemd-run caffeinate script unbuffer tsp ts jsrun aprun prun ibrun bsub qsub sbatch salloc oarsub ' +
    'condor_run screen tmux retry echo_and_run run_cmd nnplans'
  ).split(' '),
);

/** Shells, which read another script from a file, from a word or from their input. */
export const shells: ReadonlySet<string> = new Set(['bash', 'sh', 'zsh', 'dash', 'ksh', 'ash']);

/** Programs that take a job script and let it run later. */
export const submitters: ReadonlySet<string> = new Set(['sbatch', 'qsub', 'bsub', 'oarsub', 'salloc']);

/** Last name of the path of a program; `undefined` where that is not known. */
export function programName(word: Field | undefined): string | undefined {
  if (word === undefined) return undefined;
  const last = word.pieces.at(-1);
  if (last === undefined || 'unknown' in last) return undefined;
  const slash = last.text.lastIndexOf('/');
  // "$FOLDER/nnUNetv2_train" is known, "$PREFIX"_train is not.
  return slash < 0 && word.pieces.length > 1 ? undefined : last.text.slice(slash + 1);
}

/**
 * Where the program stands that finally runs: 0, or further back behind `srun -n 1`, `CUDA_VISIBLE_DEVICES=0 nohup`, `singularity exec IMAGE`.
 * @param isWanted programs that are looked for
 */
export function programIndex(words: readonly Field[], isWanted: (name: string) => boolean): number {
  const first = programName(words[0]);
  if (first === undefined ? textOf(words[0] ?? { pieces: [] }) !== undefined : !launchers.has(first)) return 0;
  // Its other commands only look.
  if (first === 'nnplans' && textOf(words[1] ?? { pieces: [] }) !== 'run') return 0;
  const found = words.findIndex((word, index) => {
    const name = programName(word);
    return index > 0 && name !== undefined && (isWanted(name) || shells.has(name) || isPython(name));
  });
  return Math.max(found, 0);
}

/** `python`, `python3.11`, `/opt/venv/bin/python` */
export function isPython(name: string): boolean {
  return /^python[\d.]*$/.test(name);
}

/** Words of `xargs` and `parallel`: what they run is known except for `{}`, for which they put in what they read. */
export function withoutFeed(words: readonly ExpandedArgument[]): readonly ExpandedArgument[] {
  const feed = words.findIndex(({ field }) => textOf(field) === ':::');
  return (feed < 0 ? words : words.slice(0, feed)).map(({ field, argument }) => ({
    field: shownText(field).includes('{}') ? unknownValue(shownText(field)) : field,
    argument,
  }));
}
