import { rules as allRules } from '../rules/index.js';
import { runAudit } from './app/audit/run-audit.js';
import { runCheck } from './app/check/run-check.js';
import type { CheckRequest } from './app/check/transfer-of.js';
import { diffSideOf } from './app/diff/diff-operand.js';
import { nnunetInUse } from './app/find-nnunet.js';
import { runMatch } from './app/match/run-match.js';
import { matchScope } from './app/match/scope.js';
import { type NnunetInUse, nnunetNotFound } from './app/nnunet-in-use.js';
import { type Setting, settingWithout } from './app/setting.js';
import type { PlansDiff } from './diff/change.js';
import { diffPlans } from './diff/diff-plans.js';
import type { Report } from './engine/report.js';
import type { Direction, Rule } from './engine/rule.js';
import type { RuleSetting } from './engine/rule-setting.js';
import { nodeStorage } from './io/node-storage.js';
import type { Storage } from './io/storage.js';
import { globalTarget } from './nnunet/checkpoint/pickle-dangers.js';
import { nnunetChoice } from './nnunet/installation/choice.js';
import type { WeightsMatch } from './report/weights-match.js';
import { absolutePath } from './workspace/paths.js';
import { openReach } from './workspace/reach.js';
import type { RootFolders } from './workspace/workspace.js';

export type { CheckRequest } from './app/check/transfer-of.js';
export { Trouble } from './app/trouble.js';
export type { Change, PlansDiff, Verdict } from './diff/change.js';
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
export type { RuleSetting } from './engine/rule-setting.js';
export { memoryStorage } from './io/memory-storage.js';
export type { Storage } from './io/storage.js';
export * from './own-rules.js';
export type { MatchResult, MatchSource, MatchTarget, MatchVerdict, WeightsMatch } from './report/weights-match.js';
export { Unresolved } from './workspace/unresolved.js';
export type { RootFolders } from './workspace/workspace.js';

/** Every rule of nnplans, by area and name. With rules of your own: `check(request, { rules: [...rules, mine] })`. */
export const rules: readonly Rule[] = allRules;

/** What the command line takes from options, config and environment. Here nothing is taken from anywhere but this. */
export interface RunOptions {
  /** nnU-Net's folders, absolute or relative to `cwd`. */
  readonly roots?: RootFolders;
  /** The rules to run; all where left out. */
  readonly rules?: readonly Rule[];
  /** Severity and options by the rule's name. */
  readonly settings?: ReadonlyMap<string, RuleSetting>;
  readonly direction?: Direction;
  readonly knownClasses?: Iterable<string>;
  /** Classes and functions of a fork that pickles may name, exactly: `my_fork.layers.Scale`. */
  readonly knownGlobals?: Iterable<string>;
  /** The nnU-Net that is used: a range of versions such as `>=2.5`, or a folder with it, relative to `cwd`. */
  readonly nnunet?: string;
  /** Where files are read from; the local disk where left out. */
  readonly storage?: Storage;
  /** Where relative paths start, and what paths in the report are relative to. */
  readonly cwd?: string;
}

/**
 * Checks one transfer, as `nnplans check` does.
 *
 * @example
 * ```ts
 * const report = check({ source: '121', target: '122', targetPlans: 'PretrainedPlans' }, { roots: { preprocessed: 'nnUNet_preprocessed' } });
 * const mayStart = report.summary.error === 0;
 * ```
 * @returns the report that `--format json` prints
 * @throws Unresolved when a name or path of the request leads nowhere
 */
export function check(request: CheckRequest, options: RunOptions = {}): Report {
  const { setting, storage, cwd } = prepared(options);
  return runCheck(request, setting, storage, cwd).report;
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
 * @throws Unresolved when a path leads nowhere, or to nothing that can be looked at
 */
export function audit(paths: readonly string[], options: RunOptions = {}): Report {
  const { setting, storage, cwd } = prepared(options);
  return runAudit(paths, setting, storage, cwd).report;
}

/**
 * Compares two plans, as `nnplans diff` does.
 *
 * @example
 * ```ts
 * const { verdicts, changes } = diff('main:plans/nnUNetPlans.json', 'plans/nnUNetPlans.json');
 * ```
 * @param a plans file, `FILE#configuration`, checkpoint or `REVISION:FILE`
 * @throws Trouble when one of them leads to no plans
 */
export function diff(a: string, b: string, options: Pick<RunOptions, 'storage' | 'cwd'> = {}): PlansDiff {
  const { storage, cwd } = prepared(options);
  return diffPlans(diffSideOf(storage, cwd, a), diffSideOf(storage, cwd, b));
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
 * @param trainer of the finetuning
 * @throws Unresolved when a path leads nowhere, Trouble when there are no weights or no plans
 */
export function match(
  paths: readonly string[],
  options: Pick<RunOptions, 'storage' | 'cwd' | 'roots'> = {},
  trainer = 'nnUNetTrainer',
): WeightsMatch {
  const { setting, storage, cwd } = prepared(options);
  const reach = openReach({ storage, cwd, roots: setting.roots, isComplete: true });
  return runMatch(matchScope(reach, paths), trainer, cwd);
}

function nnunetOf(written: string | undefined, cwd: string, storage: Storage): NnunetInUse {
  if (written === undefined) return nnunetNotFound;
  const choice = nnunetChoice(written, (path) => absolutePath(cwd, path));
  return nnunetInUse(choice, 'the option nnunet', { storage, cwd, env: {} });
}

function prepared(options: RunOptions): { readonly setting: Setting; readonly storage: Storage; readonly cwd: string } {
  const cwd = options.cwd ?? process.cwd().replaceAll('\\', '/');
  const storage = options.storage ?? nodeStorage();
  const { raw, preprocessed, results } = options.roots ?? {};
  const absolute = (path: string | undefined) => (path === undefined ? undefined : absolutePath(cwd, path));
  return {
    cwd,
    storage,
    setting: settingWithout({
      roots: { raw: absolute(raw), preprocessed: absolute(preprocessed), results: absolute(results) },
      rules: options.rules ?? allRules,
      settings: options.settings ?? new Map(),
      direction: options.direction,
      knownClasses: new Set(options.knownClasses),
      knownGlobals: new Set([...(options.knownGlobals ?? [])].map(globalTarget)),
      nnunet: nnunetOf(options.nnunet, cwd, storage),
    }),
  };
}
