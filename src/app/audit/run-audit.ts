import { type Coverage, isAtOrBelowSome } from '../../engine/step.js';
import type { Storage } from '../../io/storage.js';
import { relativeTo } from '../../workspace/paths.js';
import { openReach, type Reach } from '../../workspace/reach.js';
import { type Judgement, judge } from '../judge.js';
import type { Setting } from '../setting.js';
import { type ProgressBar, withProgress } from './progress.js';
import { leftAside, notLookedInto, notUnderstood, type Scope, scopeOf } from './scope.js';
import { scopeEntries, scopeSubjects } from './subjects.js';

/**
 * Looks through what lies at some paths.
 * @param paths none: the preprocessed root of the setting
 * @param bar shows how far it is, where somebody watches
 * @throws Unresolved when a path leads nowhere, or to nothing that can be looked at
 */
export function runAudit(
  paths: readonly string[],
  setting: Setting,
  storage: Storage,
  cwd: string,
  bar?: ProgressBar,
): Judgement {
  const reach = openReach({ storage, cwd, roots: setting.roots, isComplete: true });
  const scope = scopeOf(reach, paths);
  const subjects = scopeSubjects(scope, reach.storage);
  const coverage = coverageOf(paths, scope, reach, setting);
  return judge(setting, {
    command: 'audit',
    cwd,
    storage,
    judged: coverage.paths,
    subjects: bar === undefined ? subjects : withProgress(subjects, scope.datasets.length, bar),
    coverage,
    notChecked: () => [...notLookedInto(reach, scope), ...notUnderstood(scope), ...leftAside(reach, scope)],
    overview: () => ({ subjects: scopeEntries(scope, (file) => relativeTo(cwd, file)) }),
  });
}

/** The paths that were asked for, with the models of their datasets. Without any, an audit looks at all that there is. */
function coverageOf(
  typed: readonly string[],
  { roots, datasets }: Scope,
  reach: Reach,
  { configFolder, baseline }: Setting,
): Coverage {
  const paths = [
    ...typed.map(reach.absolute),
    ...roots.flatMap(({ preprocessed }) => preprocessed ?? []),
    ...datasets.flatMap(({ resultsFolder }) => resultsFolder ?? []),
  ];
  const { preprocessed, results } = reach.roots;
  const all = [configFolder ?? reach.cwd, baseline?.folder, preprocessed, results].flatMap((path) => path ?? []);
  const isWhole = typed.length === 0 || all.every((path) => isAtOrBelowSome(path, paths));
  return { paths, isWhole, transfers: false };
}
