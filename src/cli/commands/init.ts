import { configFileName } from '../../app/config-file.js';
import { type InitialConfig, initialConfig } from '../../app/init/initial-config.js';
import { Trouble } from '../../app/trouble.js';
import { directions } from '../../engine/config.js';
import { sanitize } from '../../report/sanitize.js';
import { indented } from '../../report/terminal/wrap.js';
import { absolutePath, join, relativeTo } from '../../workspace/paths.js';
import { readable } from '../columns.js';
import type { Command } from '../command.js';
import { limitOption, rootOptions } from '../common-options.js';
import { exitCodes } from '../exit-codes.js';
import { environmentRoots, namedRoots } from '../roots.js';
import { writeFile } from '../write-file.js';

export const init: Command = {
  name: 'init',
  summary: 'Write a config for a folder.',
  details:
    `Looks through the folder for nnU-Net's roots, for plans that were moved from one dataset to another, and for classes that do not ` +
    `come with nnU-Net, and writes ${configFileName}. It changes nothing else, and replaces an existing config only with --force.`,
  positionals: [{ name: 'FOLDER', describe: 'the folder; default: where you are' }],
  options: {
    ...rootOptions,
    ...limitOption,
    direction: {
      takes: 'text',
      value: 'WAY',
      choices: directions,
      describe: 'the direction in which you mean to move plans',
    },
    force: { takes: 'nothing', describe: 'replace an existing config' },
  },
  examples: [
    ['nnplans init', 'a config for this folder'],
    ['nnplans init --preprocessed /data/nnUNet_preprocessed', 'whose data lie elsewhere'],
  ],
  run(given, terminal) {
    const { storage, cwd, stdout } = terminal;
    const [typed] = given.positionals;
    const folder = absolutePath(cwd, typed ?? '.');
    if (storage.stat(folder)?.kind !== 'folder') throw new Trouble(`${typed ?? folder} is no folder.`);
    const file = join(folder, configFileName);
    if (storage.stat(file) !== undefined && !given.flag('force')) {
      throw new Trouble(`${relativeTo(cwd, file)} is there already.`, ['To replace it, add --force.']);
    }
    const config = initialConfig({
      storage,
      folder,
      named: namedRoots(given, terminal),
      environment: environmentRoots(terminal),
      direction: directions.find((direction) => direction === given.text('direction')),
    });
    writeFile(terminal, relativeTo(cwd, file), config.text);
    stdout.write(summary(config, relativeTo(cwd, file), readable(terminal.columns)));
    return exitCodes.clean;
  },
};

/** What was found and written, and what can be done with it. */
function summary({ roots, transfers, knownClasses, leftOut }: InitialConfig, file: string, columns: number): string {
  const found = [
    ...(roots.length === 0 ? [] : [['roots', roots.join(', ')]]),
    ...transfers.map(({ pretraining, finetuning }) => ['transfer', `${pretraining} → ${finetuning}`]),
    ...(knownClasses.length === 0 ? [] : [['own classes', knownClasses.join(', ')]]),
  ];
  const rows = found.flatMap(([name = '', value = '']) =>
    indented(sanitize(value), columns, ` ${name.padEnd(11)} `, ' '.repeat(13)),
  );
  const lines = [
    ` ${sanitize(file)} is written.`,
    '',
    ...(rows.length === 0 ? [' No roots, moved plans or classes of a fork were found.'] : rows),
    ...leftOut.flatMap((sentence) => ['', ...indented(sanitize(sentence), columns, ' ')]),
    '',
    ...(transfers.length === 0 ? [] : [' Check these transfers:  nnplans check']),
    ' Look at everything:     nnplans audit',
  ];
  return `${lines.join('\n')}\n`;
}
