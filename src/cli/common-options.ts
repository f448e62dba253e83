import { limitNames } from '../budget.js';
import { directions } from '../engine/config.js';
import { severities } from '../engine/severity.js';
import { formatNames } from '../report/format.js';
import type { Options } from './option.js';

/** Where nnU-Net's folders are. */
export const rootOptions: Options = {
  preprocessed: { takes: 'text', value: 'FOLDER', describe: 'nnUNet_preprocessed, if not from the environment' },
  raw: { takes: 'text', value: 'FOLDER', describe: 'nnUNet_raw' },
  results: { takes: 'text', value: 'FOLDER', describe: 'nnUNet_results' },
};

/** Of every command that reads what others wrote. */
export const limitOption: Options = {
  limit: {
    takes: 'several',
    value: 'NAME=N',
    describe: `read more than usual, or less; may be repeated. NAME: ${limitNames.join(', ')}`,
  },
};

/** Of every command that judges by a version of nnU-Net. */
export const nnunetOption: Options = {
  nnunet: {
    takes: 'text',
    value: 'WHICH',
    describe: 'nnU-Net in use: a folder with it, versions such as ">=2.5", or "none"; default: the one on the PATH',
  },
};

/** Of every command that knows rules. */
export const ownRulesOption: Options = {
  rules: {
    takes: 'several',
    value: 'DIR',
    describe: 'folder with rules of your own, whose code is run; may be repeated',
  },
};

/** What becomes of a report, and what of it counts. */
export const reportOptions: Options = {
  format: { takes: 'text', value: 'NAME', choices: formatNames, describe: 'format on standard output' },
  output: {
    takes: 'several',
    value: 'NAME[=FILE]',
    alias: ['o'],
    describe: 'format, into a file; may be repeated',
  },
  'fail-on': {
    takes: 'text',
    value: 'SEVERITY',
    choices: [...severities, 'never'],
    describe: 'severity from which the exit code is 1; default: error',
  },
  'max-warnings': { takes: 'number', value: 'N', describe: 'exit code 1 when there are more warnings' },
  all: { takes: 'nothing', describe: 'in full: what follows from a mistake, notes, and every place' },
  quiet: { takes: 'nothing', describe: 'print errors only, and nothing when there are none' },
  'allow-empty': { takes: 'nothing', describe: 'exit code 0 even when there was nothing to check' },
  'no-color': { takes: 'nothing', describe: 'no colour, as with the environment variable NO_COLOR' },
};

/** Of every command that runs rules. */
export const runOptions: Options = {
  ...rootOptions,
  ...limitOption,
  ...nnunetOption,
  direction: {
    takes: 'text',
    value: 'WAY',
    choices: directions,
    describe: 'the direction in which you mean to move plans',
  },
  rule: { takes: 'several', value: 'ID', describe: 'only this rule, or this area of rules; may be repeated' },
  ...ownRulesOption,
  config: {
    takes: 'text',
    value: 'FILE',
    describe: 'config file, or "none"; default: the nearest nnplans.config.json',
  },
  'print-config': {
    takes: 'text',
    value: 'PATH',
    describe: 'print what the config means for a file, as JSON, and check nothing',
  },
  baseline: { takes: 'text', value: 'FILE', describe: 'findings that are known and no longer count' },
  'update-baseline': { takes: 'nothing', describe: 'write the baseline again: all present findings become known' },
  ...reportOptions,
};

/** Of the commands that judge what a repository keeps. */
export const sinceOption: Options = {
  since: { takes: 'text', value: 'REV', describe: 'only what this revision of git did not have' },
};
