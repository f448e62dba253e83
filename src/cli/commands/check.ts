import { runCheck, runConfiguredChecks } from '../../app/check/run-check.js';
import type { CheckRequest } from '../../app/check/transfer-of.js';
import type { Judgement } from '../../app/judge.js';
import type { Setting } from '../../app/setting.js';
import { UsageError } from '../../app/trouble.js';
import type { Storage } from '../../io/storage.js';
import { submittedBy } from '../../nnunet/command-line/submitted.js';
import { absolutePath } from '../../workspace/paths.js';
import type { Arguments } from '../arguments.js';
import type { Command } from '../command.js';
import { runOptions, sinceOption } from '../common-options.js';
import { outputsOf } from '../conclude.js';
import { concludeFixed, fixOptions } from '../fixing.js';
import { dashed } from '../option.js';
import { settingOf, settingOfCommand } from '../setting.js';
import { judgedSince } from '../since.js';
import type { Terminal } from '../terminal.js';

export const check: Command = {
  name: 'check',
  summary: 'Check transfers before finetuning: may this job start?',
  details:
    'Compares the plans of the pretraining with the plans of the finetuning, and both datasets with their ' +
    'plans. Name a dataset by id (4), name (Dataset004_Hippocampus) or folder; -s and -t also take a ' +
    'plans file, a model folder or a checkpoint. Without both: all transfers that nnplans.config.json lists. With a command of nnU-Net ' +
    'after --: reads everything from that command, also with NAME=VALUE, srun or python -m before it. After sbatch or bash: reads ' +
    'the script that follows, as nnplans workflow does.',
  positionals: [],
  takesCommand: true,
  options: {
    s: { takes: 'text', value: 'PRETRAINING', describe: 'dataset that the network was pretrained on' },
    t: { takes: 'text', value: 'FINETUNING', describe: 'dataset that it is to be finetuned on' },
    sp: { takes: 'text', value: 'ID', describe: 'plans of the pretraining; default: nnUNetPlans, or the only ones' },
    tp: { takes: 'text', value: 'ID', describe: 'plans of the finetuning; the same default' },
    c: { takes: 'several', value: 'CONF', greedy: true, describe: 'configurations; default: all that both plans have' },
    checkpoint: { takes: 'text', value: 'FILE', describe: 'the weights that are to be loaded' },
    ...runOptions,
    ...sinceOption,
    ...fixOptions,
  },
  examples: [
    ['nnplans check -s 121 -t 122 -tp PretrainedPlans', 'plans of 121 were moved to 122 under this name'],
    ['nnplans check -s 121 -t 122 -sp TinyPlans -tp MyPlans -c 3d_fullres', 'one configuration'],
    ['nnplans check -s pretrained/plans.json -t 122 -tp MyPlans', 'plans that came with a downloaded model'],
    ['nnplans check -s 121 -t 122 -tp MyPlans --checkpoint checkpoint_final.pth', 'with its weights'],
    ['nnplans check', 'all transfers of the config'],
    ['nnplans check -s 121 -t 122 -tp MyPlans -o html=report.html', 'drawn to scale, for a browser'],
    ['nnplans check -- nnUNetv2_train 122 3d_fullres 0 -p MyPlans', 'the very command that is to run'],
  ],
  async run(given, terminal) {
    const outputs = outputsOf(given);
    if (given.command !== undefined) {
      refuseTransferOptions(given);
      const submitted = submittedBy(given.command);
      const script = submitted?.kind === 'script' ? submitted.candidates.find(isFileIn(terminal)) : undefined;
      if (script !== undefined) {
        const { runWorkflow } = await import('../../app/workflow/run-workflow.js');
        const setting = await settingOf(given, terminal);
        const judge = (storage: Storage) => runWorkflow([script], setting, storage, terminal.cwd, false);
        return await concludeFixed(judge, outputs, given, terminal);
      }
      const command = submitted?.kind === 'command' ? submitted.words : given.command;
      const { runCommandCheck } = await import('../../app/check-command/run-command-check.js');
      const setting = await settingOfCommand(command, given, terminal);
      const judge = (storage: Storage) => runCommandCheck(command, setting, storage, terminal.cwd);
      return await concludeFixed(judge, outputs, given, terminal);
    }
    const request = requestOf(given);
    const setting = await settingOf(given, terminal);
    if (request === undefined && setting.transfers.length === 0) throw nothingAsked();
    const whole = (under: Setting, storage: Storage): Judgement =>
      request === undefined
        ? runConfiguredChecks(under, storage, terminal.cwd)
        : runCheck(request, under, storage, terminal.cwd);
    const parts =
      request === undefined
        ? setting.transfers.map(
            (transfer) => (under: Setting, storage: Storage) => whole({ ...under, transfers: [transfer] }, storage),
          )
        : [whole];
    const judge = (storage: Storage) => judgedSince({ whole, parts }, setting, given, { ...terminal, storage });
    return await concludeFixed(judge, outputs, given, terminal);
  },
};

function isFileIn({ storage, cwd }: Terminal): (path: string) => boolean {
  return (path) => storage.stat(absolutePath(cwd, path))?.kind === 'file';
}

/** `undefined` when the transfers of the config are meant. */
function requestOf(given: Arguments): CheckRequest | undefined {
  const [source, target] = [given.text('s'), given.text('t')];
  if (source !== undefined && target !== undefined) {
    return {
      source,
      target,
      sourcePlans: given.text('sp'),
      targetPlans: given.text('tp'),
      configurations: given.texts('c'),
      checkpoint: given.text('checkpoint'),
    };
  }
  if (source !== undefined) throw new UsageError('nnplans check needs -t FINETUNING beside -s.');
  if (target !== undefined) throw new UsageError('nnplans check needs -s PRETRAINING beside -t.');
  const alone = ['sp', 'tp', 'c', 'checkpoint'].find((option) => given.texts(option).length > 0);
  if (alone !== undefined) {
    throw new UsageError(`${dashed(alone)} goes with -s PRETRAINING and -t FINETUNING.`);
  }
  return undefined;
}

/** The command says all of this itself. */
function refuseTransferOptions(given: Arguments): void {
  const typed = ['s', 't', 'sp', 'tp', 'c', 'checkpoint', 'since'].find((option) => given.texts(option).length > 0);
  if (typed === undefined) return;
  throw new UsageError(
    `${dashed(typed)} has no place beside a command: nnplans reads from the command what to compare.`,
  );
}

function nothingAsked(): UsageError {
  return new UsageError('No transfer is named: give -s PRETRAINING and -t FINETUNING.', [
    'Without both, nnplans checks the transfers that nnplans.config.json lists, and there are none:',
    '{ "transfers": [{ "pretraining": "121/nnUNetPlans", "finetuning": "122/PretrainedPlans" }] }',
  ]);
}
