import { version } from '../../../package.json';
import { diffSideOf } from '../../app/diff/diff-operand.js';
import { runDiff } from '../../app/diff/run-diff.js';
import { Trouble, UsageError } from '../../app/trouble.js';
import { differs } from '../../diff/change.js';
import { tolerancesOf } from '../../engine/tolerances.js';
import { defaultTolerances, type Tolerances } from '../../nnunet/compare/tolerances.js';
import { diffJson } from '../../report/machine/diff-json.js';
import { diffMarkdown } from '../../report/machine/diff-markdown.js';
import { diffText } from '../../report/terminal/diff-text.js';
import type { Arguments } from '../arguments.js';
import { wantsColour } from '../colour.js';
import { readableColumns } from '../columns.js';
import type { Command } from '../command.js';
import { limitOption } from '../common-options.js';
import { exitCodes } from '../exit-codes.js';
import { configOf } from '../setting.js';
import type { Terminal } from '../terminal.js';

export const diff: Command = {
  name: 'diff',
  summary: 'Say what a difference between two plans means.',
  details:
    'Compares plans files, single configurations (FILE#3d_fullres), the plans inside checkpoints, or states of a file in git\n' +
    '(REVISION:FILE). Key order, 1 against 1.0 and noise in the last digits are no differences.\n' +
    'Exit code 0: no difference, 1: they differ, 2: something cannot be read.',
  positionals: [
    { name: 'A', describe: 'plans that weights and data were made with', required: true },
    { name: 'B', describe: 'plans that they are to be used with', required: true },
  ],
  options: {
    format: {
      takes: 'text',
      value: 'NAME',
      choices: ['table', 'json', 'markdown'],
      describe: 'format on standard output',
    },
    ...limitOption,
    rtol: {
      takes: 'text',
      value: 'X',
      describe: `numbers within this relative tolerance are equal; default: ${defaultTolerances.number}`,
    },
    'intensity-tolerance': {
      takes: 'text',
      value: 'X',
      describe: `intensity statistics that move no normalized voxel by more, in standard deviations, differ negligibly; default: ${defaultTolerances.intensity}`,
    },
    config: {
      takes: 'text',
      value: 'FILE',
      describe: 'config file whose tolerances count, or "none"; default: the nearest nnplans.config.json',
    },
    'no-color': { takes: 'nothing', describe: 'no colour, as with the environment variable NO_COLOR' },
  },
  examples: [
    ['nnplans diff nnUNetPlans.json Edited.json', 'two files'],
    ['nnplans diff nnUNetPlans.json#3d_lowres nnUNetPlans.json#3d_fullres', 'two configurations'],
    ['nnplans diff main:plans/nnUNetPlans.json plans/nnUNetPlans.json', 'a file since it was committed'],
    ['nnplans diff main:plans.json plans.json --format markdown', 'the same, for a comment on a pull request'],
    ['nnplans diff fold_0/checkpoint_final.pth nnUNetPlans.json', 'what weights were trained with'],
  ],
  async run(given, terminal) {
    const { storage, cwd, stdout } = terminal;
    const [a, b] = given.positionals.map((typed) => diffSideOf(storage, cwd, typed));
    if (a === undefined || b === undefined) throw new Trouble('nnplans diff needs two plans, A and B.');
    const found = runDiff(a, b, { ...(await configured(given, terminal)), ...givenTolerances(given) });
    const appearance = { columns: readableColumns(terminal), colour: wantsColour(given.flag('no-color'), terminal) };
    const format = given.text('format') ?? 'table';
    if (format === 'json') stdout.write(diffJson(found, version));
    else if (format === 'markdown') stdout.write(diffMarkdown(found));
    else stdout.write(diffText(found, appearance));
    return differs(found) ? exitCodes.findings : exitCodes.clean;
  },
};

/** What the config says of rules' tolerances counts here, too. */
async function configured(given: Arguments, terminal: Terminal): Promise<Tolerances> {
  const { rules, config } = await configOf(given, terminal);
  return tolerancesOf(rules, (rule) => config.rules.get(rule.id));
}

function givenTolerances(given: Arguments): Partial<Tolerances> {
  const tolerance = (option: string): number | undefined => {
    const text = given.text(option);
    if (text === undefined) return undefined;
    if (!/^\d*\.?\d+(e-?\d+)?$/i.test(text))
      throw new UsageError(`--${option} is ${text}; a number like 1e-5 is expected.`);
    return Number(text);
  };
  const [number, intensity] = [tolerance('rtol'), tolerance('intensity-tolerance')];
  return {
    ...(number === undefined ? {} : { number, spacingRelative: number }),
    ...(intensity === undefined ? {} : { intensity }),
  };
}
