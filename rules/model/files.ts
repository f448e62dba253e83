import { defineRule } from '../../src/engine/rule.js';
import { extractCommand } from '../../src/nnunet/command-line/commands.js';

/** The predictor opens these two beside the folds (inference/predict_from_raw_data.py). */
const needed = ['plans.json', 'dataset.json'] as const;

export const files = defineRule({
  id: 'model/files',
  subject: 'model',
  severity: 'error',
  severities: { fingerprint: 'info' },
  since: '0.1.0',
  summary: 'A model folder holds plans.json and dataset.json beside its folds.',
  why: `Prediction reads \`plans.json\` and \`dataset.json\` of the model folder before it opens any checkpoint. If only a \`.pth\` was copied or published, it stops with
FileNotFoundError. Nothing is lost: every checkpoint of nnU-Net v2 holds both.`,
  remedy:
    'Copy the file from the machine of the training. Or extract it from a checkpoint, which holds both: nnplans show CHECKPOINT --extract plans, then nnplans show CHECKPOINT --extract dataset.',
  sources: [
    'nnunetv2/inference/predict_from_raw_data.py',
    'nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2236',
  ],
  examples: [
    {
      title: 'Only the folds were copied',
      changes: [
        { file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/dataset.json', delete: true },
      ],
      reports: 'missing',
    },
  ],
  messages: {
    missing: ({ file, model }: { readonly file: string; readonly model: string }) =>
      `${file} is missing in ${model}. Prediction with this model stops with FileNotFoundError.`,
    fingerprint: ({ model }: { readonly model: string }) =>
      `dataset_fingerprint.json is missing in ${model}. Prediction does not need it, but it tells which images the plans were made for.`,
  },
  *check({ whole, name, folder, folds, plansFile, datasetJson, fingerprint }) {
    const [first] = (whole?.folds ?? folds).flatMap((fold) => fold.checkpoints);
    if (first === undefined) return;
    const isMissing = { 'plans.json': plansFile.document, 'dataset.json': datasetJson };
    for (const file of needed) {
      if (!isMissing[file].problems.some((problem) => problem.kind === 'missing')) continue;
      const remedy = `Copy the file from the machine of the training. Or extract it from a checkpoint: ${extractCommand(first.path, file, `${folder}/${file}`)}`;
      yield { message: 'missing', at: { document: { file: folder } }, data: { file, model: name }, remedy };
    }
    if (fingerprint.problems.some((problem) => problem.kind === 'missing')) {
      const remedy = 'Copy it from the machine of the training; a checkpoint holds none.';
      yield { message: 'fingerprint', at: { document: { file: folder } }, data: { model: name }, remedy };
    }
  },
});
