import type { Config } from '../../engine/config.js';
import type { Direction } from '../../engine/rule.js';
import type { NamedDataset } from '../../nnunet/command-line/commands.js';
import { defaultPlansIdentifiers } from '../../nnunet/plans/identifiers.js';
import type { Reach } from '../../workspace/reach.js';
import { resolveDataset } from '../../workspace/resolve.js';
import type { Dataset } from '../../workspace/subjects.js';
import { Unresolved } from '../../workspace/unresolved.js';

/** The names that a guide fills in, and where they are from. */
export interface GuideNames {
  readonly pretraining: NamedDataset;
  readonly pretrainingPlans: string;
  readonly finetuning: NamedDataset;
  readonly finetuningPlans: string;
  readonly configuration: string;
  readonly direction: Direction;
  /** A whole sentence. */
  readonly source: string;
}

const usualPlans = 'nnUNetPlans';

/** The first transfer of the config, else the datasets in reach where it is clear which is which, else names made up. */
export function guideNames(reach: Reach, config: Config): GuideNames {
  const direction = config.direction ?? 'pretraining-to-finetuning';
  const [transfer] = config.transfers;
  const names = transfer === undefined ? undefined : ofTransfer(reach, transfer);
  const found = names ?? ofFolders(reach) ?? madeUp;
  return { ...found, direction };
}

type Names = Omit<GuideNames, 'direction'>;

const madeUp: Names = {
  pretraining: { name: 'Dataset001_Pretraining', id: 1 },
  pretrainingPlans: usualPlans,
  finetuning: { name: 'Dataset002_Finetuning', id: 2 },
  finetuningPlans: 'PlansFrom1',
  configuration: '3d_fullres',
  source: 'The names are invented. List your transfer in nnplans.config.json to see your own names.',
};

function ofTransfer(
  reach: Reach,
  { pretraining, finetuning, configurations }: Config['transfers'][number],
): Names | undefined {
  const [from, to] = [sideOf(reach, pretraining), sideOf(reach, finetuning)];
  if (from === undefined || to === undefined) return undefined;
  return {
    pretraining: from.dataset,
    pretrainingPlans: from.plans ?? usualPlans,
    finetuning: to.dataset,
    finetuningPlans: to.plans ?? ownName(from.dataset),
    configuration: configurations[0] ?? usualConfiguration(from.dataset, from.plans),
    source: 'The names are those of the first transfer in nnplans.config.json.',
  };
}

/** `121/TinyPlans`, or a dataset alone; other sides (files, models) have no names that commands would take. */
function sideOf(
  reach: Reach,
  typed: string,
): { readonly dataset: Dataset; readonly plans: string | undefined } | undefined {
  const slash = typed.lastIndexOf('/');
  const attempts = [
    [typed, undefined],
    [typed.slice(0, slash), typed.slice(slash + 1)],
  ] as const;
  for (const [dataset, plans] of slash < 0 ? attempts.slice(0, 1) : attempts) {
    try {
      return { dataset: resolveDataset(reach, dataset, 'transfers'), plans };
    } catch (error) {
      if (!(error instanceof Unresolved)) throw error;
    }
  }
  return undefined;
}

/** Two datasets, of which one has been planned or trained and the other not, or which were planned both: the lower number comes first. */
function ofFolders({ home }: Reach): Names | undefined {
  const known = [...new Set([...home.roots.folderNames.values()].flat())].sort();
  const [first, second, third] = known.map((name) => home.dataset(name));
  if (first === undefined || second === undefined || third !== undefined) return undefined;
  const isTurned = first.models.length === 0 && (second.models.length > 0 || first.plansFiles.length === 0);
  const [from, to] = isTurned ? [second, first] : [first, second];
  const plans = from.plansFiles.find(({ stem }) => stem === usualPlans) ?? from.plansFiles[0];
  const moved = to.plansFiles.find(({ stem }) => !defaultPlansIdentifiers.has(stem) && stem !== plans?.stem);
  return {
    pretraining: from,
    pretrainingPlans: plans?.stem ?? usualPlans,
    finetuning: to,
    finetuningPlans: moved?.stem ?? ownName(from),
    configuration: usualConfiguration(from, plans?.stem),
    source: `The names are those of the two datasets that nnplans found; which is which is a guess.`,
  };
}

function ownName({ id, name }: NamedDataset): string {
  return `PlansFrom${id ?? name}`;
}

function usualConfiguration({ plansFiles }: Dataset, plans = usualPlans): string {
  const names = plansFiles.find(({ stem }) => stem === plans)?.plans.configurationNames ?? [];
  return names.includes('3d_fullres') ? '3d_fullres' : (names[0] ?? '3d_fullres');
}
