import { type Act, type ActOf, actsOf, excludeEachOther, isAct, isOther, isSame, type Turn } from './acts.js';
import type { Named } from './named.js';

export type Maker<C extends Turn> = ActOf<C, 'plan' | 'move'>;
export type Preprocessing<C extends Turn> = ActOf<C, 'preprocess'>;
export type Training<C extends Turn> = ActOf<C, 'train'>;

/** What a script does one after the other, and what was there before and after each step. */
export class History<C extends Turn> {
  readonly acts: readonly Act<C>[];
  /** Several rules ask the same of each step. */
  readonly #before = new Map<Act<C>, readonly Act<C>[]>();
  readonly #after = new Map<Act<C>, readonly Act<C>[]>();

  constructor(commands: readonly C[]) {
    this.acts = actsOf(commands);
  }

  moves(): readonly ActOf<C, 'move'>[] {
    return this.acts.filter((act) => isAct(act, 'move'));
  }

  trainings(): readonly Training<C>[] {
    return this.acts.filter((act) => isAct(act, 'train'));
  }

  preprocessings(): readonly Preprocessing<C>[] {
    return this.acts.filter((act) => isAct(act, 'preprocess'));
  }

  /** What may have run before a step: not on the other arm of a condition. */
  before(act: Act<C>): readonly Act<C>[] {
    return remembered(this.#before, act, () =>
      this.acts.slice(0, act.index).filter((other) => !excludeEachOther(other.command, act.command)),
    );
  }

  after(act: Act<C>): readonly Act<C>[] {
    return remembered(this.#after, act, () =>
      this.acts.slice(act.index + 1).filter((other) => !excludeEachOther(other.command, act.command)),
    );
  }
}

const histories = new WeakMap<readonly Turn[], unknown>();

/** The history of a script, made once for all rules that ask. */
export function historyOf<C extends Turn>(commands: readonly C[]): History<C> {
  const history = (histories.get(commands) as History<C> | undefined) ?? new History(commands);
  histories.set(commands, history);
  return history;
}

function remembered<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}

/** Whether a step writes these plans of this dataset. */
export function makes<C extends Turn>(
  act: Act<C>,
  dataset: Named | undefined,
  plans: Named | undefined,
): act is Maker<C> {
  return isAct(act, 'plan', 'move') && isSame(act.step.dataset, dataset) && isSame(act.step.plans, plans);
}

/** Whether a step may write them, for all that is known. */
export function mayMake<C extends Turn>(
  act: Act<C>,
  dataset: Named | undefined,
  plans: Named | undefined,
): act is Maker<C> {
  return isAct(act, 'plan', 'move') && !isOther(act.step.dataset, dataset) && !isOther(act.step.plans, plans);
}

/** Whether data preprocessed by one step serve a training. */
export function serves<C extends Turn>({ step }: Preprocessing<C>, training: Training<C>): boolean {
  const { dataset, plans, configuration } = training.step;
  return (
    isSame(step.dataset, dataset) &&
    isSame(step.plans, plans) &&
    step.configurations.some((one) => isSame(one, dataOf(configuration)))
  );
}

/** Whether they may, for all that is known. */
export function mayServe<C extends Turn>({ step }: Preprocessing<C>, training: Training<C>): boolean {
  const { dataset, plans, configuration } = training.step;
  return (
    !isOther(step.dataset, dataset) &&
    !isOther(step.plans, plans) &&
    step.configurations.some((one) => !isOther(one, dataOf(configuration)))
  );
}

/** The configuration whose data a configuration uses: the cascade has none of its own. Others may inherit theirs, which only plans tell. */
function dataOf(configuration: Named | undefined): Named | undefined {
  if (configuration?.text === '3d_cascade_fullres')
    return { key: '3d_fullres', shown: '3d_fullres', text: '3d_fullres' };
  return configuration?.text !== undefined && standard.has(configuration.text) ? configuration : undefined;
}

const standard = new Set(['2d', '3d_fullres', '3d_lowres']);
