import { intentOf } from '../nnunet/command-line/intent.js';
import { jobsOf, modelOf } from './job.js';
import { lazy } from './lazy.js';
import type { ScriptCommand } from './script-subjects.js';

/** A command as it stands somewhere, with what it is going to do and what of that exists: looked up when first asked for. */
export function scriptCommand(found: Omit<ScriptCommand, 'intent' | 'jobs' | 'model'>): ScriptCommand {
  const intent = intentOf(found.invocation);
  const jobs = lazy(() => jobsOf(intent, found.surroundings));
  const model = lazy(() => modelOf(intent, jobs(), found.surroundings));
  return {
    ...found,
    intent,
    get jobs() {
      return jobs();
    },
    get model() {
      return model();
    },
  };
}
