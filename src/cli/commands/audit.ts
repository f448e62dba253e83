import type { ProgressBar } from '../../app/audit/progress.js';
import { runAudit } from '../../app/audit/run-audit.js';
import type { Judgement } from '../../app/judge.js';
import type { Setting } from '../../app/setting.js';
import type { Storage } from '../../io/storage.js';
import {
  argumentsOf,
  eachAlone,
  fixing,
  jobsOf,
  judgedByJobs,
  partFile,
  partOf,
  shareOf,
  writePart,
} from '../audit-parts.js';
import type { Command } from '../command.js';
import { runOptions, sinceOption } from '../common-options.js';
import { conclude, outputsOf } from '../conclude.js';
import { concludeFixed, fixOptions } from '../fixing.js';
import type { Options } from '../option.js';
import { progressBar } from '../progress-bar.js';
import { configOf, settingWith } from '../setting.js';
import { judgedSince } from '../since.js';
import type { Terminal } from '../terminal.js';

/** Where somebody watches: not in a pipe, and not in a CI job, whose log would keep every state of the bar. */
function progressOn({ progress, env }: Terminal): ProgressBar | undefined {
  const isLogged = !['', 'false', '0', undefined].includes(env['CI']) || env['TERM'] === 'dumb';
  return progress === undefined || isLogged ? undefined : progressBar(progress, () => performance.now());
}

const options: Options = {
  ...runOptions,
  ...sinceOption,
  ...fixOptions,
  shard: {
    takes: 'text',
    value: 'K/N',
    describe: 'look at part K of N only, and write it as JSON for nnplans report',
  },
  jobs: {
    takes: 'number',
    value: 'N',
    describe: 'so many processes at once, up to 128: faster where opening a file is slow, as on shared disks',
  },
};

export const audit: Command = {
  name: 'audit',
  summary: 'Look through preprocessed folders, plans files or a whole repository.',
  details:
    'Without a PATH: everything under nnUNet_preprocessed, with the models of these datasets under nnUNet_results. ' +
    'A PATH may be such a root, the folder of one dataset or model, a plans file, a checkpoint, or any folder that ' +
    'holds them somewhere, such as an experiment repository. On a terminal a bar shows how far it is.',
  positionals: [{ name: 'PATH', describe: 'what to look through', many: true }],
  options,
  examples: [
    ['nnplans audit', 'everything under nnUNet_preprocessed'],
    ['nnplans audit nnUNet_preprocessed/Dataset122_PancreasCT', 'one dataset'],
    ['nnplans audit . --format json', 'a repository that keeps plans, for a script'],
    ['nnplans audit . --since main', 'what this branch brings, compared with another'],
    ['nnplans audit . --baseline known.json', 'with a file of findings that are known'],
    ['nnplans audit --rule dataset/case-shape', 'one rule, with all its findings'],
  ],
  async run(given, terminal) {
    const shard = given.text('shard');
    const share = shard === undefined ? undefined : shareOf(shard);
    const outputs = share === undefined ? outputsOf(given) : [];
    if (share !== undefined) partFile(given);
    const found = await configOf(given, terminal);
    const setting = settingWith(found, given, terminal);
    const bar = given.flag('quiet') ? undefined : progressOn(terminal);
    const line = argumentsOf(options, given, ['shard', 'jobs', ...fixing]);
    const request = { given, line, found, setting };
    if (share !== undefined) return writePart(partOf(request, share, terminal, bar), given, terminal);
    const jobs = jobsOf(given);
    const { another } = terminal;
    if (another !== undefined && jobs > 1 && fixing.every((option) => !given.flag(option))) {
      return await conclude(await judgedByJobs(request, jobs, another, terminal, bar), outputs, given, terminal);
    }
    const of =
      (paths: readonly string[], progress?: ProgressBar) =>
      (under: Setting, storage: Storage): Judgement =>
        runAudit(paths, under, storage, terminal.cwd, progress);
    const paths = given.positionals;
    const parts = eachAlone(paths).map((own) => of(own));
    const judge = (storage: Storage) =>
      judgedSince({ whole: of(paths, bar), parts }, setting, given, { ...terminal, storage });
    return await concludeFixed(judge, outputs, given, terminal);
  },
};
