import { defineRule } from '../../src/engine/rule.js';
import { isObject, type JsonValue } from '../../src/io/json/value.js';
import type { Move, Plan } from '../../src/nnunet/command-line/intent.js';
import { compareOrigins, compareWithFingerprint, kinshipOf } from '../../src/nnunet/origin/origin.js';
import { defaultPlansIdentifiers } from '../../src/nnunet/plans/identifiers.js';
import { applyMove, isMoveFailure, moveEdits, moveReleaseOf } from '../../src/nnunet/plans/move-plans.js';
import type { Surroundings } from '../../src/workspace/script-subjects.js';
import type { PlansFile } from '../../src/workspace/subjects.js';

interface Overwritten {
  readonly plans: string;
  readonly dataset: string;
  readonly source: string;
}

/** Moving and planning both save without looking at what is there. */
export const overwrittenPlans = defineRule({
  id: 'workflow/overwritten-plans',
  subject: 'script',
  severity: 'error',
  severities: { updated: 'warning' },
  since: '0.1.0',
  summary: 'Moving and planning do not overwrite different plans.',
  why: `\`nnUNetv2_move_plans_between_datasets\` and the planners overwrite a file of that name without asking. Data and models of the old plans stay, but nothing says any
longer which plans they were made with. The next planning overwrites plans that were moved to a default name.`,
  remedy: 'Choose a name that no plans have: -tp for a move, -overwrite_plans_name for planning.',
  sources: [
    'nnunetv2/experiment_planning/plans_for_pretraining/move_plans_between_datasets.py',
    'nnunetv2/experiment_planning/experiment_planners/default_experiment_planner.py: save_plans',
    'https://github.com/MIC-DKFZ/nnUNet/issues/1477',
  ],
  destroysData: true,
  examples: [
    {
      title: 'The name is taken by plans of another origin',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/foreground_intensity_properties_per_channel/0/mean',
          to: 11,
        },
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/original_median_spacing_after_transp',
          to: [1, 1, 1],
        },
      ],
      command: 'nnUNetv2_move_plans_between_datasets -s 121 -t 122 -sp TinyPlans -tp PretrainedPlansCustom',
      reports: 'moved',
    },
  ],
  messages: {
    moved: ({ plans, dataset, source }: Overwritten) =>
      `${dataset} has plans "${plans}" that were made from other data than ${source}. The move overwrites them without asking.`,
    updated: ({ plans, dataset, source }: Overwritten) =>
      `${dataset} has plans "${plans}" that were made from the same data as ${source}, but the move would write something else: somebody edited one of the two. The move overwrites them.`,
    planned: ({ plans, dataset }: Omit<Overwritten, 'source'>) =>
      `The plans "${plans}" of ${dataset} were made from another dataset and moved there. Planning overwrites them.`,
  },
  *check({ file, commands }, { nnunet }) {
    if (file !== undefined) return;
    for (const { intent, surroundings } of commands) {
      if (intent.kind === 'plan') yield* replanned(intent, surroundings);
      if (intent.kind === 'move') yield* movedOver(intent, surroundings, nnunet);
    }
  },
});

function* replanned({ datasets = [], plans }: Plan, surroundings: Surroundings) {
  for (const dataset of datasets.flatMap((typed) => surroundings.dataset(typed) ?? [])) {
    const there = dataset.plansFiles.find(({ stem }) => stem === plans);
    if (there === undefined) continue;
    if (kinshipOf(compareWithFingerprint(there.plans, dataset.fingerprint.value)) !== 'other') continue;
    const data = { plans: there.stem, dataset: dataset.name };
    yield { message: 'planned' as const, at: { document: there.document }, data };
  }
}

function* movedOver(
  { source, target, sourcePlans, targetPlans }: Move,
  surroundings: Surroundings,
  nnunet: string | undefined,
) {
  const [from, to] = [source, target].map((typed) => (typed === undefined ? undefined : surroundings.dataset(typed)));
  const moved = from?.plansFiles.find(({ stem }) => stem === sourcePlans);
  const there = to?.plansFiles.find(({ stem }) => stem === targetPlans);
  if (moved === undefined || there === undefined || to === undefined || moved === there) return;
  // A default name is wrong whatever stands there: workflow/default-identifier.
  if (defaultPlansIdentifiers.has(there.stem) || isWhatTheMoveWrites(there, moved, to.name, nnunet)) return;
  const kinship = kinshipOf(compareOrigins(moved.plans, there.plans));
  yield {
    message: kinship === 'other' ? ('moved' as const) : ('updated' as const),
    at: { document: there.document },
    data: { plans: there.stem, dataset: to.name, source: moved.label },
    remedy: 'Give -tp another name, or move the old plans away first.',
  };
}

/** Short of the reader, which depends on the images. */
function isWhatTheMoveWrites(there: PlansFile, moved: PlansFile, target: string, nnunet: string | undefined): boolean {
  const plans = moved.document.value;
  const edits = moveEdits({
    plans,
    sourceIdentifier: moved.stem,
    targetIdentifier: there.stem,
    targetDataset: target,
    release: moveReleaseOf(nnunet),
  });
  if (plans === undefined || isMoveFailure(edits)) return true;
  return withoutReader(applyMove(plans, edits)) === withoutReader(there.document.value);
}

function withoutReader(plans: JsonValue | undefined): string {
  const members = isObject(plans) ? Object.entries(plans).filter(([key]) => key !== 'image_reader_writer') : [];
  return JSON.stringify(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}
