import { shellCommand } from '../nnunet/command-line/word.js';

/** An audit that a cluster is to do. */
export interface SlurmAudit {
  /** Working folder, absolute. */
  readonly cwd: string;
  readonly parts: number;
  /** Variables for the audit: `nnUNet_raw=/data/nnUNet_raw`. */
  readonly environment: readonly string[];
  /** Where the parts and the logs go, as it is typed. */
  readonly folder: string;
  /** Of `nnplans audit`, and of `nnplans report`. */
  readonly audit: readonly string[];
  readonly report: readonly string[];
  /** Further options of sbatch, for all jobs: `--partition=cpu`. */
  readonly sbatch: readonly string[];
}

/**
 * A script for bash that submits an audit to Slurm: one job of an array for each part, and behind them one that puts the parts together. Nothing in it
 * depends on the environment but the commands `sbatch` and `nnplans`; every name is quoted for the shell that comes by it.
 */
export function slurmScript({ cwd, parts, environment, folder, audit, report, sbatch }: SlurmAudit): string {
  // In these names alone, % stands for something.
  const log = (name: string) => `${folder.replaceAll('%', '%%')}/${name}`;
  const part = shellCommand`${folder}`;
  const array = ['--job-name=nnplans-audit', `--array=1-${parts}`, `--output=${log('part-%A-%a.log')}`, ...sbatch];
  const merge = ['--job-name=nnplans-report', `--output=${log('report-%j.log')}`, ...sbatch];
  return `${[
    '#!/bin/bash',
    `# Submits an audit in ${parts} parts to Slurm, and a job behind it that puts them together. The exit code of that job is the audit's.`,
    'set -euo pipefail',
    shellCommand`cd -- ${cwd}`,
    shellCommand`mkdir -p -- ${folder}`,
    shellCommand`array=$(sbatch --parsable ${array} <<'END_OF_JOB'`,
    '#!/bin/bash',
    shellCommand`cd -- ${cwd} || exit 2`,
    ...(environment.length === 0 ? [] : [shellCommand`export ${environment}`]),
    `part=${part}/part-"$SLURM_ARRAY_JOB_ID-$SLURM_ARRAY_TASK_ID".json`,
    `exec nnplans audit --quiet --shard "$SLURM_ARRAY_TASK_ID/${parts}" -o json="$part" ${shellCommand`${audit}`}`.trimEnd(),
    'END_OF_JOB',
    ')',
    // On a federation it is followed by the name of the cluster.
    `array="\${array%%;*}"`,
    // A part that failed is told by its number.
    shellCommand`sbatch --dependency="afterany:$array" ${merge} <<END_OF_JOB`,
    ...[
      '#!/bin/bash',
      shellCommand`cd -- ${cwd} || exit 2`,
      `exec nnplans report ${part}/part-@-{1..${parts}}.json ${shellCommand`${report}`}`.trimEnd(),
    ].map((line) => escapedInHere(line).replace('part-@-', 'part-$array-')),
    'END_OF_JOB',
  ].join('\n')}\n`;
}

/** What bash would expand in a here-document in which the number of the array has to be filled in. */
function escapedInHere(line: string): string {
  return line.replace(/[\\$`]/g, '\\$&');
}
