import { version as packageVersion } from '../package.json';
import type { RuleId } from '../rules/ids.js';
import { rules as allRules } from '../rules/index.js';
import type { RuleOptions } from '../rules/options.js';
import { runAudit } from './app/audit/run-audit.js';
import { runCheck, runConfiguredChecks } from './app/check/run-check.js';
import type { CheckRequest } from './app/check/transfer-of.js';
import { diffSideOf } from './app/diff/diff-operand.js';
import { runDiff } from './app/diff/run-diff.js';
import { type Judgement, nothingChecked } from './app/judge.js';
import { librarySetting, refuseUnknown } from './app/library-setting.js';
import { runMatch } from './app/match/run-match.js';
import { matchScope } from './app/match/scope.js';
import type { Setting } from './app/setting.js';
import { Trouble } from './app/trouble.js';
import type { PlansDiff } from './diff/change.js';
import type { Report } from './engine/report.js';
import type { Direction, Rule } from './engine/rule.js';
import type { Severity } from './engine/severity.js';
import { nodeStorage } from './io/node-storage.js';
import type { Storage } from './io/storage.js';
import type { WeightsMatch } from './report/weights-match.js';
import { openReach } from './workspace/reach.js';
import type { RootFolders } from './workspace/workspace.js';

export type { RuleId } from '../rules/ids.js';
export type { RuleOptions } from '../rules/options.js';
export type { CheckRequest } from './app/check/transfer-of.js';
export type { Change, PlansDiff } from './diff/change.js';
export { type Family, familiesOf } from './engine/causes.js';
export type {
  Comparison,
  Finding,
  Location,
  NnunetEntry,
  NotCheckedEntry,
  RelatedLocation,
  Report,
  SubjectEntry,
  Summary,
} from './engine/report.js';
export type { Direction } from './engine/rule.js';
export { memoryStorage } from './io/memory-storage.js';
export type { Storage } from './io/storage.js';
export type { Verdict as DiffVerdict } from './nnunet/compare/verdicts.js';
export * from './own-rules.js';
export type { MatchResult, MatchSource, MatchTarget, MatchVerdict, WeightsMatch } from './report/weights-match.js';
export { type ErrorCode, NnplansError } from './workspace/nnplans-error.js';
export type { RootFolders } from './workspace/workspace.js';

export const version: string = packageVersion;

/** Every rule of nnplans, by area and name. With rules of your own: `check(request, { rules: [...rules, mine] })`. */
export const rules: readonly Rule[] = allRules;

/** Severity of a rule, or severity and options, as `"rules"` of a config has them. */
export type RuleSettings = {
  readonly [Id in RuleId]?:
    | Severity
    | 'off'
    | (Id extends keyof RuleOptions ? readonly [severity: Severity | 'off', options: RuleOptions[Id]] : never);
};

/** What the command line takes from options, config and environment. Here nothing is taken from anywhere but this. */
export interface RunOptions {
  /** nnU-Net's folders, absolute or relative to `cwd`. */
  readonly roots?: RootFolders;
  /** The rules to run; all where left out. */
  readonly rules?: readonly Rule[];
  /** Severity and options by the rule's name. */
  readonly settings?: RuleSettings;
  /** The way in which plans are meant to travel. */
  readonly direction?: Direction;
  /** Class names that a fork brings along. */
  readonly knownClasses?: Iterable<string>;
  /** Class of the trainer that is to finetune; nnUNetTrainer where left out. */
  readonly trainer?: string;
  /** A config file, absolute or relative to `cwd`. None is looked for. */
  readonly config?: string;
  /** Classes and functions of a fork that pickles may name, exactly: `my_fork.layers.Scale`. */
  readonly knownGlobals?: Iterable<string>;
  /** The nnU-Net that is used: a range of versions such as `>=2.5`, or a folder with it, relative to `cwd`. */
  readonly nnunet?: string;
  /** Where files are read from; the local disk where left out. */
  readonly storage?: Storage;
  /** Where relative paths start, and what paths in the report are relative to. */
  readonly cwd?: string;
}

const optionNames: readonly string[] = Object.keys({
  roots: true,
  rules: true,
  settings: true,
  direction: true,
  knownClasses: true,
  knownGlobals: true,
  nnunet: true,
  trainer: true,
  config: true,
  storage: true,
  cwd: true,
} satisfies Record<keyof RunOptions, true>);

