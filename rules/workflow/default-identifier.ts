import { defineRule } from '../../src/engine/rule.js';
import { type ActOf, isAct, isSame, runsWith } from '../../src/nnunet/workflow/acts.js';
import { commonIdentifiers } from '../../src/nnunet/workflow/default-names.js';
import { type History, historyOf, makes } from '../../src/nnunet/workflow/history.js';
import { datasetText } from '../../src/nnunet/workflow/named.js';
import { hasPlans } from '../../src/nnunet/workflow/on-disk.js';
import { runsHere } from '../../src/nnunet/workflow/runs-here.js';
import type { ScriptCommand } from '../../src/workspace/script-subjects.js';

interface Data {
  readonly dataset: string;
  readonly source: string;
  readonly plans: string;
}

/** A default name means "planned here" to every later command, and planning writes it without asking. */
export const defaultIdentifier = defineRule({
  id: 'workflow/default-identifier',
  subject: 'script',
  severity: 'warning',
  severities: { replanned: 'error', fresh: 'info' },
  since: '0.1.0',
  summary: 'Moved plans get their own name, not one that planning uses.',
  yieldsTo: [{ to: 'transfer/identifier-collision:defaultTaken', messages: ['taken'], within: 'job' }],
  why: `\`nnUNetv2_move_plans_between_datasets\` overwrites without asking. Without \`-tp\` it keeps the name of the source plans. Under \`nnUNetPlans\` or the name of a ResEnc preset, moved plans replace those that the dataset was planned
with. \`nnUNetv2_preprocess\` then deletes the data of the replaced plans, and the next planning replaces the moved plans. nnU-Net's guide recommends a custom name.`,
  remedy: 'Give the plans their own name: -tp MyPlans. Use it from then on: -plans_name MyPlans and -p MyPlans.',
  sources: [
    'nnunetv2/experiment_planning/plans_for_pretraining/move_plans_between_datasets.py',
    'documentation/pretraining_and_finetuning.md',
    'https://github.com/MIC-DKFZ/nnUNet/issues/1477',
  ],
  examples: [
    {
      title: 'The name is left out',
      changes: [],
      script: [
        'nnUNetv2_plan_and_preprocess -d 121 122',
        'nnUNetv2_move_plans_between_datasets -s 121 -t 122 -sp nnUNetPlans',
      ].join('\n'),
      reports: 'overwritten',
    },
  ],
  messages: {
    overwritten: ({ dataset, source, plans }: Data) =>
      `The move replaces ${plans} of ${dataset} with those of ${source}. The dataset's own plans are gone, and their data no longer fit any plans.`,
    taken: ({ dataset, source, plans }: Data) =>
      `Plans of ${source} are moved to ${dataset} as ${plans}, the name that planning uses. They replace plans of that name, and the next planning of ${dataset} replaces them.`,
    fresh: ({ dataset, source, plans }: Data) =>
      `Plans of ${source} are moved to ${dataset} as ${plans}, the name that planning uses: the next planning of ${dataset} replaces them.`,
    replanned: ({ dataset, source, plans, command }: Data & { readonly command: string }) =>
      `${command} plans ${dataset} and writes ${plans} again. The plans that were moved from ${source} under that name are gone before any command uses them.`,
  },
  *check({ commands }) {
    const history = historyOf(commands);
    for (const move of history.moves()) {
      const { source, dataset, plans } = move.step;
      if (source === undefined || dataset === undefined || plans === undefined || isSame(source, dataset)) continue;
      const data = { dataset: datasetText(dataset), source: datasetText(source), plans: plans.shown };
      const replanning = replanned(history, move);
      if (replanning !== undefined) {
        const { name } = replanning.command.invocation;
        yield {
          message: 'replanned',
          at: replanning.command.place,
          related: runsHere(move),
          data: { ...data, command: name },
        };
        continue;
      }
      const before = history.before(move);
      const planned = before.find((act) => isAct(act, 'plan') && makes(act, dataset, plans));
      const at = move.command.place;
      if (planned !== undefined) yield { message: 'overwritten', at, related: runsHere(planned), data };
      else if (plans.text !== undefined && commonIdentifiers.has(plans.text)) {
        // A dataset whose fingerprint is extracted only now, or that is seen to have no such plans, has nothing to lose yet.
        const isFresh = before.some((act) => isAct(act, 'fingerprint') && isSame(act.step.dataset, dataset));
        const isSeen = hasPlans(move.command.surroundings, dataset, plans);
        if (isSeen !== false) yield { message: isFresh && isSeen === undefined ? 'fresh' : 'taken', at, data };
      }
    }
  },
});

/** Planning under the same name after a move, before anything has used what was moved. */
function replanned(history: History<ScriptCommand>, move: ActOf<ScriptCommand, 'move'>) {
  const { dataset, plans } = move.step;
  for (const act of history.after(move)) {
    const isUse =
      isAct(act, 'preprocess', 'train', 'predict') &&
      isSame(act.step.dataset, dataset) &&
      isSame(act.step.plans, plans);
    if (isUse || (isAct(act, 'move') && makes(act, dataset, plans))) return undefined;
    if (isAct(act, 'plan') && makes(act, dataset, plans) && runsWith(act.command, move.command)) return act;
  }
  return undefined;
}
