import { defineRule } from '../../src/engine/rule.js';
import { copyDatasetJsonCommand } from '../../src/nnunet/command-line/commands.js';
import { type Act, type ActOf, isAct, isOther, isSame } from '../../src/nnunet/workflow/acts.js';
import { historyOf } from '../../src/nnunet/workflow/history.js';
import { mayCopy } from '../../src/nnunet/workflow/may-copy.js';
import { datasetText } from '../../src/nnunet/workflow/named.js';
import { hasDatasetJson } from '../../src/nnunet/workflow/on-disk.js';
import { runsHere } from '../../src/nnunet/workflow/runs-here.js';
import type { ScriptCommand } from '../../src/workspace/script-subjects.js';

interface Data {
  readonly dataset: string;
  readonly command: string;
}

/** Only planning copies dataset.json into the preprocessed folder (default_experiment_planner.py: save_plans). */
export const missingDatasetJson = defineRule({
  id: 'workflow/missing-dataset-json',
  subject: 'script',
  severity: 'error',
  since: '0.1.0',
  summary: 'A dataset that gets moved plans has its own dataset.json beside them.',
  why: `\`nnUNetv2_preprocess\` and \`nnUNetv2_train\` read \`dataset.json\` in the preprocessed folder. Planning copies it there; \`nnUNetv2_extract_fingerprint\` and \`nnUNetv2_move_plans_between_datasets\` do not.
nnU-Net's guide plans only one of the two datasets, and its commands stop at this file of the other one.`,
  remedy: 'Copy dataset.json from the raw to the preprocessed folder of the dataset.',
  sources: [
    'nnunetv2/experiment_planning/experiment_planners/default_experiment_planner.py: save_plans',
    'nnunetv2/preprocessing/preprocessors/default_preprocessor.py: run',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2560',
  ],
  examples: [
    {
      title: 'The fingerprint is extracted, the plans are moved',
      changes: [],
      script: [
        'nnUNetv2_extract_fingerprint -d 122',
        'nnUNetv2_move_plans_between_datasets -s 121 -t 122 -sp nnUNetPlans -tp PretrainedPlans',
        'nnUNetv2_preprocess -d 122 -plans_name PretrainedPlans',
      ].join('\n'),
      reports: 'missing',
    },
  ],
  messages: {
    missing: ({ dataset, command }: Data) =>
      `Nothing copies dataset.json into the preprocessed folder of ${dataset}. The script extracts its fingerprint and moves plans to it, but only planning copies that file. ${command} stops because there is none.`,
  },
  *check({ commands, others }) {
    const history = historyOf(commands);
    const told = new Set<string>();
    for (const move of history.moves()) {
      const { dataset } = move.step;
      if (dataset === undefined || told.has(dataset.key) || hasDatasetJson(move.command.surroundings, dataset) === true)
        continue;
      const use = history.after(move).find((act) => isUse(act) && isSame(act.step.dataset, dataset));
      if (use === undefined) continue;
      const before = history.before(use);
      // A dataset whose fingerprint is extracted here has not been planned before; of any other nobody knows.
      const fingerprint = before.find((act) => isAct(act, 'fingerprint') && isSame(act.step.dataset, dataset));
      const isFresh = fingerprint !== undefined || hasDatasetJson(move.command.surroundings, dataset) === false;
      if (!isFresh || before.some((act) => isAct(act, 'plan') && !isOther(act.step.dataset, dataset))) continue;
      if (others.some((other) => other.turn < use.command.turn && mayCopy(other))) continue;
      told.add(dataset.key);
      yield {
        message: 'missing',
        at: use.command.place,
        related: runsHere(fingerprint ?? move),
        data: { dataset: datasetText(dataset), command: use.command.invocation.name },
        remedy: `Copy it before that: ${copyDatasetJsonCommand(folderText(dataset.shown))}`,
      };
    }
  },
});

function isUse(act: Act<ScriptCommand>): act is ActOf<ScriptCommand, 'preprocess' | 'train'> {
  return isAct(act, 'preprocess', 'train');
}

/** The folder of a dataset of which only the number is known. */
function folderText(shown: string): string {
  return /^\d+$/.test(shown) ? `Dataset${shown.padStart(3, '0')}_NAME` : shown;
}
