import { type ActOf, isAct, isOther, isSame, type Turn } from './acts.js';
import { commonIdentifiers } from './default-names.js';
import { type History, type Maker, makes, type Training } from './history.js';
import type { Named } from './named.js';
import type { WeightsOrigin } from './weights-origin.js';

/**
 * How plans of a finetuning and of the pretraining that its weights come from belong together, as far as a script shows:
 * - `to finetuning`: plans of the pretraining were moved to the finetuning dataset
 * - `to pretraining`: the other way round, and the pretraining is run with them
 * - `too late`: the other way round, but the weights are those of another or an earlier training
 * - `other pretraining plans`, `other finetuning plans`: plans were moved, but one side was trained with others
 * - `apart`: the finetuning dataset was planned by itself
 * - `same dataset`, `unknown`: there is nothing to tell
 */
export type Course<C extends Turn> =
  | {
      readonly kind:
        | 'to finetuning'
        | 'to pretraining'
        | 'too late'
        | 'other pretraining plans'
        | 'other finetuning plans';
      readonly move: ActOf<C, 'move'>;
    }
  | { readonly kind: 'apart'; readonly plan: Maker<C> }
  | { readonly kind: 'same dataset' | 'unknown' };

/** The model that weights come from. */
export interface Pretraining {
  readonly dataset: Named;
  /** `undefined` where nobody knows which of its plans it was trained with. */
  readonly plans: Named | undefined;
}

/** The pretraining of a finetuning: what the path of its weights says, or else the only other training of the script before it. */
export function pretrainingOf<C extends Turn>(
  history: History<C>,
  training: Training<C>,
  weights: WeightsOrigin,
): Pretraining | undefined {
  if (weights.dataset !== undefined) return { dataset: weights.dataset, plans: weights.plans };
  const others = history
    .before(training)
    .filter((act): act is Training<C> => isAct(act, 'train') && isOther(act.step.dataset, training.step.dataset));
  const [first] = others;
  const dataset = first?.step.dataset;
  if (dataset === undefined || others.some(({ step }) => !isSame(step.dataset, dataset))) return undefined;
  const plans = others.every(({ step }) => isSame(step.plans, first?.step.plans)) ? first?.step.plans : undefined;
  return { dataset, plans };
}

export function courseOf<C extends Turn>(
  history: History<C>,
  finetuning: Training<C>,
  pretraining: Pretraining,
): Course<C> {
  const { dataset, plans } = finetuning.step;
  if (dataset === undefined || isSame(dataset, pretraining.dataset)) return { kind: 'same dataset' };
  const before = history.before(finetuning);
  const between = (source: Named, target: Named) =>
    before.filter(
      (act): act is ActOf<C, 'move'> =>
        isAct(act, 'move') && isSame(act.step.source, source) && isSame(act.step.dataset, target),
    );
  const moved = between(pretraining.dataset, dataset);
  const forward = moved.filter(({ step }) => !isOther(step.plans, plans));
  const [move] = forward;
  if (move !== undefined) {
    const fits = forward.some(
      ({ step }) => isModelsOwn(step.sourcePlans) || !isOther(step.sourcePlans, pretraining.plans),
    );
    return { kind: fits ? 'to finetuning' : 'other pretraining plans', move };
  }
  // They were moved and are not used: that is a matter of names.
  if (moved.length > 0) return { kind: 'unknown' };
  const backward = between(dataset, pretraining.dataset);
  const [first] = backward;
  if (first !== undefined) return backwardCourse(history, finetuning, pretraining, backward, first);
  const maker = before.findLast((act) => makes(act, dataset, plans));
  return maker !== undefined && isAct(maker, 'plan') && maker.step.isStock
    ? { kind: 'apart', plan: maker }
    : { kind: 'unknown' };
}

function backwardCourse<C extends Turn>(
  history: History<C>,
  finetuning: Training<C>,
  pretraining: Pretraining,
  moves: readonly ActOf<C, 'move'>[],
  first: ActOf<C, 'move'>,
): Course<C> {
  const trainedWith = moves.filter(({ step }) => !isOther(step.plans, pretraining.plans));
  const [move] = trainedWith;
  if (move === undefined) return { kind: 'too late', move: first };
  if (!trainedWith.some(({ step }) => !isOther(step.sourcePlans, finetuning.step.plans)))
    return { kind: 'other finetuning plans', move };
  const isRun = history
    .before(finetuning)
    .some(
      (act) =>
        isAct(act, 'train') &&
        act.index > move.index &&
        isSame(act.step.dataset, pretraining.dataset) &&
        !isOther(act.step.plans, move.step.plans),
    );
  // A model whose name holds a name of its own was trained after the move; one of a default name may be older.
  const isNamed =
    isSame(pretraining.plans, move.step.plans) && !commonIdentifiers.has(move.step.plans?.text ?? 'nnUNetPlans');
  return { kind: isRun || isNamed ? 'to pretraining' : 'too late', move };
}

/** `plans.json` of a model folder, copied to where the move finds it. */
function isModelsOwn(plans: Named | undefined): boolean {
  return plans?.text === 'plans';
}
