import { defineRule } from '../../src/engine/rule.js';
import { shellCommand } from '../../src/nnunet/command-line/word.js';
import { isAct, isSame } from '../../src/nnunet/workflow/acts.js';
import { courseOf, type Pretraining, pretrainingOf } from '../../src/nnunet/workflow/direction.js';
import { type History, historyOf } from '../../src/nnunet/workflow/history.js';
import { wrongName } from '../../src/nnunet/workflow/identifiers.js';
import { datasetText, type Named, namedWord } from '../../src/nnunet/workflow/named.js';
import { runsHere } from '../../src/nnunet/workflow/runs-here.js';
import { asStored } from '../../src/nnunet/workflow/weights-origin.js';
import type { ScriptCommand } from '../../src/workspace/script-subjects.js';

interface Sides {
  readonly pretraining: string;
  readonly finetuning: string;
  /** Of the model that the weights come from. */
  readonly trainedPlans: string;
  /** Of the finetuning. */
  readonly plans: string;
}

interface Moved extends Sides {
  readonly from: string;
  readonly as: string;
}

/** The evidence is whose weights are used for which dataset, and which way plans are moved between the two. */
export const direction = defineRule({
  id: 'workflow/direction',
  subject: 'script',
  severity: 'error',
  severities: { otherPretraining: 'warning', apart: 'warning', toPretraining: 'info' },
  since: '0.1.0',
  summary: 'The plans of a finetuning are those that its weights were trained with.',
  why: `The weights in a checkpoint need the plans that they were trained with: they load only into that network, and data have to look as they did then. So plans of the pretraining are moved to the finetuning dataset. nnU-Net's guide
has shown both directions; since 2.5.2 it moves the plans of the finetuning dataset. That is right as long as the pretraining has not been run.

nnplans looks only at the script: the dataset and the plans in the path of \`-pretrained_weights\`, the moves, and what is trained in between. \`--direction\` says which direction you mean.`,
  remedy:
    'Move the plans that the weights were trained with to the finetuning dataset. Then preprocess and train it with those.',
  sources: [
    'nnunetv2/run/load_pretrained_weights.py',
    'documentation/pretraining_and_finetuning.md',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2229',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2440',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2609',
  ],
  examples: [
    {
      title: 'A model that exists, and plans that are moved to its dataset',
      changes: [],
      script: [
        'nnUNetv2_plan_and_preprocess -d 122',
        'nnUNetv2_move_plans_between_datasets -s 122 -t 121 -sp nnUNetPlans -tp PretrainedPlans',
        'nnUNetv2_train 122 3d_fullres 0 -pretrained_weights nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__nnUNetPlans__3d_fullres/fold_0/checkpoint_final.pth',
      ].join('\n'),
      reports: 'reversed',
    },
  ],
  messages: {
    reversed: ({ pretraining, finetuning, trainedPlans, from, as }: Moved) =>
      `The plans are moved in the wrong direction (${from} of ${finetuning} to ${pretraining}, as ${as}). The weights come from a model of ${pretraining} that was trained with ${trainedPlans}, not with these. A checkpoint needs the plans that it was trained with.`,
    toPretraining: ({ pretraining, finetuning, from, as }: Moved) =>
      `Plans are moved from the finetuning to the pretraining dataset (${from} of ${finetuning} to ${pretraining}, as ${as}), and the pretraining uses them. That fits, if you mean it.`,
    forward: ({ pretraining, finetuning, from, as }: Moved) =>
      `Plans are moved from the pretraining to the finetuning dataset (${from} of ${pretraining} to ${finetuning}, as ${as}), but --direction finetuning-to-pretraining expects a pretraining with plans of ${finetuning}.`,
    otherPretraining: ({ pretraining, trainedPlans, from }: Moved) =>
      `The script moves ${from} of ${pretraining}, but the path of the weights says that they were trained with ${trainedPlans}.`,
    otherFinetuning: ({ pretraining, finetuning, plans, from }: Moved) =>
      `${pretraining} is trained with ${from} of ${finetuning}, but ${finetuning} itself is finetuned with ${plans}: other plans build another network.`,
    apart: ({ pretraining, finetuning, plans }: Sides) =>
      `The script plans ${finetuning} separately (${plans}) and starts from weights of ${pretraining}. It does not move the plans of those weights. Plans of two datasets rarely agree: weights load only if the networks are equal by chance.`,
  },
  *check({ commands }, { direction: policy }) {
    const history = historyOf(commands);
    for (const training of history.trainings()) {
      const { dataset, plans, weights } = training.step;
      if (weights === undefined || dataset === undefined) continue;
      const pretraining = pretrainingOf(history, training, asStored(weights, training.command.surroundings) ?? weights);
      if (pretraining === undefined) {
        yield {
          notChecked:
            'nnplans cannot tell which model the weights come from, so it did not check the direction of the plans',
        };
        continue;
      }
      const course = courseOf(history, training, pretraining);
      const sides = {
        pretraining: datasetText(pretraining.dataset),
        finetuning: datasetText(dataset),
        trainedPlans: pretraining.plans?.shown ?? 'other plans',
        plans: plans?.shown ?? 'other plans',
      };
      const finding = { at: training.command.place };
      if (course.kind === 'apart') {
        yield {
          message: 'apart',
          ...finding,
          related: runsHere(course.plan),
          data: sides,
          ...moveRemedy(pretraining, dataset),
        };
        continue;
      }
      if (!('move' in course)) continue;
      const { move } = course;
      if (course.kind === 'too late' && isMisnamed(history, pretraining)) continue;
      const data = { ...sides, from: move.step.sourcePlans?.shown ?? 'plans', as: move.step.plans?.shown ?? 'others' };
      const isRunHere = history
        .before(training)
        .some((act) => isAct(act, 'train') && isSame(act.step.dataset, pretraining.dataset));
      const message = messageOf(course.kind, policy, isRunHere);
      if (message === undefined) continue;
      const remedy = course.kind === 'too late' ? moveRemedy(pretraining, dataset) : remedyOf(message, data);
      yield { message, ...finding, related: runsHere(move), data, ...remedy };
    }
  },
});

