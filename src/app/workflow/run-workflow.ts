import type { Storage } from '../../io/storage.js';
import { findScripts } from '../../workspace/find-scripts.js';
import { shown } from '../../workspace/identify.js';
import { type OpenedScript, openScript } from '../../workspace/open-script.js';
import { relativeTo } from '../../workspace/paths.js';
import { openReach } from '../../workspace/reach.js';
import type { Script } from '../../workspace/script-subjects.js';
import { Unresolved } from '../../workspace/unresolved.js';
import { notLookedInto } from '../audit/scope.js';
import { type Judgement, judge } from '../judge.js';
import type { Setting } from '../setting.js';
import { Trouble } from '../trouble.js';
import { scriptEntry, unresolvedEntries } from './entries.js';

/**
 * Reads scripts and lets the rules judge them.
 * @param paths as typed
 * @param mayBeEmpty whether it is all right when no script starts a command of nnU-Net (`--allow-empty`)
 * @throws Unresolved when a path leads to no script
 * @throws Trouble when none does, and that is not all right
 */
export function runWorkflow(
  paths: readonly string[],
  setting: Setting,
  storage: Storage,
  cwd: string,
  mayBeEmpty: boolean,
): Judgement {
  const reach = openReach({ storage, cwd, roots: setting.roots, isComplete: false });
  const files = [...new Set(paths.flatMap((path) => findScripts(reach, path)))];
  const opened: OpenedScript[] = [];
  for (const file of files) {
    const script = openScript(reach, file, setting.nnunet.versions);
    if (script !== undefined) opened.push(script);
    else if (files.length === 1) {
      throw new Unresolved(`${shown(reach, file)} is no script that nnplans reads.`, [
        'It reads shell scripts, job files, Makefiles and Jupyter notebooks.',
      ]);
    }
  }
  // What another script runs has been read there, with the values that it is given.
  const parts = new Set(opened.flatMap((script) => script.files));
  const own = opened.filter(({ file, scripts }) => !parts.has(file) && scripts.length > 0);
  if (own.length === 0 && !mayBeEmpty) {
    const what = files.length === 1 ? shown(reach, files[0] ?? '') : `None of these ${files.length} scripts`;
    const notes = opened.flatMap((script) => script.notes.map((note) => `${shown(reach, script.file)}, ${note}.`));
    const asFar = notes.length > 0 ? ', as far as they could be followed' : '';
    throw new Trouble(`${what} starts ${files.length === 1 ? 'no' : 'a'} command of nnU-Net${asFar}.`, [
      ...notes.slice(0, 5),
      'Commands of nnU-Net v2 are called nnUNetv2_train, nnUNetv2_preprocess and so on.',
    ]);
  }
  const scripts: readonly Script[] = own.flatMap((one) => one.scripts);
  return judge(setting, {
    command: 'workflow',
    cwd,
    storage: reach.storage,
    judged: [],
    subjects: scripts,
    coverage: { paths: own.map(({ file }) => file), isWhole: false, transfers: false },
    notChecked: () => [...notLookedInto(reach), ...scripts.flatMap(unresolvedEntries)],
    overview: () => ({ subjects: own.map((one) => scriptEntry(one, (file) => relativeTo(cwd, file))) }),
  });
}
