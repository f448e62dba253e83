import { guideMarkdown } from '../../report/guide-markdown.js';
import { guideText } from '../../report/guide-text.js';
import type { Arguments } from '../arguments.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import { reachOf } from '../reach-of.js';
import type { Terminal } from '../terminal.js';
import { guideNames } from './names.js';
import { transferGuide } from './transfer-guide.js';

/** `nnplans explain transfer`: the guide with the names of the project around it. */
export function printTransferGuide(given: Arguments, terminal: Terminal, format: string): ExitCode {
  const { found, reach } = reachOf(given, terminal, false);
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
