import { guideNames } from '../app/guide/names.js';
import { transferGuide } from '../app/guide/transfer-guide.js';
import { guideMarkdown } from '../report/machine/guide-markdown.js';
import { guideText } from '../report/terminal/guide-text.js';
import type { Arguments } from './arguments.js';
import { readable } from './columns.js';
import { type ExitCode, exitCodes } from './exit-codes.js';
import { reachOf } from './reach-of.js';
import type { Terminal } from './terminal.js';

/** `nnplans explain transfer`: the guide with the names of the project around it. */
export async function printTransferGuide(given: Arguments, terminal: Terminal, format: string): Promise<ExitCode> {
  const { found, reach } = await reachOf(given, terminal, false);
  const guide = transferGuide(guideNames(reach, found.config));
  const text =
    format === 'json'
      ? `${JSON.stringify(guide, null, 2)}\n`
      : format === 'markdown'
        ? guideMarkdown(guide)
        : guideText(guide, readable(terminal.columns));
  terminal.stdout.write(text);
  return exitCodes.clean;
}
