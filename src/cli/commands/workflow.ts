import type { Command } from '../command.js';
import { runOptions } from '../common-options.js';
import { conclude, outputsOf } from '../conclude.js';
import { settingOf } from '../setting.js';

export const workflow: Command = {
  name: 'workflow',
  summary: 'Read scripts for commands of nnU-Net, and check their order and names.',
  details:
    'A SCRIPT may be a shell script, a job file of Slurm, PBS, SGE or LSF (an array is read task by task), a Makefile, a Jupyter notebook (!command, %%bash), or a folder ' +
    'in which such files are looked for. Nothing is run: variables, defaults, loops, functions and sourced files are followed as far as the text ' +
    'tells, and what only the running shell knows is listed under "not checked". Without known folders nnplans looks only at what a script does itself.',
  positionals: [{ name: 'SCRIPT', describe: 'what to read', required: true, many: true }],
  options: runOptions,
  examples: [
    ['nnplans workflow finetune.sh', 'before it goes to the queue'],
    ['nnplans workflow scripts/ Makefile', 'everything that starts nnU-Net in a repository'],
    [
      'nnplans workflow pretrain.slurm --direction finetuning-to-pretraining',
      'plans of the finetuning dataset are used for the pretraining',
    ],
    ['nnplans workflow experiments/ -o sarif=nnplans.sarif', 'findings with line and column for CI'],
  ],
  async run(given, terminal) {
    // The parser of scripts is needed here only.
    const { runWorkflow } = await import('../../app/workflow/run-workflow.js');
    const outputs = outputsOf(given);
    const setting = await settingOf(given, terminal);
    const { storage, cwd } = terminal;
    const judgement = runWorkflow(given.positionals, setting, storage, cwd, given.flag('allow-empty'));
    return await conclude(judgement, outputs, given, terminal);
  },
};
