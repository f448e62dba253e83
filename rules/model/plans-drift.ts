import { defineRule } from '../../src/engine/rule.js';
import { extractCommand } from '../../src/nnunet/command-line/commands.js';
import { differencesBetween, differingValues, predictsWithSameNetwork } from '../../src/nnunet/compare/comparison.js';
import type { Difference } from '../../src/nnunet/compare/judgement.js';
import { trainingChannels } from '../../src/nnunet/dataset/channels.js';
import { quoted } from '../../src/nnunet/words/wording.js';
import type { PlansConfiguration, PlansFile } from '../../src/workspace/subjects.js';

interface Drift {
  readonly checkpoint: string;
  readonly fields: readonly { readonly field: string; readonly trained: string; readonly now: string }[];
}

export const plansDrift = defineRule({
  id: 'model/plans-drift',
  subject: 'checkpoint',
  severity: 'error',
  severities: { resume: 'warning' },
  since: '0.1.0',
  summary: 'The plans.json of a model folder says what the checkpoint was trained with.',
  why: `Every checkpoint holds the plans of its training, but prediction reads \`plans.json\` of the model folder. After an edit there, nnU-Net resamples and normalizes images differently than in
the training, and does not tell you. The plans in the preprocessed folder matter in the same way when you continue a training with \`--c\`.`,
  remedy: 'Restore the plans of the training from one of its checkpoints: nnplans show CHECKPOINT --extract plans.',
  sources: ['nnunetv2/inference/predict_from_raw_data.py', 'nnunetv2/run/run_training.py'],
  examples: [
    {
      title: 'plans.json of the model was edited after training',
      changes: [
        {
          file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json',
          set: '/configurations/3d_fullres/spacing/0',
          to: 2.5,
        },
      ],
      reports: 'prediction',
    },
  ],
  messages: {
    prediction: ({ checkpoint, fields }: Drift) =>
      `plans.json of the model folder is not what ${checkpoint} was trained with: ${changesText(fields)}. Prediction uses plans.json, not the plans in the checkpoint.`,
    resume: ({ checkpoint, fields }: Drift) =>
      `The plans in the preprocessed folder are not what ${checkpoint} was trained with: ${changesText(fields)}. nnUNetv2_train --c would use those.`,
  },
  // The predictor reads plans.json of the model folder, not the plans in the checkpoint (inference/predict_from_raw_data.py).
  *check({ content, model, fold, nameInModel: checkpoint, plansFile, path }, { tolerances }) {
    const name = content.checkpoint?.initArguments?.configuration;
    if (model === undefined || plansFile === undefined || name === undefined) return;
    const trained = configurationOf(plansFile, name);
    if (trained === undefined) return;
    const ofModel = configurationOf(model.plansFile, name);
    if (ofModel !== undefined) {
      const felt = differencesBetween(trained, ofModel, tolerances).filter(
        (difference) => !difference.isForTraining && !isSameForPrediction(difference, trained, ofModel),
      );
      const remedy = `Restore the plans of the training from the checkpoint: ${extractCommand(path, 'plans', ofModel.plansFile.document.file)}`;
      for (const drift of driftOf(checkpoint, felt, ofModel)) yield { message: 'prediction', ...drift, remedy };
    }
    // A finished training is not continued.
    if (fold?.checkpoints.some((other) => other.fileName === 'checkpoint_final.pth')) return;
    const today = model.dataset?.plansFiles.find((file) => file.stem === plansFile.plans.plansName);
    const ofToday = today === undefined ? undefined : configurationOf(today, name);
    if (ofToday === undefined) return;
    const differences = differencesBetween(trained, ofToday, tolerances);
    for (const drift of driftOf(checkpoint, differences, ofToday)) yield { message: 'resume', ...drift };
  },
});

/** Each channel takes its own entry of a list, so that surplus entries are never read (preprocessing/preprocessors/default_preprocessor.py, _normalize). */
const perChannel = new Set(['normalization_schemes', 'use_mask_for_norm']);

function isSameForPrediction(
  { field, before, after }: Difference,
  trained: PlansConfiguration,
  ofModel: PlansConfiguration,
): boolean {
  if (field.startsWith('architecture')) return predictsWithSameNetwork(trained.configuration, ofModel.configuration);
  const channels = trainingChannels(ofModel.plansFile.datasetJson?.value);
  if (!perChannel.has(field) || channels === undefined || !Array.isArray(before) || !Array.isArray(after)) return false;
  return (
    Math.min(before.length, after.length) >= channels && before.every((entry, i) => i >= channels || entry === after[i])
  );
}

function configurationOf(file: PlansFile, name: string): PlansConfiguration | undefined {
  return file.configurations.find(
    (candidate) => candidate.configuration.name === name && candidate.configuration.inheritanceProblem === undefined,
  );
}

/** One finding, at the first field that differs, however many do; none where nothing does. */
function driftOf(
  checkpoint: string,
  differences: readonly Difference[],
  { plansFile: { document } }: PlansConfiguration,
) {
  const leaves = differingValues(differences).filter(({ consequence }) => consequence !== 'no effect');
  const fields = leaves.map(({ path, before, after }) => {
    return { field: path.join('.'), trained: quoted(before), now: quoted(after) };
  });
  const places = leaves.map(({ at, path, before }) => {
    return { document, pointer: at, message: `${path.join('.')} was ${quoted(before)}` };
  });
  const [first, ...related] = places;
  if (first === undefined) return [];
  return [{ at: { document, pointer: first.pointer }, related, data: { checkpoint, fields } }];
}

function changesText(fields: Drift['fields']): string {
  return fields.map(({ field, trained, now }) => `${field} is ${now}, was ${trained}`).join('; ');
}
