import { type Fixes, fixesOf, isUnchanged } from '../app/fix/apply-fixes.js';
import type { Judgement } from '../app/judge.js';
import { Trouble, UsageError } from '../app/trouble.js';
import type { Storage } from '../io/storage.js';
import { counted } from '../report/counted.js';
import { sanitize } from '../report/sanitize.js';
import { relativeTo } from '../workspace/paths.js';
import type { Arguments } from './arguments.js';
import { conclude, exitCodeOf, type Output } from './conclude.js';
import type { ExitCode } from './exit-codes.js';
import type { Options } from './option.js';
import type { Terminal } from './terminal.js';

/** Of the commands whose findings may have remedies that are edits. */
export const fixOptions: Options = {
  fix: { takes: 'nothing', describe: 'apply remedies that are edits and nothing else; FILE is kept as FILE.backup' },
  'fix-unsafe': {
    takes: 'nothing',
    describe: 'also those that undo edits, or after which data have to be preprocessed again',
  },
  'fix-dry-run': { takes: 'nothing', describe: 'print what would be edited as a diff, and write nothing' },
};

/**
 * Judges, and with `--fix`, `--fix-unsafe` or `--fix-dry-run` mends first what is an edit: the report is then of what is left.
 * @param judge judges what a storage holds
 */
export async function concludeFixed(
  judge: (storage: Storage) => Judgement,
  outputs: readonly Output[],
  given: Arguments,
  terminal: Terminal,
): Promise<ExitCode> {
  const withUnsafe = given.flag('fix-unsafe');
  const isDry = given.flag('fix-dry-run');
  if (!withUnsafe && !isDry && !given.flag('fix')) {
    return await conclude(judge(terminal.storage), outputs, given, terminal);
  }
  if (given.flag('update-baseline')) {
    throw new UsageError('--update-baseline makes all present findings known; fix first, then update it.');
  }
  const fixes = fixesOf(judge, terminal.storage, terminal.cwd, withUnsafe);
  if (isDry) {
    const { unifiedDiff } = await import('../app/fix/unified-diff.js');
    for (const file of fixes.files) terminal.stdout.write(unifiedDiff(file, terminal.cwd));
    tell(fixes, terminal, `Would fix ${counted(fixes.fixed.length, 'finding')}.`);
    return exitCodeOf(judge(terminal.storage).report, given);
  }
  // All or nothing: what belongs together may stand in two files.
  const changed = fixes.files.find((file) => !isUnchanged(terminal.storage, file));
  if (changed !== undefined) {
    throw new Trouble(`${relativeTo(terminal.cwd, changed.path)} has been changed meanwhile, so nothing was written.`, [
      'Run nnplans again.',
    ]);
  }
  for (const { path, before, after } of fixes.files) {
    const backup = terminal.saveFile(path, after, before !== undefined);
    const kept = backup === undefined ? 'new' : `before: ${relativeTo(terminal.cwd, backup)}`;
    terminal.stderr.write(`nnplans: wrote ${sanitize(`${relativeTo(terminal.cwd, path)} (${kept})`)}\n`);
  }
  tell(fixes, terminal, `Mended ${counted(fixes.fixed.length, 'finding')}.`);
  return await conclude(judge(terminal.storage), outputs, given, terminal);
}

/** What was done and what has to follow, apart from the report. */
function tell({ fixed, commands }: Fixes, { stderr }: Terminal, summary: string): void {
  stderr.write(`nnplans: ${fixed.length === 0 ? 'No finding here can be fixed by an edit.' : summary}\n`);
  for (const command of commands) stderr.write(`nnplans: then run: ${sanitize(command)}\n`);
}
