import { runAudit } from '../audit/run-audit.js';
import type { Command } from '../command.js';
import { runOptions } from '../common-options.js';
import { conclude, outputsOf } from '../conclude.js';
import { type ProgressBar, progressBar } from '../progress-bar.js';
import { settingOf } from '../setting.js';
import type { Terminal } from '../terminal.js';

/** Where somebody watches: not in a pipe, and not in a CI job, whose log would keep every state of the bar. */
function progressOn({ progress, env }: Terminal): ProgressBar | undefined {
  const isLogged = !['', 'false', '0', undefined].includes(env['CI']) || env['TERM'] === 'dumb';
  return progress === undefined || isLogged ? undefined : progressBar(progress, () => performance.now());
}

export const audit: Command = {
  name: 'audit',
  summary: 'Look through preprocessed folders, plans files or a whole repository.',
  details:
    'Without a PATH: everything under nnUNet_preprocessed, with the models of these datasets under nnUNet_results. ' +
    'A PATH may be such a root, the folder of one dataset or model, a plans file, a checkpoint, or any folder that ' +
    'holds them somewhere, such as an experiment repository. On a terminal a bar shows how far it is.',
  positionals: [{ name: 'PATH', describe: 'what to look through', many: true }],
  options: runOptions,
  examples: [
    ['nnplans audit', 'everything under nnUNet_preprocessed'],
    ['nnplans audit nnUNet_preprocessed/Dataset122_PancreasCT', 'one dataset'],
    ['nnplans audit . --format json', 'a repository that keeps plans, for a script'],
    ['nnplans audit --rule dataset/case-shape', 'one rule, with all its findings'],
  ],
  async run(given, terminal) {
    const outputs = outputsOf(given);
    const setting = await settingOf(given, terminal);
    const bar = given.flag('quiet') ? undefined : progressOn(terminal);
    const judgement = runAudit(given.positionals, setting, terminal.storage, terminal.cwd, bar);
    return await conclude(judgement, outputs, given, terminal);
  },
};