/** What mends what was moved the way that was meant, or not used afterwards. */
function remedyOf(message: string, { pretraining, finetuning, from }: Moved): { readonly remedy?: string } {
  switch (message) {
    case 'toPretraining':
      return { remedy: 'Add --direction finetuning-to-pretraining.' };
    case 'forward':
      return {
        remedy: `Move the plans of ${finetuning} to ${pretraining} instead, or use --direction pretraining-to-finetuning.`,
      };
    case 'otherFinetuning':
      return { remedy: `Preprocess and finetune ${finetuning} with ${from}, too.` };
    default:
      return {};
  }
}

function messageOf(course: string, policy: string, isRunHere: boolean) {
  switch (course) {
    case 'too late':
      return 'reversed' as const;
    case 'to pretraining':
      return policy === 'pretraining-to-finetuning' ? ('toPretraining' as const) : undefined;
    case 'to finetuning':
      return policy === 'finetuning-to-pretraining' && isRunHere ? ('forward' as const) : undefined;
    case 'other pretraining plans':
      return 'otherPretraining' as const;
    default:
      return 'otherFinetuning' as const;
  }
}

/** A pretraining that is run here under the wrong name of its plans is told of by workflow/identifier-consistent. */
function isMisnamed(history: History<ScriptCommand>, { dataset }: Pretraining): boolean {
  return history.trainings().some((act) => isSame(act.step.dataset, dataset) && wrongName(history, act) !== undefined);
}

/** The move that would have brought the right plans, where the model's path names them. */
function moveRemedy({ dataset, plans }: Pretraining, finetuning: Named): { readonly remedy?: string } {
  if (plans?.text === undefined) return {};
  const [source, target] = [dataset, finetuning].map((named) => numberOf(named) ?? namedWord(named));
  const name = `${plans.text}From${numberOf(dataset) ?? dataset.shown}`;
  const move = shellCommand`nnUNetv2_move_plans_between_datasets -s ${source ?? ''} -t ${target ?? ''} -sp ${plans.text} -tp ${name}`;
  return {
    remedy: `Move the plans of the weights, and use them from then on: ${move}`,
  };
}

function numberOf({ key }: Named): string | undefined {
  return /^\d+$/.test(key) ? key : undefined;
}
