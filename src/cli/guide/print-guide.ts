import { rules } from '../../../rules/index.js';
import { guideMarkdown } from '../../report/guide-markdown.js';
import { guideText } from '../../report/guide-text.js';
import { openReach } from '../../workspace/reach.js';
import type { Arguments } from '../arguments.js';
import { findConfig } from '../config-file.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import { rootsOf } from '../roots.js';
import type { Terminal } from '../terminal.js';
import { guideNames } from './names.js';
import { transferGuide } from './transfer-guide.js';

/** `nnplans explain transfer`: the guide with the names of the project around it. */
export function printTransferGuide(given: Arguments, terminal: Terminal, format: string): ExitCode {
  const { storage, cwd } = terminal;
  const found = findConfig(storage, cwd, given.text('config'), rules);
  const reach = openReach({ storage, cwd, roots: rootsOf(given, terminal, found), isComplete: false });
  const guide = transferGuide(guideNames(reach, found.config));
  const text =
    format === 'json'
      ? `${JSON.stringify(guide, null, 2)}\n`
      : format === 'markdown'
        ? guideMarkdown(guide)
        : guideText(guide, Math.min(terminal.columns ?? 80, 100));
  terminal.stdout.write(text);
  return exitCodes.clean;
}
