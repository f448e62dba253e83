import { runCommandCheck } from '../../app/check-command/run-command-check.js';
import type { Judgement } from '../../app/judge.js';
import { UsageError } from '../../app/trouble.js';
import { openFindings } from '../../engine/open-findings.js';
import { firstProgram } from '../../nnunet/command-line/locate-command.js';
import { commandText, plainWords } from '../../nnunet/command-line/word.js';
import { sanitize } from '../../report/sanitize.js';
import type { Command } from '../command.js';
import { runOptions } from '../common-options.js';
import { conclude, outputsOf } from '../conclude.js';
import { exitCodes } from '../exit-codes.js';
import { settingOfCommand } from '../setting.js';

export const runCommand: Command = {
  name: 'run',
  summary: 'Check a command of nnU-Net, and run it if the check finds no errors.',
  details:
    'Checks what follows -- as nnplans check -- does, with the report on standard error. If it finds nothing at or above --fail-on, nor ' +
    'without --fail-on a warning that data would be destroyed, the command itself runs: on the same standard streams, with every signal passed on, and with its own exit code (128 + N when signal N ended it, 127 ' +
    'when there is no such program). Otherwise it does not start, and the exit code is that of the check. What nnplans does not know as a command of nnU-Net it ' +
    'does not run: exit code 2.',
  positionals: [],
  takesCommand: true,
  options: runOptions,
  examples: [
    ['nnplans run -- nnUNetv2_train 122 3d_fullres 0 -p MyPlans', 'check, then train'],
    ['nnplans run --quiet -- srun nnUNetv2_preprocess -d 122 -c 3d_fullres', 'in a job file of Slurm'],
    ['nnplans run --fail-on warning -- nnUNetv2_train 122 2d all', 'more careful'],
    ['nnplans run --fail-on never -- nnUNetv2_train 122 2d all', 'run it whatever is found'],
  ],
  async run(given, terminal) {
    const words = given.command;
    if (words === undefined) throw new UsageError('nnplans run needs a command of nnU-Net after --.');
    const outputs = outputsOf(given);
    // Standard output is the command's own.
    const aside = { ...terminal, stdout: terminal.stderr, isTerminal: false, columns: undefined };
    const judgement = runCommandCheck(
      words,
      await settingOfCommand(words, given, terminal),
      terminal.storage,
      terminal.cwd,
    );
    const code = await conclude(judgement, outputs, given, aside);
    const destroying = code === exitCodes.clean && given.text('fail-on') === undefined ? destroyers(judgement) : [];
    if (code !== exitCodes.clean || destroying.length > 0) {
      const reason = destroying.length === 0 ? '' : ` for ${destroying.join(' and ')} (with --fail-on error it is)`;
      terminal.stderr.write(`nnplans: not started${reason}: ${sanitize(commandText(plainWords(words)))}\n`);
      return destroying.length > 0 ? exitCodes.findings : code;
    }
    const { environment, program } = firstProgram(plainWords(words));
    const result = await terminal.handOver({ words: words.slice(program), environment });
    if (result.problem !== undefined) {
      terminal.stderr.write(
        `nnplans: ${sanitize(words[program] ?? '')} cannot be started: ${sanitize(result.problem)}.\n`,
      );
    }
    return result.code;
  },
};

/** Rules that warn of data that would be lost: nobody reads a warning once the command runs. */
function destroyers({ report }: Judgement): readonly string[] {
  const found = openFindings(report).filter(
    ({ destroysData, severity }) => destroysData === true && severity !== 'info',
  );
  return [...new Set(found.map(({ rule }) => rule))];
}
