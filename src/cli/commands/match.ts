import { version } from '../../../package.json';
import { notLookedInto } from '../../app/audit/scope.js';
import { trustedGlobals } from '../../app/config-trust.js';
import { runMatch } from '../../app/match/run-match.js';
import { matchScope } from '../../app/match/scope.js';
import { Trouble } from '../../app/trouble.js';
import { weightsMatchJson } from '../../report/machine/weights-match-json.js';
import { weightsMatchText } from '../../report/terminal/weights-match-text.js';
import type { WeightsMatch } from '../../report/weights-match.js';
import { wantsColour } from '../colour.js';
import { readableColumns } from '../columns.js';
import type { Command } from '../command.js';
import { limitOption, rootOptions } from '../common-options.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import { reachOf } from '../reach-of.js';

export const match: Command = {
  name: 'match',
  summary: 'Find the datasets, plans and configurations that can load a checkpoint.',
  details:
    'Tries the weights of checkpoints and model folders on every configuration that it finds, as -pretrained_weights would ' +
    'load them, and says why it fails. After the weights you may name where to look: a root, a dataset, a plans file.\n' +
    'Exit code 0: something loads, 1: nothing does, or loading would run more than it should, 2: nnplans could not tell.',
  positionals: [
    { name: 'WEIGHTS', describe: 'checkpoints and model folders, then where to look', required: true, many: true },
  ],
  options: {
    c: { takes: 'several', value: 'CONF', greedy: true, describe: 'only configurations of these names' },
    tr: { takes: 'text', value: 'TRAINER', describe: 'trainer of the finetuning; default: nnUNetTrainer' },
    format: { takes: 'text', value: 'NAME', choices: ['table', 'json'], describe: 'format on standard output' },
    ...rootOptions,
    ...limitOption,
    config: { takes: 'text', value: 'FILE', describe: 'config file, or "none"' },
    'no-color': { takes: 'nothing', describe: 'no colour, as with the environment variable NO_COLOR' },
  },
  examples: [
    ['nnplans match fold_0/checkpoint_final.pth', 'everything under nnUNet_preprocessed'],
    ['nnplans match model_from_the_internet nnUNet_preprocessed', 'a downloaded model'],
    ['nnplans match nnUNet_results/Dataset121_CT nnUNet_preprocessed', 'all models of a dataset, as a matrix'],
    ['nnplans match checkpoint_final.pth --format json', 'for a script, with all causes'],
  ],
  async run(given, terminal) {
    const { reach, found } = await reachOf(given, terminal, true);
    const scope = matchScope(reach, given.positionals);
    const names = given.texts('c');
    const chosen = scope.configurations.filter(
      ({ configuration }) => names.length === 0 || names.includes(configuration.name),
    );
    if (chosen.length === 0) throw new Trouble(`No plans here have a configuration ${names.join(' or ')}.`);
    const judged = given.positionals.map(reach.absolute);
    const known = trustedGlobals(found, given.text('config') !== undefined, judged, reach.storage);
    const trainer = given.text('tr') ?? 'nnUNetTrainer';
    const notChecked = notLookedInto(reach).map(({ subject, reason }) => ({ subject, reason }));
    const result = { ...runMatch({ ...scope, configurations: chosen }, trainer, terminal.cwd, known), notChecked };
    const appearance = { columns: readableColumns(terminal), colour: wantsColour(given.flag('no-color'), terminal) };
    const isJson = given.text('format') === 'json';
    terminal.stdout.write(isJson ? weightsMatchJson(result, version) : weightsMatchText(result, appearance));
    return exitCodeOf(result);
  },
};

function exitCodeOf({ results, alarms }: WeightsMatch): ExitCode {
  if (alarms.length > 0) return exitCodes.findings;
  const known = results.filter(({ verdict }) => verdict !== 'unknown');
  if (known.length === 0) return exitCodes.trouble;
  return known.some(({ verdict }) => verdict !== 'fails') ? exitCodes.clean : exitCodes.findings;
}
