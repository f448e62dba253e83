import { unexpectedGlobal } from '../../rules/model/unexpected-global.js';
import { runRules } from '../engine/run.js';
import type { PickledFile } from '../workspace/pickle-subjects.js';

/**
 * What is to be said of files before anybody opens them, by commands that run no other rule.
 * @param knownGlobals of the config, as `module name`
 */
export function alarmsOf(files: Iterable<PickledFile>, knownGlobals: ReadonlySet<string>): readonly string[] {
  const { findings } = runRules({ rules: [unexpectedGlobal], subjects: files, knownGlobals, nameFile: (file) => file });
  return [...new Set(findings.map(({ message }) => message))];
}
