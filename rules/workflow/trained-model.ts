import { defineRule } from '../../src/engine/rule.js';
import { shellCommand } from '../../src/nnunet/command-line/word.js';
import { wordList } from '../../src/nnunet/words/wording.js';
import { type ActOf, isAct, isOther, isSame } from '../../src/nnunet/workflow/acts.js';
import { type History, historyOf, type Training } from '../../src/nnunet/workflow/history.js';
import { datasetText } from '../../src/nnunet/workflow/named.js';
import { runsHere } from '../../src/nnunet/workflow/runs-here.js';
import type { ScriptCommand } from '../../src/workspace/script-subjects.js';

interface Data {
  readonly dataset: string;
  /** What differs: plans or trainer. */
  readonly what: string;
  readonly asked: string;
  readonly trained: readonly string[];
}

/** A model's folder is `<trainer>__<plans>__<configuration>`: prediction has to name all three as training did. */
export const trainedModel = defineRule({
  id: 'workflow/trained-model',
  subject: 'script',
  severity: 'error',
  since: '0.1.0',
  summary: 'A prediction names plans and trainer of the model that the script trains.',
  why: `\`nnUNetv2_predict\` builds the name of the model folder from \`-tr\`, \`-p\` and \`-c\`. Without them it uses nnUNetTrainer and nnUNetPlans, whatever the training before used. It stops if there is no such folder, or
predicts with an older model.`,
  remedy: 'Give nnUNetv2_predict the same -p and -tr as nnUNetv2_train.',
  sources: [
    'nnunetv2/utilities/file_path_utilities.py: get_output_folder',
    'nnunetv2/inference/predict_from_raw_data.py',
  ],
  examples: [
    {
      title: 'The plans are forgotten',
      changes: [],
      script: [
        'nnUNetv2_train 122 3d_fullres all -p PretrainedPlans',
        'nnUNetv2_predict -d 122 -c 3d_fullres -f all -i images -o predictions',
      ].join('\n'),
      reports: 'other',
    },
  ],
  messages: {
    other: ({ dataset, what, asked, trained }: Data) =>
      `The prediction asks for a model of ${dataset} with the ${what} ${asked}, but the script trains it with ${wordList(trained)}. nnUNetv2_predict stops when there is no such model, or uses an older one.`,
  },
  *check({ commands }) {
    const history = historyOf(commands);
    for (const act of history.acts) {
      if (!isAct(act, 'predict')) continue;
      const trainings = trainingsOf(history, act);
      const fits = (training: Training<ScriptCommand>, aspect: 'plans' | 'trainer') =>
        !isOther(training.step[aspect], act.step[aspect]);
      if (trainings.length === 0 || trainings.some((one) => fits(one, 'plans') && fits(one, 'trainer'))) continue;
      // A model from before may be compared with the one that is trained here.
      if (isPredicted(history, trainings)) continue;
      const aspect = trainings.some((one) => fits(one, 'plans')) ? 'trainer' : 'plans';
      const { dataset } = act.step;
      const asked = act.step[aspect];
      const trained = [...new Set(trainings.flatMap(({ step }) => step[aspect]?.shown ?? []))];
      if (dataset === undefined || asked === undefined) continue;
      yield {
        message: 'other',
        at: act.command.place,
        related: runsHere(trainings[0]),
        data: { dataset: datasetText(dataset), what: aspect, asked: asked.shown, trained },
        remedy: `Name those of the model: ${shellCommand`${aspect === 'plans' ? '-p' : '-tr'} ${trained[0] ?? ''}`}`,
      };
    }
  },
});

/** Trainings of the configuration that is asked for. */
function trainingsOf(
  history: History<ScriptCommand>,
  { step }: ActOf<ScriptCommand, 'predict'>,
): readonly Training<ScriptCommand>[] {
  return history
    .trainings()
    .filter(
      (training) =>
        isSame(training.step.dataset, step.dataset) && !isOther(training.step.configuration, step.configuration),
    );
}

/** Whether some prediction is made with one of these trainings. */
function isPredicted(history: History<ScriptCommand>, trainings: readonly Training<ScriptCommand>[]): boolean {
  return history.acts.some(
    (act) =>
      isAct(act, 'predict') &&
      trainings.some(
        ({ step }) =>
          isSame(step.dataset, act.step.dataset) &&
          isSame(step.plans, act.step.plans) &&
          isSame(step.trainer, act.step.trainer),
      ),
  );
}
