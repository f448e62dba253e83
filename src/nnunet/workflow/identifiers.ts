import { type ActOf, isAct, isOther, isSame, type Turn } from './acts.js';
import { pretrainingOf } from './direction.js';
import { type History, type Maker, makes, mayMake, type Preprocessing, type Training } from './history.js';
import { type Disk, hasPlans } from './on-disk.js';

/** A command that uses plans under a name that its dataset does not have them by, as far as the script tells. */
export interface WrongName<C extends Turn> {
  /** What wrote the plans that are probably meant. */
  readonly makers: readonly Maker<C>[];
  /** They were moved to another dataset under this name. */
  readonly otherDataset?: ActOf<C, 'move'>;
}

type Seeing = Turn & { readonly surroundings: Disk };

/**
 * Plans that a command takes although the script makes others for that dataset.
 * @returns `undefined` where the name is right, or may be
 */
export function wrongName<C extends Seeing>(
  history: History<C>,
  act: Preprocessing<C> | Training<C>,
): WrongName<C> | undefined {
  const { dataset, plans } = act.step;
  if (dataset === undefined || plans === undefined) return undefined;
  const before = history.before(act);
  const meant = isAct(act, 'train') ? movesForWeights(history, act) : [];
  if (meant.length > 0) return meant.some(({ step }) => !isOther(step.plans, plans)) ? undefined : { makers: meant };
  if (
    history.acts.some((other) => mayMake(other, dataset, plans)) ||
    hasPlans(act.command.surroundings, dataset, plans) === true
  ) {
    return undefined;
  }
  const otherDataset = before.find(
    (other): other is ActOf<C, 'move'> =>
      isAct(other, 'move') && isSame(other.step.source, dataset) && isSame(other.step.plans, plans),
  );
  if (otherDataset !== undefined) return { makers: [otherDataset], otherDataset };
  const makers = before.filter(
    (other): other is Maker<C> => isAct(other, 'plan', 'move') && isSame(other.step.dataset, dataset),
  );
  return makers.length === 0 || areUsed(history, makers, act) ? undefined : { makers };
}

/** Moves that brought the plans with which the weights of a training were trained, as far as datasets tell. */
function movesForWeights<C extends Turn>(history: History<C>, training: Training<C>): readonly ActOf<C, 'move'>[] {
  const { dataset, weights } = training.step;
  const pretraining = weights === undefined ? undefined : pretrainingOf(history, training, weights);
  return history
    .before(training)
    .filter(
      (act): act is ActOf<C, 'move'> =>
        isAct(act, 'move') && isSame(act.step.dataset, dataset) && isSame(act.step.source, pretraining?.dataset),
    );
}

/** Whether other commands of the same kind use the plans: then they are there for those. */
function areUsed<C extends Turn>(
  history: History<C>,
  makers: readonly Maker<C>[],
  act: Preprocessing<C> | Training<C>,
): boolean {
  return history.acts.some(
    (other) =>
      isAct(other, 'train', 'preprocess') &&
      other.step.kind === act.step.kind &&
      makers.some((maker) => maker.command !== other.command && makes(maker, other.step.dataset, other.step.plans)),
  );
}

/** What the script makes of the source of a move instead of what the move asks for; none where that is right, or may be. */
export function otherSourcePlans<C extends Seeing>(history: History<C>, move: ActOf<C, 'move'>): readonly Maker<C>[] {
  const { source, sourcePlans } = move.step;
  if (source === undefined || sourcePlans === undefined) return [];
  if (hasPlans(move.command.surroundings, source, sourcePlans) === true) return [];
  if (history.acts.some((act) => mayMake(act, source, sourcePlans))) return [];
  return history
    .before(move)
    .filter((act): act is Maker<C> => isAct(act, 'plan', 'move') && isSame(act.step.dataset, source));
}
