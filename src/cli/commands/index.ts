import type { Command } from '../command.js';

/** Known without loading what a command works with. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  load(): Promise<Command>;
}

/** Every command, in the order of its use. Each is loaded only when it is called: start-up is most of the time of a check. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'check',
    summary: 'Check transfers before finetuning: may this job start?',
    load: async () => (await import('./check.js')).check,
  },
  {
    name: 'run',
    summary: 'Check a command of nnU-Net, and run it if the check finds no errors.',
    load: async () => (await import('./run.js')).runCommand,
  },
  {
    name: 'audit',
    summary: 'Look through preprocessed folders, plans files or a whole repository.',
    load: async () => (await import('./audit.js')).audit,
  },
  {
    name: 'report',
    summary: 'Put the parts of a shared audit together into one report.',
    load: async () => (await import('./report.js')).report,
  },
  {
    name: 'slurm',
    summary: 'Write a job script for Slurm that audits in parts on many nodes.',
    load: async () => (await import('./slurm.js')).slurm,
  },
  {
    name: 'diff',
    summary: 'Say what a difference between two plans means.',
    load: async () => (await import('./diff.js')).diff,
  },
  {
    name: 'match',
    summary: 'Find the datasets, plans and configurations that can load a checkpoint.',
    load: async () => (await import('./match.js')).match,
  },
  {
    name: 'show',
    summary: 'Say what a file is: plans, checkpoint, case, array, dataset or model folder.',
    load: async () => (await import('./show.js')).show,
  },
  {
    name: 'transfer',
    summary: 'Move plans to another dataset as nnU-Net does, checked first and without overwriting anything.',
    load: async () => (await import('./transfer.js')).transfer,
  },
  {
    name: 'workflow',
    summary: 'Read scripts for commands of nnU-Net, and check their order and names.',
    load: async () => (await import('./workflow.js')).workflow,
  },
  {
    name: 'rules',
    summary: 'List the rules.',
    load: async () => (await import('./rules.js')).rulesCommand,
  },
  {
    name: 'explain',
    summary: 'Explain one rule, or how a transfer is done: what it looks at, why it matters, what to do.',
    load: async () => (await import('./explain.js')).explain,
  },
  {
    name: 'init',
    summary: 'Write a config for a folder.',
    load: async () => (await import('./init.js')).init,
  },
  {
    name: 'completion',
    summary: 'Print a script that completes commands, options, datasets and rules in your shell.',
    load: async () => (await import('./completion.js')).completion(commands),
  },
];
