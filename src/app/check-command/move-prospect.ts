import type { Storage } from '../../io/storage.js';
import { NnplansError } from '../../workspace/nnplans-error.js';
import type { ScriptCommand } from '../../workspace/script-subjects.js';
import type { Setting } from '../setting.js';
import { type Prospect, prospectOf } from '../transfer/prospect.js';

/**
 * Both sides as they will stand once nnUNetv2_move_plans_between_datasets has run.
 * @returns `undefined` for other commands, and for a move that will not happen: what stops it, rules about commands tell
 */
export function moveProspect(
  { invocation, intent }: ScriptCommand,
  setting: Setting,
  storage: Storage,
  cwd: string,
): Prospect | undefined {
  if (intent.kind !== 'move' || invocation.asksForHelp || invocation.runsElsewhere) return undefined;
  const { source, target, sourcePlans, targetPlans } = intent;
  if (invocation.problems.length > 0 || source === undefined || target === undefined) return undefined;
  try {
    return prospectOf({ source, target, sourcePlans, targetPlans }, setting, storage, cwd);
  } catch (error) {
    if (error instanceof NnplansError) return undefined;
    throw error;
  }
}
