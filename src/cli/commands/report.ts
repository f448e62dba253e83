import { absolutePath } from '../../workspace/paths.js';
import { type Arguments, parseArguments } from '../arguments.js';
import { judgedParts, readParts, settingOfParts } from '../audit-parts.js';
import type { Command } from '../command.js';
import { reportOptions } from '../common-options.js';
import { conclude, outputsOf } from '../conclude.js';
import { configOf } from '../setting.js';
import { audit } from './audit.js';

export const report: Command = {
  name: 'report',
  summary: 'Put the parts of a shared audit together into one report.',
  details:
    'A PART is what nnplans audit --shard K/N writes. All N of them give the report that one audit of everything would give, in every ' +
    'format and with the same exit code. A part that is missing, there twice, damaged or of another audit is told by its number: exit code 2. ' +
    'Config and baseline are read again, and have to be what they were.',
  positionals: [{ name: 'PART', describe: 'a part of the audit', required: true, many: true }],
  options: reportOptions,
  examples: [
    ['nnplans report part-*.json', 'the report as a table'],
    ['nnplans report part-*.json -o html=audit.html -o table', 'and as a page'],
    ['nnplans report part-*.json --fail-on warning', 'what counts is said here, not for each part'],
  ],
  async run(given, terminal) {
    const outputs = outputsOf(given).map(({ format, file }) => ({
      format,
      file: file === undefined ? undefined : absolutePath(terminal.cwd, file),
    }));
    const parts = await readParts(given.positionals, terminal);
    const made = parts[0]?.made;
    const asked = parseArguments(audit, made?.arguments ?? []);
    // Files are called as they were where the parts were made.
    const there = { ...terminal, cwd: made?.cwd ?? terminal.cwd };
    const setting = settingOfParts(parts, await configOf(asked, there), asked, there);
    const judgement = judgedParts(parts, { given: asked, setting }, there);
    return await conclude(judgement, outputs, reportedAs(given, asked), there);
  },
};

/** How the report is to look is said here, everything else was said of the parts. */
function reportedAs(given: Arguments, asked: Arguments): Arguments {
  const of = (option: string) => (Object.hasOwn(reportOptions, option) ? given : asked);
  return {
    positionals: asked.positionals,
    command: undefined,
    text: (option) => of(option).text(option),
    texts: (option) => of(option).texts(option),
    number: (option) => of(option).number(option),
    flag: (option) => of(option).flag(option),
  };
}
