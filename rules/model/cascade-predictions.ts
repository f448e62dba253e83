import { defineRule, type Many } from '../../src/engine/rule.js';
import { sameNumbers } from '../../src/nnunet/values/numbers.js';
import { counted, examplesText, quotedList, timesList } from '../../src/nnunet/words/wording.js';
import type { StagePrediction } from '../../src/workspace/model-subjects.js';

interface Missing {
  readonly configuration: string;
  readonly cases: readonly string[];
  readonly total: number;
}

interface Shapes {
  readonly case: string;
  readonly predicted: readonly number[];
  readonly stored: readonly number[];
}

/** A later stage of a cascade reads `predicted_next_stage/<configuration>` of the earlier stage's model folder (nnUNetTrainer.py). */
export const cascadePredictions = defineRule({
  id: 'model/cascade-predictions',
  subject: 'model',
  severity: 'error',
  severities: { none: 'info' },
  since: '0.1.0',
  summary: 'The first stage of a cascade has predicted every case for the stage that follows.',
  why: `The network of \`3d_cascade_fullres\` sees the segmentation of \`3d_lowres\` as extra channels. Training reads it from \`predicted_next_stage\` in the model folder of the first stage. Each fold of
the first stage writes its own validation cases there, at the end of its training, in the shape that the data of the second stage have at that time. If a fold is not trained, or files are lost, training of the second stage stops in a data loader when it draws a missing case.`,
  remedy: 'Train all folds of the first stage to their end, or validate them again: nnUNetv2_train … --val.',
  sources: [
    'nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py',
    'nnunetv2/training/dataloading/nnunet_dataset.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2371',
  ],
  examples: [
    {
      title: 'A first stage whose predictions are in the format of nnU-Net before 2.6',
      changes: [
        {
          file: 'nnUNet_results/Dataset122_PancreasCT/nnUNetTrainer__PretrainedPlansCustom__3d_fullres/predicted_next_stage/3d_second/pan_000.npz',
          write: 'x',
        },
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_second',
          to: { inherits_from: '3d_fullres', previous_stage: '3d_fullres' },
        },
      ],
      reports: 'missing',
    },
  ],
  messages: {
    missing: ({ configuration, cases, total }: Missing) =>
      `${counted(cases.length, 'case')} of ${total} ${cases.length === 1 ? 'has' : 'have'} no prediction for ${configuration}: ${shortList(cases)}. Training of ${configuration} stops in a data loader when it draws ${cases.length === 1 ? 'it' : 'one of them'}.`,
    none: ({ configuration }: { readonly configuration: string }) =>
      `There are no predictions for ${configuration} yet. Its training cannot start before all folds of this model are trained.`,
    damaged: ({ file, reason }: { readonly file: string; readonly reason: string }) =>
      `${file} in predicted_next_stage cannot be read: ${reason}. Training of the next stage stops when it draws this case.`,
    shape: ({ file, shape }: { readonly file: string; readonly shape: readonly number[] }) =>
      `${file} in predicted_next_stage has the shape ${timesList(shape)}, where a segmentation of three axes is expected. Training of the next stage stops when it draws this case.`,
    otherShape: ({ configuration, count, examples }: { readonly configuration: string } & Many<Shapes>) =>
      `${counted(count, 'prediction')} for ${configuration} ${count === 1 ? 'has' : 'have'} another shape than its data: ${examplesText(
        count,
        examples.map(
          ({ case: name, predicted, stored }) => `${name} has ${timesList(predicted)}, its data ${timesList(stored)}`,
        ),
      )}. Training of ${configuration} takes patches from the wrong places, and stops in the final validation, after all epochs.`,
  },
  *check({ nameParts, dataset, predictedNextStage, folder }) {
    const plans = dataset?.plansFiles.find((file) => file.stem === nameParts?.plans);
    if (nameParts === undefined || dataset === undefined || plans === undefined) return;
    for (const { configuration } of plans.configurations) {
      if (configuration.previousStage !== nameParts.configuration) continue;
      const at = { document: { file: `${folder}/predicted_next_stage/${configuration.name}` } };
      const predictions = predictedNextStage.get(configuration.name);
      if (predictions === undefined || predictions.length === 0) {
        yield { message: 'none', at, data: { configuration: configuration.name } };
        continue;
      }
      const data = dataset.dataFolders.find((candidate) => candidate.name === configuration.dataIdentifier);
      const stored = [...(data?.files.with('.b2nd') ?? [])];
      const predicted = new Set(predictions.map(({ fileName }) => fileName));
      const cases = stored.filter((identifier) => !predicted.has(`${identifier}.b2nd`));
      if (cases.length > 0) {
        yield { message: 'missing', at, data: { configuration: configuration.name, cases, total: stored.length } };
      }
      for (const prediction of predictions) yield* damaged(prediction, at.document.file);
      const { sampledCases = [] } =
        dataset.dataFolderUses.find(({ identifier }) => identifier === configuration.dataIdentifier) ?? {};
      for (const { identifier, data: image } of sampledCases) {
        const stored = image.value?.shape.slice(1);
        const fileName = `${identifier}.b2nd`;
        const predicted = predictions.find((one) => one.fileName === fileName)?.array?.value?.shape;
        if (stored?.length !== 3 || predicted?.length !== 3 || sameNumbers(stored, predicted)) continue;
        const example = { case: identifier, predicted, stored };
        yield { message: 'otherShape', at, data: { configuration: configuration.name }, example };
      }
    }
  },
});

function* damaged({ fileName, array }: StagePrediction, folder: string) {
  if (array === undefined) return;
  const at = { document: { file: `${folder}/${fileName}` } };
  const fatal = array.value?.problems.find((problem) => problem.fatal);
  const reason = array.value === undefined ? array.message : fatal?.message;
  if (reason !== undefined) yield { message: 'damaged' as const, at, data: { file: fileName, reason } };
  else if (array.value !== undefined && array.value.shape.length !== 3) {
    yield { message: 'shape' as const, at, data: { file: fileName, shape: array.value.shape } };
  }
}

function shortList(names: readonly string[]): string {
  return names.length <= 4
    ? quotedList(names)
    : `${quotedList(names.slice(0, 3), ',').replace(' , ', ', ')} and ${names.length - 3} more`;
}
