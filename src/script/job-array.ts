import { limits } from '../budget.js';

/** How schedulers write an array of jobs into a script, and the variable in which a task finds its number. */
const schedulers: readonly { readonly directive: RegExp; readonly variables: readonly string[] }[] = [
  { directive: /^#SBATCH\s+(?:--array[= ]|-a\s*)([\d,:%-]+)/m, variables: ['SLURM_ARRAY_TASK_ID'] },
  { directive: /^#PBS\s+-[Jt]\s+([\d,:%-]+)/m, variables: ['PBS_ARRAY_INDEX', 'PBS_ARRAYID'] },
  { directive: /^#\$\s+-t\s+([\d,:%-]+)/m, variables: ['SGE_TASK_ID'] },
  { directive: /^#BSUB\s+-J\s+\S*\[([\d,:%-]+)\]/m, variables: ['LSB_JOBINDEX'] },
];

/** Variables of each task of a job array; a single task without any for other scripts. */
export function jobTasks(script: string): readonly ReadonlyMap<string, string>[] {
  for (const { directive, variables } of schedulers) {
    const range = directive.exec(script)?.[1];
    if (range === undefined) continue;
    const numbers = taskNumbers(range);
    if (numbers.length > 0) {
      return numbers.map((number) => new Map(variables.map((variable) => [variable, String(number)])));
    }
  }
  return [new Map()];
}

/** `0-4`, `1,3,5`, `0-10:2`, `0-4%2` (no more than two at once) */
function taskNumbers(range: string): readonly number[] {
  const [list = ''] = range.split('%');
  const numbers: number[] = [];
  for (const part of list.split(',')) {
    const [, first, last, step] = /^(\d+)(?:-(\d+)(?::(\d+))?)?$/.exec(part) ?? [];
    if (first === undefined) return [];
    const end = Number(last ?? first);
    for (
      let number = Number(first);
      number <= end && numbers.length < limits.arrayTasks;
      number += Math.max(1, Number(step ?? 1))
    ) {
      numbers.push(number);
    }
  }
  return numbers;
}
