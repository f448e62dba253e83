import type { Storage } from '../../io/storage.js';
import { relativeTo } from '../../workspace/paths.js';
import { openReach } from '../../workspace/reach.js';
import { type Judgement, judge } from '../judge.js';
import type { Setting } from '../setting.js';
import { notLookedInto, scopeOf } from './scope.js';
import { scopeEntries, scopeSubjects } from './subjects.js';

/**
 * Looks through what lies at some paths.
 * @param paths none: the preprocessed root of the setting
 * @throws Unresolved when a path leads nowhere, or to nothing that can be looked at
 */
export function runAudit(paths: readonly string[], setting: Setting, storage: Storage, cwd: string): Judgement {
  const reach = openReach({ storage, cwd, roots: setting.roots, isComplete: true });
  const scope = scopeOf(reach, paths);
  return judge(setting, {
    command: 'audit',
    cwd,
    subjects: scopeSubjects(scope, reach.storage),
    notChecked: () => notLookedInto(reach, scope.skipped),
    overview: () => ({ subjects: scopeEntries(scope, (file) => relativeTo(cwd, file)) }),
  });
}
