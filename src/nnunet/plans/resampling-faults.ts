import type { JsonValue } from '../../io/json/value.js';
import { member } from '../../io/json/value.js';
import { type ArgumentFault, resamplingArgumentFaults } from '../installation/resampling-arguments.js';
import { text } from '../values/numbers.js';
import type { Configuration } from './configuration.js';
import type { Plans } from './plans.js';
import { resamplingNeed } from './resampling-need.js';

export type ResampledKind = 'data' | 'seg' | 'probabilities';

/** What rules know of a configuration whose resampling is judged. */
export interface ResamplingSubject {
  readonly configuration: Configuration;
  readonly plansFile: {
    readonly plans: Plans;
    readonly document: { isFloat(pointer: string): boolean };
    readonly dataset: { readonly fingerprint: { readonly value: JsonValue | undefined } } | undefined;
  };
}

/** A fault in the arguments of one resampling function, with its place. */
export interface PlacedArgumentFault {
  readonly fault: ArgumentFault;
  readonly functionName: string;
  /** JSON pointer of the argument. */
  readonly at: string;
}

/** Faults in `resampling_fn_<kind>_kwargs` of a configuration. */
export function resamplingFaults(kind: ResampledKind, subject: ResamplingSubject): readonly PlacedArgumentFault[] {
  const { configuration, plansFile } = subject;
  const key = `resampling_fn_${kind}_kwargs`;
  const functionName = text(configuration.get(`resampling_fn_${kind}`));
  if (functionName === undefined || configuration.inheritanceProblem !== undefined) return [];
  const kwargs = configuration.get(key);
  const fingerprint = plansFile.dataset?.fingerprint.value;
  const need = () => resamplingNeed(plansFile.plans, configuration, fingerprint, member(kwargs, 'force_separate_z'));
  const isFloat = (name: string) => plansFile.document.isFloat(configuration.at(key, name));
  return resamplingArgumentFaults(functionName, kwargs, isFloat, need).map((fault) => ({
    fault,
    functionName,
    at: configuration.at(key, fault.name),
  }));
}
