import { runCheck } from '../check/run-check.js';
import type { Command } from '../command.js';
import { runOptions } from '../common-options.js';
import { conclude, outputsOf } from '../conclude.js';
import { settingOf } from '../setting.js';

export const check: Command = {
  name: 'check',
  summary: 'Check one transfer before finetuning: may this job start?',
  details:
    'Compares the plans that a network was pretrained with to the plans that it is to be finetuned with, and both datasets with their ' +
    'plans. A dataset is given by id (4), name (Dataset004_Hippocampus) or folder; in its place -s and -t also take a ' +
    'plans file, a model folder or a checkpoint.',
  positionals: [],
  options: {
    s: { takes: 'text', value: 'PRETRAINING', required: true, describe: 'dataset that the network was pretrained on' },
    t: { takes: 'text', value: 'FINETUNING', required: true, describe: 'dataset that it is to be finetuned on' },
    sp: { takes: 'text', value: 'ID', describe: 'plans of the pretraining; default: nnUNetPlans, or the only ones' },
    tp: { takes: 'text', value: 'ID', describe: 'plans of the finetuning; the same default' },
    c: { takes: 'several', value: 'CONF', greedy: true, describe: 'configurations; default: all that both plans have' },
    checkpoint: { takes: 'text', value: 'FILE', describe: 'the weights that are to be loaded' },
    ...runOptions,
  },
  examples: [
    ['nnplans check -s 121 -t 122 -tp PretrainedPlans', 'plans of 121 were moved to 122 under this name'],
    ['nnplans check -s 121 -t 122 -sp TinyPlans -tp MyPlans -c 3d_fullres', 'one configuration'],
    ['nnplans check -s pretrained/plans.json -t 122 -tp MyPlans', 'plans that came with a downloaded model'],
    ['nnplans check -s 121 -t 122 -tp MyPlans --checkpoint checkpoint_final.pth', 'with its weights'],
  ],
  async run(given, terminal) {
    const outputs = outputsOf(given);
    const request = {
      source: given.text('s') ?? '',
      target: given.text('t') ?? '',
      sourcePlans: given.text('sp'),
      targetPlans: given.text('tp'),
      configurations: given.texts('c'),
      checkpoint: given.text('checkpoint'),
    };
    const judgement = runCheck(request, settingOf(given, terminal), terminal.storage, terminal.cwd);
    return await conclude(judgement, outputs, given, terminal);
  },
};
