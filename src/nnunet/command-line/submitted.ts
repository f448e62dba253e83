/** What a batch system or a shell is given to run. */
export type Submitted =
  /** The words of a command that it wraps in a script of its own. */
  | { readonly kind: 'command'; readonly words: readonly string[] }
  /** Words of which the first that is a file is the script. */
  | { readonly kind: 'script'; readonly candidates: readonly string[] };

const runners = new Set(['sbatch', 'qsub', 'bash', 'sh', 'dash', 'zsh', 'ksh']);

/**
 * `sbatch --gres=gpu:1 job.slurm`, `bash train.sh`, `sbatch --wrap "nnUNetv2_train …"`.
 * @returns `undefined` where the line starts no script, or wraps what only a shell can take apart
 */
export function submittedBy([program = '', ...words]: readonly string[]): Submitted | undefined {
  if (!runners.has(program.slice(program.lastIndexOf('/') + 1))) return undefined;
  const at = words.findIndex((word) => /^--wrap(=|$)/.test(word));
  if (at < 0) return { kind: 'script', candidates: words.filter((word) => !word.startsWith('-')) };
  const wrapped = words[at]?.includes('=') ? words[at].slice('--wrap='.length) : (words[at + 1] ?? '');
  return /[;&|<>$`'"\\\n]/.test(wrapped) ? undefined : { kind: 'command', words: wrapped.trim().split(/\s+/) };
}
