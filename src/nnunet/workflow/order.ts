import { type Act, type ActOf, isAct, isOther, isSame, runsWith, type Turn } from './acts.js';
import {
  type History,
  type Maker,
  makes,
  mayMake,
  mayServe,
  type Preprocessing,
  serves,
  type Training,
} from './history.js';
import { type Disk, hasData, hasPlans } from './on-disk.js';

type Seeing = Turn & { readonly surroundings: Disk };

/** What writes the plans only after they were used: nothing does before, and the disk is not seen to have them. */
export function laterMaker<C extends Seeing>(
  history: History<C>,
  act: Preprocessing<C> | Training<C>,
): Maker<C> | undefined {
  const { dataset, plans } = act.step;
  if (hasPlans(act.command.surroundings, dataset, plans) === true) return undefined;
  if (history.before(act).some((other) => mayMake(other, dataset, plans))) return undefined;
  return history
    .after(act)
    .find(
      (other): other is Maker<C> =>
        makes(other, dataset, plans) && other.command !== act.command && runsWith(other.command, act.command),
    );
}

/** The preprocessing that comes only after the training that needs it. */
export function laterPreprocessing<C extends Seeing>(
  history: History<C>,
  training: Training<C>,
): Preprocessing<C> | undefined {
  if (training.step.continues || hasData(training.command.surroundings, training.step.dataset) === true)
    return undefined;
  if (history.before(training).some((act) => isAct(act, 'preprocess') && mayServe(act, training))) return undefined;
  return history
    .after(training)
    .find(
      (act): act is Preprocessing<C> =>
        isAct(act, 'preprocess') && serves(act, training) && runsWith(act.command, training.command),
    );
}

/** Plans that a move has written, and that no data were made with before a training uses them. */
export interface WithoutData<C extends Turn> {
  readonly move: ActOf<C, 'move'>;
  /** Data of the plans that had that name before. */
  readonly earlier: Preprocessing<C> | undefined;
}

export function withoutData<C extends Seeing>(history: History<C>, training: Training<C>): WithoutData<C> | undefined {
  const { dataset, plans } = training.step;
  const before = history.before(training);
  const move = before.findLast((act) => mayMake(act, dataset, plans));
  if (move === undefined || !isAct(move, 'move') || !makes(move, dataset, plans)) return undefined;
  if (!runsWith(move.command, training.command)) return undefined;
  const preprocessings = before.filter(
    (act): act is Preprocessing<C> => isAct(act, 'preprocess') && mayServe(act, training),
  );
  if (preprocessings.some((act) => act.index > move.index)) return undefined;
  const earlier = preprocessings.find((act) => serves(act, training));
  if (earlier !== undefined) {
    // Without plans at its time it came too early, which is another mistake.
    return history.before(earlier).some((act) => mayMake(act, dataset, plans)) ? { move, earlier } : undefined;
  }
  const isSeen = hasData(training.command.surroundings, dataset) !== undefined;
  const isLate = history.after(training).some((act) => isAct(act, 'preprocess') && serves(act, training));
  return isSeen || isLate ? undefined : { move, earlier };
}

/** What plans the source of a move only afterwards. */
export function laterSource<C extends Turn>(history: History<C>, move: ActOf<C, 'move'>): Maker<C> | undefined {
  const { source, sourcePlans } = move.step;
  if (history.before(move).some((act) => mayMake(act, source, sourcePlans))) return undefined;
  return history
    .after(move)
    .find((act): act is Maker<C> => makes(act, source, sourcePlans) && runsWith(act.command, move.command));
}

/** What creates the preprocessed folder of a move's target only afterwards. */
export function laterFolder<C extends Seeing>(history: History<C>, move: ActOf<C, 'move'>): Act<C> | undefined {
  const { dataset } = move.step;
  if (hasData(move.command.surroundings, dataset) !== undefined) return undefined;
  if (history.before(move).some((act) => !isOther(act.step.dataset, dataset))) return undefined;
  return history
    .after(move)
    .find(
      (act) =>
        isAct(act, 'fingerprint', 'plan') && isSame(act.step.dataset, dataset) && runsWith(act.command, move.command),
    );
}

/** Whether nothing in the script makes the plans that a move asks for, and the disk cannot be seen. */
export function isSourceUnseen<C extends Seeing>(history: History<C>, { step, command }: ActOf<C, 'move'>): boolean {
  const { source, sourcePlans } = step;
  return (
    hasPlans(command.surroundings, source, sourcePlans) === undefined &&
    !history.acts.some((act) => mayMake(act, source, sourcePlans))
  );
}
