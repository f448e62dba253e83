import { defineRule } from '../../src/engine/rule.js';
import { carefulMove } from '../../src/nnunet/command-line/careful-commands.js';
import { differencesBetween } from '../../src/nnunet/compare/comparison.js';
import type { Tolerances } from '../../src/nnunet/compare/tolerances.js';
import { madeFromText, partlyText, trainedPlansText } from '../../src/nnunet/origin/origin-wording.js';
import { travelOf } from '../../src/nnunet/origin/travel.js';
import { wordList } from '../../src/nnunet/words/wording.js';
import type { Transfer, TransferConfiguration } from '../../src/workspace/subjects.js';

interface Sides {
  /** Names of the datasets. */
  readonly pretraining: string;
  readonly finetuning: string;
  readonly trainedPlans: string;
  readonly finetuningPlans: string;
  /** Datasets that the plans were made from; empty: none that was found. */
  readonly trainedOrigin: readonly string[];
  readonly finetuningOrigin: readonly string[];
}

interface Models {
  readonly pretraining: string;
  readonly plans: string;
  readonly models: readonly string[];
}

const file = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';

/** The move leaves intensity statistics, medians and axis order as they were: they fit the fingerprint of one dataset, whatever files are called. */
export const wrongDirection = defineRule({
  id: 'transfer/wrong-direction',
  subject: 'transfer',
  severity: 'error',
  severities: { differentOrigins: 'warning', trainedOtherwise: 'warning', mixed: 'info', history: 'info' },
  since: '0.1.0',
  summary: 'The plans were moved from the pretraining dataset to the finetuning dataset.',
  topic: 'direction',
  yieldsTo: [
    'transfer/checkpoint-match:third',
    'transfer/checkpoint-match:finetuning',
    { to: 'transfer/edited-after-transfer', messages: ['mixed'] },
  ],
  why: `The weights in a checkpoint fit the plans that they were trained with, and no others for sure. So once there is a checkpoint, plans move from the pretraining dataset to the finetuning dataset.

nnU-Net's guide has shown both directions. Today's guide moves the plans of the finetuning dataset to the pretraining dataset. That is right as long as the pretraining has not been run. \`--direction finetuning-to-pretraining\` tells nnplans that you mean this. \`--direction either\` only asks that both sides agree.

nnplans does not trust names. Moving plans does not change their intensity statistics, median spacing, median shape and axis order. nnplans compares these with every dataset fingerprint that it finds.`,
  remedy:
    'Move the plans of the pretraining dataset to the finetuning dataset. Then preprocess the finetuning dataset with them.',
  sources: [
    'nnunetv2/experiment_planning/plans_for_pretraining/move_plans_between_datasets.py',
    'documentation/pretraining_and_finetuning.md',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2229',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2440',
  ],
  examples: [
    {
      title: 'The finetuning dataset was planned by itself',
      changes: [
        { file, set: '/foreground_intensity_properties_per_channel/0/mean', to: 69.73912811279297 },
        { file, set: '/foreground_intensity_properties_per_channel/0/median', to: 92 },
        { file, set: '/foreground_intensity_properties_per_channel/0/std', to: 72.41632843017578 },
        { file, set: '/original_median_spacing_after_transp', to: [2, 1.5, 1.5] },
        { file, set: '/original_median_shape_after_transp', to: [25, 31, 31] },
        { file, set: '/configurations/3d_fullres/spacing', to: [2, 1.5, 1.5] },
      ],
      reports: 'notFromTraining',
    },
  ],
  messages: {
    reversed: ({ pretraining, finetuning, trainedPlans, finetuningPlans }: Sides) =>
      `The plans were moved in the wrong direction. ${finetuningPlans} and ${trainedPlans} were both made from ${finetuning}, the finetuning dataset: its fingerprint fits. ` +
      `A checkpoint of ${pretraining} needs the plans that it was trained with. If ${pretraining} was or will be pretrained with these plans, add --direction finetuning-to-pretraining.`,
    history: ({ pretraining, finetuning, trainedPlans }: Sides) =>
      `The plans of ${finetuning} were moved to ${pretraining} before the pretraining. The weights were trained with ${trainedPlans}, so they fit.`,
    forward: ({ pretraining, finetuning, trainedPlans, finetuningPlans }: Sides) =>
      `The plans were moved from the pretraining to the finetuning dataset. ${finetuningPlans} and ${trainedPlans} were both made from ${pretraining}: its fingerprint fits. ` +
      `--direction finetuning-to-pretraining expects plans of ${finetuning}. If there is a checkpoint already, use --direction pretraining-to-finetuning.`,
    notFromTraining: ({ pretraining, trainedPlans, trainedOrigin, finetuningPlans, finetuningOrigin }: Sides) =>
      `The weights of ${pretraining} were trained with other plans. ${trainedPlans} ${madeFromText(trainedOrigin)}; ${finetuningPlans} ${madeFromText(finetuningOrigin)}. ` +
      'A checkpoint needs the plans that it was trained with.',
    differentOrigins: ({ trainedPlans, trainedOrigin, finetuningPlans, finetuningOrigin }: Sides) =>
      `The two sides have different plans. ${finetuningPlans} ${madeFromText(finetuningOrigin)}; ${trainedPlans} ${madeFromText(trainedOrigin)}. Where they agree, it is by chance.`,
    trainedOtherwise: ({ pretraining, plans, models }: Models) =>
      `${pretraining} has no model trained with ${plans}. It has ${wordList(models)}, whose weights need their own plans.`,
    mixed: ({ plans, traces }: { plans: string; traces: readonly string[] }) =>
      `nnplans cannot say which dataset ${plans} were made from: ${traces.length === 0 ? 'some values are those of the pretraining plans, others are not' : wordList(traces)}. Either somebody edited them, or a fingerprint was extracted again.`,
  },
  *check(transfer, { direction, tolerances }) {
    const { pretraining, trained, finetuning, origins } = transfer;
    const from = pretraining.dataset?.name ?? trained.plans.datasetName;
    const to = finetuning.dataset?.name ?? finetuning.plans.datasetName;
    if (finetuning.document.value === undefined || from === undefined || to === undefined || from === to) return;
    const travel = travelOf({
      pretraining: { dataset: from, plans: trained.plans, origin: origins.trained },
      finetuning: { dataset: to, plans: finetuning.plans, origin: origins.finetuning },
    });
    const data = {
      pretraining: from,
      finetuning: to,
      trainedPlans: trainedPlansText(trained.place, trained.label),
      finetuningPlans: finetuning.label,
      trainedOrigin: origins.trained.datasets,
      finetuningOrigin: origins.finetuning.datasets,
    };
    const isTrained = trained.place === 'model' || trained.place === 'embedded';
    const remedy = remedyFor(transfer);
    if (travel === 'to-pretraining') {
      const models = modelsOf(transfer);
      // A policy about the way of plans speaks before there are weights.
      if (isTrained) {
        if (direction === 'pretraining-to-finetuning')
          yield { message: 'history', data, remedy: 'Nothing needs to be done.' };
      } else if (direction === 'pretraining-to-finetuning')
        yield { message: 'reversed', data, remedy: exchanged(from, to) };
      else if (models.length > 0)
        yield {
          message: 'trainedOtherwise',
          data: { pretraining: from, plans: trained.label, models },
          remedy: `Pretrain with ${trained.label} first, or finetune with the plans of that model.`,
        };
    } else if (travel === 'to-finetuning') {
      if (direction === 'finetuning-to-pretraining' && !isTrained)
        yield { message: 'forward', data, remedy: `Pretrain ${from} with plans of ${to}, moved to it.` };
    } else if (travel === 'apart') {
      if (transfer.configurations.length > 0 && transfer.configurations.every((pair) => isAlike(pair, tolerances)))
        return;
      yield { message: isTrained ? 'notFromTraining' : 'differentOrigins', data, ...remedy };
    } else if (travel === 'edited') {
      yield {
        message: 'mixed',
        data: { plans: finetuning.label, traces: partlyText(origins.finetuning) },
        remedy: 'If nobody edited these plans, nothing needs to be done. If somebody did, move them again.',
      };
    } else if (travel === 'equal-fingerprints') {
      yield {
        notChecked: `${from} and ${to} have equal fingerprints, so nnplans cannot tell in which direction the plans were moved`,
      };
    } else if (travel === 'unknown' && direction !== 'either') {
      yield { notChecked: 'nnplans cannot tell in which direction the plans were moved: no fingerprint fits' };
    }
  },
});

