import { UsageError } from '../../app/trouble.js';
import { argumentsOf, fixing, optionsOf } from '../audit-parts.js';
import type { Command } from '../command.js';
import { reportOptions } from '../common-options.js';
import { outputsOf } from '../conclude.js';
import { exitCodes } from '../exit-codes.js';
import type { Options } from '../option.js';
import { settingOf } from '../setting.js';
import { slurmScript } from '../slurm-script.js';
import { audit } from './audit.js';

const own: Options = {
  parts: { takes: 'number', value: 'N', describe: 'in how many parts, each a job of the array; default: 8' },
  folder: {
    takes: 'text',
    value: 'FOLDER',
    describe: 'for parts, logs and reports, on a disk that all nodes see; default: nnplans-audit',
  },
  sbatch: {
    takes: 'several',
    value: 'OPTION',
    describe: 'option of sbatch for all jobs, such as partition=cpu; may be repeated',
  },
  submit: { takes: 'nothing', describe: 'submit it, instead of printing it' },
};

const notHere = [...fixing, 'shard', 'jobs', 'print-config'];

export const slurm: Command = {
  name: 'slurm',
  summary: 'Write a job script for Slurm that audits in parts on many nodes.',
  details:
    'Prints a script for bash: it submits an array of jobs, each of which looks at its part, and a job behind them that puts the parts together. ' +
    'Read it, then run it, or say --submit. The exit code of the last job is that of the audit. Everything that nnplans audit and nnplans report take can be said ' +
    'here. Without -o the report is written into the folder as report.txt, report.json and report.html.',
  positionals: [
    { name: 'audit', describe: 'what is to be done', required: true, choices: ['audit'] },
    { name: 'PATH', describe: 'what to look through', many: true },
  ],
  options: {
    ...own,
    ...Object.fromEntries(Object.entries(audit.options).filter(([name]) => !notHere.includes(name))),
  },
  examples: [
    ['nnplans slurm audit --parts 32 --sbatch partition=cpu --sbatch time=1:00:00', 'print it'],
    ['nnplans slurm audit --parts 32 | bash', 'submit it'],
    ['nnplans slurm audit --parts 32 --submit', 'the same'],
  ],
  async run(given, terminal) {
    const parts = given.number('parts') ?? 8;
    if (parts < 1 || parts > 10_000) throw new UsageError(`--parts is ${parts}; 1 to 10000 may be asked for.`);
    const sbatch = given.texts('sbatch').map((option) => {
      if (/^(--)?[a-z][a-z-]*(=[^\0]*)?$/s.test(option)) return `--${option.replace(/^--/, '')}`;
      throw new UsageError(`--sbatch is ${option}; an option such as partition=cpu was expected.`);
    });
    const folder = given.text('folder') ?? 'nnplans-audit';
    const [, ...paths] = given.positionals;
    // What does not hold is told now, and not by every job.
    outputsOf(given);
    await settingOf(given, terminal);
    const script = slurmScript({
      cwd: terminal.cwd,
      parts,
      folder: folder.startsWith('-') ? `./${folder}` : folder,
      // A job may have another environment.
      environment: ['nnUNet_raw', 'nnUNet_preprocessed', 'nnUNet_results'].flatMap((name) => {
        const value = terminal.env[name];
        return value === undefined ? [] : [`${name}=${value}`];
      }),
      audit: argumentsOf(audit.options, { ...given, positionals: paths }, notHere),
      report: [
        ...optionsOf(Object.keys(reportOptions), reportOptions, given),
        ...(given.texts('output').length > 0 || given.text('format') !== undefined
          ? []
          : ['table=report.txt', 'json=report.json', 'html=report.html'].map(
              (output) => `--output=${output.replace('=', `=${folder}/`)}`,
            )),
      ],
      sbatch,
    });
    if (!given.flag('submit')) {
      terminal.stdout.write(script);
      return exitCodes.clean;
    }
    const { code, problem } = await terminal.handOver({ words: ['bash', '-c', script], environment: new Map() });
    if (problem !== undefined) throw new UsageError(`The script cannot be run: ${problem}.`);
    return code === 0 ? exitCodes.clean : exitCodes.trouble;
  },
};