const requestNames: readonly string[] = Object.keys({
  source: true,
  target: true,
  sourcePlans: true,
  targetPlans: true,
  configurations: true,
  checkpoint: true,
  trainer: true,
} satisfies Record<keyof CheckRequest, true>);

/**
 * Checks one transfer, as `nnplans check` does.
 *
 * @example
 * ```ts
 * const report = check({ source: '121', target: '122', targetPlans: 'PretrainedPlans' }, { roots: { preprocessed: 'nnUNet_preprocessed' } });
 * if (report.verdict !== 'start') process.exitCode = 1;
 * ```
 * @param request left out: every transfer that the config lists
 * @returns the report that `--format json` prints
 * @throws NnplansError `unresolved` when a name or path of the request leads nowhere, `usage` or `config` when an option or the config does not hold,
 * `nothing-checked`, `rule-failed`
 */
export function check(request?: CheckRequest, options: RunOptions = {}): Report {
  const { setting, storage, cwd } = prepared(options);
  if (request === undefined) {
    if (setting.transfers.length === 0)
      throw new Trouble('No transfer is named, and no config lists any.', [], 'usage');
    return concluded(runConfiguredChecks(setting, storage, cwd));
  }
  refuseUnknown('part of a request', request, requestNames);
  return concluded(runCheck({ trainer: options.trainer, ...request }, setting, storage, cwd));
}

/**
 * Looks through preprocessed folders, plans files, models or repositories, as `nnplans audit` does.
 *
 * @example
 * ```ts
 * for (const { rule, message, location } of audit(['.']).findings) console.log(location?.file, rule, message);
 * ```
 * @param paths absolute or relative to `cwd`; none: the preprocessed root of the options
 * @returns the report that `--format json` prints
 * @throws NnplansError as {@link check}
 */
export function audit(paths: readonly string[], options: RunOptions = {}): Report {
  const { setting, storage, cwd } = prepared(options);
  return concluded(runAudit(paths, setting, storage, cwd));
}

/**
 * Compares two plans, as `nnplans diff` does.
 *
 * @example
 * ```ts
 * const { verdicts, changes } = diff('main:plans/nnUNetPlans.json', 'plans/nnUNetPlans.json');
 * ```
 * @param a plans file, `FILE#configuration`, checkpoint or `REVISION:FILE`
 * @throws NnplansError when one of them leads to no plans
 */
export function diff(a: string, b: string, options: Pick<RunOptions, 'storage' | 'cwd'> = {}): PlansDiff {
  const { storage, cwd } = prepared(options);
  return runDiff(diffSideOf(storage, cwd, a), diffSideOf(storage, cwd, b));
}

/**
 * Finds what can load some weights, as `nnplans match` does.
 *
 * @example
 * ```ts
 * const { targets, results } = match(['fold_0/checkpoint_final.pth', 'nnUNet_preprocessed']);
 * const loading = results.filter(({ verdict }) => verdict === 'loads').map(({ target }) => targets[target]);
 * ```
 * @param paths checkpoints and model folders, then where to look; the preprocessed root where nothing of the kind is named
 * @throws NnplansError when a path leads nowhere, or when there are no weights or no plans
 */
export function match(
  paths: readonly string[],
  options: Pick<RunOptions, 'storage' | 'cwd' | 'roots' | 'trainer'> = {},
): WeightsMatch {
  const { setting, storage, cwd } = prepared(options);
  const reach = openReach({ storage, cwd, roots: setting.roots, isComplete: true });
  return runMatch(matchScope(reach, paths), options.trainer ?? 'nnUNetTrainer', cwd);
}

function prepared(options: RunOptions): { readonly setting: Setting; readonly storage: Storage; readonly cwd: string } {
  refuseUnknown('option', options, optionNames);
  const cwd = options.cwd ?? process.cwd().replaceAll('\\', '/');
  const storage = options.storage ?? nodeStorage();
  const today = () => new Date().toISOString().slice(0, 10);
  return { cwd, storage, setting: librarySetting(options, allRules, { storage, cwd, today }) };
}

/** Silence must not pass for a clean result. */
function concluded({ report, crashes, checks }: Judgement): Report {
  if (checks === 0) throw nothingChecked();
  const [crash] = crashes;
  if (crash === undefined) return report;
  const { rule, subject, definedIn = 'nnplans', message } = crash;
  const others = crashes.slice(1).map((other) => `Also ${other.rule} on ${other.subject}: ${other.message}`);
  throw new Trouble(`Rule ${rule} failed on ${subject}, a fault of ${definedIn}: ${message}`, others, 'rule-failed');
}
