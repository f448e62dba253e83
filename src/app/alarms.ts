import { unexpectedGlobal } from '../../rules/model/unexpected-global.js';
import { defaultTolerances } from '../nnunet/compare/tolerances.js';
import type { PickledFile } from '../workspace/pickle-subjects.js';

/**
 * What `model/unexpected-global` has to say of files, worst first, for commands that run no rules.
 * @param knownGlobals of the config, as `module name`
 */
export function alarmsOf(files: Iterable<PickledFile>, knownGlobals: ReadonlySet<string>): readonly string[] {
  const context = {
    options: {},
    direction: 'pretraining-to-finetuning',
    knownClasses: new Set<string>(),
    knownGlobals,
    tolerances: defaultTolerances,
    nnunet: undefined,
    installation: undefined,
  } as const;
  const alarms = new Set<string>();
  for (const file of files) {
    for (const found of unexpectedGlobal.check(file, context)) if ('text' in found) alarms.add(found.text);
  }
  return [...alarms];
}