/** Plans made from different data can be equal by chance; then nothing is wrong with them. */
function isAlike({ pretraining, finetuning }: TransferConfiguration, tolerances: Tolerances): boolean {
  return differencesBetween(pretraining, finetuning, tolerances).every(
    ({ consequence, field }) => ['no effect', 'inference changes'].includes(consequence) || field === 'batch_size',
  );
}

function modelsOf({ pretraining }: Transfer): readonly string[] {
  const models = pretraining.dataset?.models ?? [];
  return models.filter(({ nameParts }) => nameParts?.plans !== pretraining.plans.plansName).map(({ name }) => name);
}

/** Moving the plans once more would only write again what came from there. */
function exchanged(from: string, to: string): string {
  return `If ${to} is the pretraining, exchange -s and -t. If it is ${from}, and these plans were meant for it, add --direction finetuning-to-pretraining.`;
}

function remedyFor({ pretraining, finetuning, trained }: Transfer): { readonly remedy?: string } {
  if (pretraining.dataset === undefined || finetuning.dataset === undefined) return {};
  const own = trained.plans.plansName ?? pretraining.stem;
  const name = `${own}From${pretraining.dataset.id ?? pretraining.dataset.name}`;
  return {
    remedy: carefulMove(pretraining.dataset, finetuning.dataset, own, name, 'Move the plans of the pretraining: '),
  };
}
