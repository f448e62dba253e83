import { transferSteps } from '../../nnunet/plans/transfer-steps.js';
import type { Guide, GuidePart } from '../../report/guide.js';
import type { GuideNames } from './names.js';

/** How plans and weights of one dataset are used for another, with the names of the reader's own datasets. */
export function transferGuide(names: GuideNames): Guide {
  const ways = [existingCheckpoint(names), pretrainingToCome(names)];
  return {
    title: 'Finetuning from another dataset: which plans go where',
    paragraphs: [
      '-pretrained_weights needs the same name and shape for every parameter, except the segmentation layers. So both trainings ' +
        'must use the same plans. Plans are made from one dataset, and the other one gets them. ' +
        'Then spacing, normalization, patch size and network agree, and you need not compare them by hand.',
      names.source,
    ],
    parts: [...(names.direction === 'finetuning-to-pretraining' ? ways.reverse() : ways), pitfalls, documentation],
  };
}

function existingCheckpoint(names: GuideNames): GuidePart {
  const { pretraining, finetuning } = names;
  return {
    title: 'The checkpoint exists, or you want to use it for several datasets',
    paragraphs: [
      `Plans go to the finetuning dataset: a checkpoint needs the plans that it was trained with. You preprocess ${finetuning.name} with the plans of ${pretraining.name}, under their own name. ` +
        'For a downloaded model leave out the first two steps. Its plans are in the model folder and in the checkpoint: nnplans transfer -s checkpoint_final.pth.',
    ],
    steps: transferSteps(names, 'pretraining'),
  };
}

function pretrainingToCome(names: GuideNames): GuidePart {
  const { pretraining, finetuning } = names;
  // Names turn round: now the finetuning dataset has plans of its own.
  const isConfigured = names.direction === 'finetuning-to-pretraining';
  const swapped = isConfigured
    ? names
    : { ...names, finetuningPlans: 'nnUNetPlans', pretrainingPlans: `PlansFrom${finetuning.id ?? finetuning.name}` };
  return {
    title: 'The pretraining has not been run, and is for this one dataset',
    paragraphs: [
      `Plans go to the pretraining dataset, and the finetuning dataset keeps its own. This is what nnU-Net's guide shows. You preprocess and train ${pretraining.name} with the plans of ${finetuning.name}, which fit the images that matter in the end. ` +
        'The checkpoint then fits only this dataset. Tell nnplans with --direction finetuning-to-pretraining, or with "direction" in nnplans.config.json.',
    ],
    steps: transferSteps(swapped, 'finetuning'),
  };
}

const pitfalls: GuidePart = {
  title: 'What nnU-Net does not tell you',
  paragraphs: [],
  table: {
    heads: ['what happens', 'which rule tells you'],
    rows: [
      [
        'The move replaces plans of the same name, and the next preprocessing deletes data in the same folder.',
        'transfer/identifier-collision',
      ],
      [
        'Neither fingerprint extraction nor the move writes dataset.json; preprocessing stops without it.',
        'transfer/dataset-json-missing',
      ],
      ['Plans are edited after the move: weights load, data look different.', 'transfer/edited-after-transfer'],
      ['Data were preprocessed before the plans came or changed.', 'transfer/preprocessing-order'],
      ['Without -p, training uses nnUNetPlans.', 'transfer/plans-flag'],
      ['Plans do not say which trainer made the weights; some build another network.', 'transfer/trainer-network'],
    ],
  },
  afterwards: [
    'For one of them: nnplans explain RULE. For all of them, before the job: nnplans check.',
    'Self-supervised checkpoints of nnssl need other commands, in nnU-Net after 2.8.1: nnUNetv2_preprocess_like_nnssl with -am like_pretrained (which is not its default), then nnUNetv2_train_pretrained. ' +
      'The rules nnssl/* look at their plans and models.',
  ],
};

/** documentation/pretraining_and_finetuning.md at each release, and what it says around the command. */
const documentation: GuidePart = {
  title: "Four generations of nnU-Net's own instructions",
  paragraphs: [
    'The text always meant the second way: the finetuning dataset keeps its plans. The printed command did not always do that, and people still copy all versions of it. ' +
      'In all of them plans come from -s and go to -t.',
  ],
  table: {
    heads: ['release', 'printed', 'plans go', 'beware'],
    rows: [
      [
        '2.0, 2.1',
        '-s SOURCE -t TARGET, source = pretraining',
        'to the finetuning dataset',
        'the text around it means the other way',
      ],
      [
        '2.2 to 2.4.2',
        '-s TARGET -t SOURCE',
        'to the pretraining dataset',
        'the next commands name the identifiers of the wrong dataset',
      ],
      ['2.5.1', '-s PRETRAINING -t TARGET', 'to the finetuning dataset', 'the text around it means the other way'],
      ['2.5.2 and later', '-s FINETUNING -t PRETRAINING', 'to the pretraining dataset', 'the last command has no -p'],
    ],
  },
  afterwards: [
    'Both ways are right, as long as both sides use the same plans, and a checkpoint is used with the plans that it was trained with.',
  ],
};
