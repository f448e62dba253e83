import { defineRule } from '../../src/engine/rule.js';
import type { Move } from '../../src/nnunet/command-line/intent.js';
import { shellCommand } from '../../src/nnunet/command-line/word.js';
import { imageDimension } from '../../src/nnunet/dataset/readers.js';
import { moveObstacles } from '../../src/nnunet/plans/move-obstacles.js';
import { moveReleaseOf } from '../../src/nnunet/plans/move-plans.js';
import type { ScriptCommand, Surroundings } from '../../src/workspace/script-subjects.js';
import type { Dataset } from '../../src/workspace/subjects.js';

/** What a move needs: the source's plans, and of the target a folder to write into and a training image to find a reader for. */
export const moveObstacle = defineRule({
  id: 'workflow/move-obstacle',
  subject: 'script',
  severity: 'error',
  since: '0.1.0',
  summary: 'Nothing stops the move of plans.',
  why: `\`nnUNetv2_move_plans_between_datasets\` needs more than the two names. It reads dataset.json and the first training image of the target in nnUNet_raw, to choose the reader for the plans. It writes into the
preprocessed folder of the target, which only fingerprint extraction or planning makes.`,
  remedy: 'Solve this first, then move the plans.',
  sources: ['nnunetv2/experiment_planning/plans_for_pretraining/move_plans_between_datasets.py'],
  examples: [
    {
      title: 'The target has never been preprocessed',
      changes: [{ file: 'nnUNet_preprocessed/Dataset122_PancreasCT', delete: true }],
      command: 'nnUNetv2_move_plans_between_datasets -s 121 -t 122 -sp TinyPlans -tp PretrainedPlans',
      reports: 'stops',
    },
  ],
  messages: {
    stops: ({ reason, exception }: { readonly reason: string; readonly exception: string }) =>
      `nnUNetv2_move_plans_between_datasets stops with ${exception}: ${reason}`,
  },
  *check({ file, commands }, { nnunet }) {
    if (file !== undefined) return;
    for (const command of commands) {
      if (command.intent.kind !== 'move') continue;
      for (const { kind, reason, exception } of obstaclesOf(command.intent, command, nnunet)) {
        const { target } = command.intent;
        const remedy =
          kind === 'target-folder-missing'
            ? { remedy: `Make the folder first: ${shellCommand`nnUNetv2_extract_fingerprint -d ${target ?? ''}`}` }
            : {};
        yield { message: 'stops', data: { reason, exception }, ...remedy };
      }
    }
  },
});

function obstaclesOf(
  { source: from, target: to, sourcePlans, targetPlans }: Move,
  { surroundings }: ScriptCommand,
  nnunet: string | undefined,
) {
  const source = from === undefined ? undefined : surroundings.dataset(from);
  const target = to === undefined ? undefined : surroundings.dataset(to);
  if (source === undefined || target === undefined || sourcePlans === undefined || targetPlans === undefined) return [];
  const plansFile = source.plansFiles.find(({ stem }) => stem === sourcePlans);
  const raw = target.rawDatasetJson;
  return moveObstacles({
    source: {
      name: source.name,
      hasPreprocessedFolder: hasFolder(source, surroundings),
      plans: plansFile === undefined ? undefined : { value: plansFile.document.value },
      identifier: sourcePlans,
    },
    target: {
      name: target.name,
      hasPreprocessedFolder: hasFolder(target, surroundings),
      identifier: targetPlans,
      rawDatasetJson: raw?.problems.some(({ kind }) => kind === 'missing') === true ? undefined : raw,
      rawImages: target.rawImages,
      dimension: imageDimension(target.fingerprint.value),
    },
    release: moveReleaseOf(nnunet),
  });
}

function hasFolder({ folder }: Dataset, { namesIn }: Surroundings): boolean {
  return namesIn(folder) !== undefined;
}
