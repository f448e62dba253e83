import type { Judgement } from '../../app/judge.js';
import { runTransfer } from '../../app/transfer/run-transfer.js';
import { UsageError } from '../../app/trouble.js';
import type { Command } from '../command.js';
import { runOptions } from '../common-options.js';
import { conclude, exitCodeOf, outputsOf } from '../conclude.js';
import { exitCodes } from '../exit-codes.js';
import { settingOf } from '../setting.js';

export const transfer: Command = {
  name: 'transfer',
  summary: 'Move plans to another dataset as nnU-Net does, checked first and without overwriting anything.',
  details:
    'Shows what nnUNetv2_move_plans_between_datasets would write, checks it, and says what has to follow. With --write the file is written, byte for ' +
    'byte as nnU-Net writes it, unless something was found. In place of a dataset -s also takes a plans file, a model folder or a checkpoint: ' +
    'plans that were published with the weights alone.',
  positionals: [],
  options: {
    s: { takes: 'text', value: 'SOURCE', required: true, describe: 'dataset whose plans are moved' },
    t: { takes: 'text', value: 'TARGET', required: true, describe: 'dataset that gets them' },
    sp: { takes: 'text', value: 'ID', describe: 'plans of the source; default: nnUNetPlans, or the only ones' },
    tp: { takes: 'text', value: 'ID', describe: 'their name in the target; default: the same' },
    write: { takes: 'nothing', describe: 'write the file; otherwise it is only shown' },
    force: { takes: 'nothing', describe: 'replace other plans of that name, which are kept as FILE.backup' },
    ...runOptions,
  },
  examples: [
    ['nnplans transfer -s 121 -t 122 -sp nnUNetPlans -tp PlansFrom121', 'what would be written, and what comes next'],
    ['nnplans transfer -s 121 -t 122 -sp nnUNetPlans -tp PlansFrom121 --write', 'write it'],
    ['nnplans transfer -s checkpoint_final.pth -t 122 -tp PlansOfModel --write', 'plans that are only in the weights'],
  ],
  async run(given, terminal) {
    const outputs = outputsOf(given);
    const [isWrite, isForced] = [given.flag('write'), given.flag('force')];
    if (isForced && !isWrite) throw new UsageError('--force replaces a file, so it goes with --write.');
    const request = {
      source: given.text('s') ?? '',
      target: given.text('t') ?? '',
      sourcePlans: given.text('sp'),
      targetPlans: given.text('tp'),
    };
    const isClean = ({ checks, crashes, report }: Judgement) =>
      (checks > 0 || given.flag('allow-empty')) &&
      crashes.length === 0 &&
      exitCodeOf(report, given) === exitCodes.clean;
    const writing = isWrite ? { isForced, saveFile: terminal.saveFile.bind(terminal) } : undefined;
    const setting = await settingOf(given, terminal);
    const judgement = runTransfer(request, writing, isClean, setting, terminal.storage, terminal.cwd);
    const code = await conclude(judgement, outputs, given, terminal);
    return code === exitCodes.clean && judgement.isRefused ? exitCodes.findings : code;
  },
};
