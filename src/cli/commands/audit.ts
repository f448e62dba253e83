import { runAudit } from '../audit/run-audit.js';
import type { Command } from '../command.js';
import { runOptions } from '../common-options.js';
import { conclude, outputsOf } from '../conclude.js';
import { settingOf } from '../setting.js';

export const audit: Command = {
  name: 'audit',
  summary: 'Look through preprocessed folders, plans files or a whole repository.',
  details:
    'Without a PATH: everything under nnUNet_preprocessed, with the models of these datasets under nnUNet_results. ' +
    'A PATH may be such a root, the folder of one dataset or model, a plans file, a checkpoint, or any folder that ' +
    'holds them somewhere, such as an experiment repository.',
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
    const judgement = runAudit(given.positionals, await settingOf(given, terminal), terminal.storage, terminal.cwd);
    return await conclude(judgement, outputs, given, terminal);
  },
};
