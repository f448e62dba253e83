import { version } from '../../../package.json';
import { trustedGlobals } from '../../app/config-trust.js';
import { describe } from '../../app/show/describe.js';
import { extractable, extracted } from '../../app/show/extract.js';
import { descriptionJson } from '../../report/machine/description-json.js';
import { sanitize } from '../../report/sanitize.js';
import { descriptionText } from '../../report/terminal/description-text.js';
import { absolutePath, relativeTo } from '../../workspace/paths.js';
import { wantsColour } from '../colour.js';
import { readableColumns } from '../columns.js';
import type { Command } from '../command.js';
import { limitOption, nnunetOption, rootOptions } from '../common-options.js';
import { exitCodes } from '../exit-codes.js';
import { reachOf } from '../reach-of.js';
import { nnunetOf } from '../setting.js';
import { writeFile } from '../write-file.js';

export const show: Command = {
  name: 'show',
  summary: 'Say what a file is: plans, checkpoint, case, array, dataset or model folder.',
  details:
    'One screen about any file or folder of nnU-Net. It reads the content, and never runs anything in it. ' +
    '--extract gives plans.json or dataset.json from a checkpoint, as nnU-Net wrote them.\n' +
    'Exit code 0: shown, a folder or JSON of any kind included, 1: it would run more than it should when it is loaded, 2: it cannot be read, or is a file of no kind that is known here.',
  positionals: [{ name: 'FILE', describe: 'a file or folder', required: true }],
  options: {
    extract: {
      takes: 'text',
      value: 'WHAT',
      choices: extractable,
      describe: 'write what a checkpoint holds instead: plans or dataset.json',
    },
    output: { takes: 'text', value: 'FILE', alias: ['o'], describe: 'into a file instead of standard output' },
    format: { takes: 'text', value: 'NAME', choices: ['table', 'json'], describe: 'format on standard output' },
    ...rootOptions,
    ...limitOption,
    ...nnunetOption,
    config: { takes: 'text', value: 'FILE', describe: 'config file, or "none"' },
    'no-color': { takes: 'nothing', describe: 'no colour, as with the environment variable NO_COLOR' },
  },
  examples: [
    ['nnplans show nnUNetPlans.json', 'plans: their configurations side by side'],
    ['nnplans show fold_0/checkpoint_final.pth', 'what was trained, by whom, for how long, with which plans'],
    ['nnplans show checkpoint_final.pth --extract plans -o plans.json', 'the plans that weights were trained with'],
    ['nnplans show case_001.pkl --format json', 'one case, for a script'],
  ],
  async run(given, terminal) {
    const { storage, cwd } = terminal;
    const [typed = ''] = given.positionals;
    const what = given.text('extract');
    const file = given.text('output');
    const write = (text: string) =>
      file === undefined ? terminal.stdout.write(text) : writeFile(terminal, file, text);
    // What is taken out of a checkpoint often takes the place of plans that somebody has edited.
    const save = (text: string) => {
      if (file === undefined) return write(text);
      const backup = terminal.saveFile(absolutePath(cwd, file), text, true);
      if (backup !== undefined) terminal.stderr.write(`nnplans: kept ${sanitize(relativeTo(cwd, backup))}\n`);
    };
    if (what !== undefined) {
      const text = extracted(storage, cwd, typed, what);
      // Python's json.dump ends without a line feed; a prompt should not stand behind it all the same.
      save(file === undefined && terminal.isTerminal ? `${text}\n` : text);
      return exitCodes.clean;
    }
    const { reach, found } = await reachOf(given, terminal, false);
    const isNamed = given.text('config') !== undefined;
    const description = describe(reach, typed, trustedGlobals(found, isNamed, [reach.absolute(typed)], reach.storage));
    const nnunet = nnunetOf(given.text('nnunet'), found, terminal).entry;
    const isPlain = file !== undefined || given.flag('no-color');
    write(
      given.text('format') === 'json'
        ? descriptionJson(description, version, nnunet)
        : descriptionText(
            description,
            {
              columns: readableColumns(terminal, file === undefined),
              colour: wantsColour(isPlain, terminal),
            },
            nnunet.source === 'assumed' ? undefined : nnunet.text,
          ),
    );
    return (description.alarms ?? []).length > 0 ? exitCodes.findings : exitCodes.clean;
  },
};
