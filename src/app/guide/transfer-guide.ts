import { transferSteps } from '../../nnunet/plans/transfer-steps.js';
import type { Guide, GuidePart } from '../../report/guide.js';
import type { GuideNames } from './names.js';

/** How plans and weights of one dataset are taken over for another, with the names of the reader's own datasets. */
export function transferGuide(names: GuideNames): Guide {
  const ways = [existingCheckpoint(names), pretrainingToCome(names)];
  return {
    title: 'Finetuning from another dataset: which plans go where',
    paragraphs: [
      '-pretrained_weights wants every parameter but those of the segmentation layers to have the same name and shape. So both trainings ' +
        'must use the same plans, and plans belong to the dataset that they were computed from. One of the two datasets takes the plans of the other; ' +
        'spacing, normalization, patch size and network then agree, without having to be compared by hand.',
      names.source,
    ],
    parts: [...(names.direction === 'finetuning-to-pretraining' ? ways.reverse() : ways), pitfalls, documentation],
  };
}

function existingCheckpoint(names: GuideNames): GuidePart {
  const { pretraining, finetuning } = names;
  return {
    title: 'The checkpoint exists, or is to serve several datasets',
    paragraphs: [
      `Plans go to the finetuning dataset: a checkpoint has fixed them. ${finetuning.name} is preprocessed with the plans of ${pretraining.name}, under a name of their own. ` +
        'Of a downloaded model the first two steps fall away; its plans come out of a model folder or a checkpoint: nnplans transfer -s checkpoint_final.pth.',
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
    title: 'The pretraining is still to be run, for this one dataset',
    paragraphs: [
      `Plans go to the pretraining dataset, and the finetuning dataset keeps its own. So nnU-Net's guide has it: ${pretraining.name} is preprocessed and trained with the plans of ${finetuning.name}, which fit the images that matter in the end. ` +
        'The checkpoint then serves this dataset only. Tell nnplans by --direction finetuning-to-pretraining, or by "direction" in nnplans.config.json.',
    ],
    steps: transferSteps(swapped, 'finetuning'),
  };
}

const pitfalls: GuidePart = {
  title: 'What nnU-Net does not say',
  paragraphs: [],
  table: {
    heads: ['what happens', 'who tells'],
    rows: [
      [
        'The move replaces plans of the same name, and data of the same folder go with the next preprocessing.',
        'transfer/identifier-collision',
      ],
      [
        'Neither fingerprint extraction nor the move writes dataset.json; preprocessing stops without it.',
        'transfer/dataset-json-missing',
      ],
      ['Plans are edited after the move: weights load, data look different.', 'transfer/edited-after-transfer'],
      ['Data were preprocessed before the plans came or changed.', 'transfer/preprocessing-order'],
      ['Without -p, training takes nnUNetPlans.', 'transfer/plans-flag'],
      ['Plans do not say which trainer made the weights; some build another network.', 'transfer/trainer-network'],
    ],
  },
  afterwards: [
    'Each of them: nnplans explain RULE. All at once, before the job: nnplans check.',
    'Self-supervised checkpoints of nnssl go another way, in nnU-Net after 2.8.1: nnUNetv2_preprocess_like_nnssl with -am like_pretrained (which is not its default), then nnUNetv2_train_pretrained. ' +
      'The rules nnssl/* look at their plans and models.',
  ],
};

/** documentation/pretraining_and_finetuning.md at each release, and what it says around the command. */
const documentation: GuidePart = {
  title: "Four generations of nnU-Net's own instructions",
  paragraphs: [
    'The text always meant the second way: the finetuning dataset keeps its plans. The command that it printed did not always do that, and copies of every generation are still around. ' +
      'In all of them -s is where plans come from and -t where they go.',
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
    'Neither way is wrong. What counts is that both sides use the same plans, and that a checkpoint is used with those that it was trained with.',
  ],
};
