import { defineRule } from '../../src/engine/rule.js';
import { carefulMove } from '../../src/nnunet/command-line/careful-commands.js';
import { differencesBetween } from '../../src/nnunet/compare/comparison.js';
import type { Tolerances } from '../../src/nnunet/compare/tolerances.js';
import { partlyText, stemText, trainedPlansText } from '../../src/nnunet/origin/origin-wording.js';
import { travelOf } from '../../src/nnunet/origin/travel.js';
import { wordList } from '../../src/nnunet/words/wording.js';
import type { Transfer, TransferConfiguration } from '../../src/workspace/subjects.js';

interface Sides {
  /** Names of the datasets. */
  readonly pretraining: string;
  readonly finetuning: string;
  readonly trainedPlans: string;
  readonly finetuningPlans: string;
  /** Datasets that the plans stem from; empty: none in reach. */
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
  summary: 'Plans travelled from the pretraining dataset to the finetuning dataset.',
  topic: 'direction',
  yieldsTo: [
    'transfer/checkpoint-match:third',
    'transfer/checkpoint-match:finetuning',
    { to: 'transfer/edited-after-transfer', messages: ['mixed'] },
  ],
  why: `A checkpoint has fixed its plans: only plans that stem from those it was trained with are sure to fit. nnU-Net's guide printed its command in both directions over the years; today's moves the finetuning
plans to the pretraining dataset, which is right as long as the pretraining is still to be run. \`--direction finetuning-to-pretraining\` says that this is meant, \`either\` asks only that both sides agree.

Where plans stem from is read from what a move leaves alone (intensity statistics, median spacing and shape, axis order), compared with every fingerprint in reach. Names are no evidence.`,
  remedy: 'Move the plans of the pretraining to the finetuning dataset, and preprocess it with them.',
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
      `Plans travelled from the finetuning to the pretraining dataset: ${finetuningPlans} and ${trainedPlans} both stem from ${finetuning}, whose fingerprint their intensity statistics and medians fit. ` +
      `A checkpoint of ${pretraining} that exists has fixed its plans, so they are expected to travel the other way. Where the pretraining was or is to be run with these plans, --direction finetuning-to-pretraining says so.`,
    history: ({ pretraining, finetuning, trainedPlans }: Sides) =>
      `Plans travelled from ${finetuning} to ${pretraining} before the pretraining, as nnU-Net's guide has it: the weights were trained with ${trainedPlans}, and they belong together.`,
    forward: ({ pretraining, finetuning, trainedPlans, finetuningPlans }: Sides) =>
      `Plans travelled from the pretraining to the finetuning dataset: ${finetuningPlans} and ${trainedPlans} both stem from ${pretraining}, whose fingerprint their intensity statistics and medians fit. ` +
      `--direction finetuning-to-pretraining asks for plans of ${finetuning}. Where a checkpoint exists already, say --direction pretraining-to-finetuning.`,
    notFromTraining: ({ pretraining, trainedPlans, trainedOrigin, finetuningPlans, finetuningOrigin }: Sides) =>
      `Weights of ${pretraining} were trained with ${trainedPlans}, which ${stemText(trainedOrigin)}; ${finetuningPlans} ${stemText(finetuningOrigin)}. ` +
      'A checkpoint has fixed its plans, whichever way files travel afterwards, and these do not belong to it.',
    differentOrigins: ({ trainedPlans, trainedOrigin, finetuningPlans, finetuningOrigin }: Sides) =>
      `${finetuningPlans} ${stemText(finetuningOrigin)}; ${trainedPlans} ${stemText(trainedOrigin)}. Neither are the plans of the other side, so what they have in common is coincidence.`,
    trainedOtherwise: ({ pretraining, plans, models }: Models) =>
      `${pretraining} has no model trained with ${plans}, but ${wordList(models)}. Those weights belong to other plans: pretrain with ${plans} first, or finetune with the plans of the model.`,
    mixed: ({ plans, traces }: { plans: string; traces: readonly string[] }) =>
      `Where ${plans} stem from is not clear: ${traces.length === 0 ? 'some traces are those of the pretraining plans and some are not' : wordList(traces)}. They were edited, or a fingerprint was extracted again.`,
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
          yield { message: 'history', data, remedy: 'Nothing has to be done.' };
      } else if (direction === 'pretraining-to-finetuning')
        yield { message: 'reversed', data, remedy: exchanged(from, to) };
      else if (models.length > 0)
        yield { message: 'trainedOtherwise', data: { pretraining: from, plans: trained.label, models } };
    } else if (travel === 'to-finetuning') {
      if (direction === 'finetuning-to-pretraining' && !isTrained) yield { message: 'forward', data };
    } else if (travel === 'apart') {
      if (transfer.configurations.length > 0 && transfer.configurations.every((pair) => isAlike(pair, tolerances)))
        return;
      yield { message: isTrained ? 'notFromTraining' : 'differentOrigins', data, ...remedy };
    } else if (travel === 'edited') {
      yield { message: 'mixed', data: { plans: finetuning.label, traces: partlyText(origins.finetuning) } };
    } else if (travel === 'equal-fingerprints') {
      yield { notChecked: `${from} and ${to} have equal fingerprints, so which way plans travelled cannot be told` };
    } else if (travel === 'unknown' && direction !== 'either') {
      yield { notChecked: 'the direction could not be established: no fingerprint fits, and names are no evidence' };
    }
  },
});

/** Plans of different data may say the same all the same; then nothing is wrong with them. */
function isAlike({ pretraining, finetuning }: TransferConfiguration, tolerances: Tolerances): boolean {
  return differencesBetween(pretraining, finetuning, tolerances).every(
    ({ consequence, field }) => ['no effect', 'inference changes'].includes(consequence) || field === 'batch_size',
  );
}

function modelsOf({ pretraining }: Transfer): readonly string[] {
  const models = pretraining.dataset?.models ?? [];
  return models.filter(({ nameParts }) => nameParts?.plans !== pretraining.plans.plansName).map(({ name }) => name);
}

/** Moving the plans once more would only bring back what came from there. */
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
