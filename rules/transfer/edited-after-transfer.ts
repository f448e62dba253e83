import { defineRule, type Fix, type RuleContext, type RuleReference } from '../../src/engine/rule.js';
import { carefulPreprocess } from '../../src/nnunet/command-line/careful-commands.js';
import { areOtherNetworks } from '../../src/nnunet/compare/comparison.js';
import type { Consequence } from '../../src/nnunet/compare/consequence.js';
import { loadingOf } from '../../src/nnunet/compare/transfer-loading.js';
import { mayBeOneDataset } from '../../src/nnunet/dataset/dataset-ids.js';
import { imageDimension } from '../../src/nnunet/dataset/readers.js';
import { compareOrigins, kinshipOf } from '../../src/nnunet/origin/origin.js';
import { trainedPlansText } from '../../src/nnunet/origin/origin-wording.js';
import { travelOf } from '../../src/nnunet/origin/travel.js';
import {
  type EditAfterMove,
  editsAfterMove,
  editsByConsequence,
  editTexts,
  fieldName,
  listText,
} from '../../src/nnunet/plans/edits-after-move.js';
import type { ConfigurationInFile } from '../../src/nnunet/plans/plans.js';
import { firstFew } from '../../src/nnunet/words/wording.js';
import type { PlansFile, Transfer, TransferConfiguration } from '../../src/workspace/subjects.js';

interface Edits {
  readonly plans: string;
  readonly source: string;
  /** `spacing of 3d_fullres` */
  readonly fields: readonly string[];
  /** What the move would have written, and what stands there now, as a person writes it. */
  readonly moved: readonly string[];
  readonly now: readonly string[];
  /** What nnU-Net does with each field. */
  readonly reasons: readonly string[];
  /** Whether the weights load and the data fit, all edits together. */
  readonly weightsLoad: 'yes' | 'no' | 'unknown';
  /** Why it is not known whether weights load. */
  readonly doubt?: string;
  readonly dataFit: boolean;
}

type Message = 'weights' | 'weightsUnknown' | 'data' | 'training' | 'inference' | 'nothing';

const messageOf: Readonly<Record<Consequence, Message>> = {
  'weights no longer load': 'weights',
  'data must be preprocessed again': 'data',
  'training changes': 'training',
  'inference changes': 'inference',
  'no effect': 'nothing',
};

/** Mistakes that say by themselves what is wrong with an edit. */
const mistakes: readonly RuleReference[] = [
  'plans/architecture-lengths',
  'plans/class-known:unusable',
  'plans/dimension-consistent',
  'plans/intensity-properties',
  'plans/known-arguments',
  'plans/late-failure:argument',
  'plans/late-failure:givenTwice',
  'plans/late-failure:network',
  'plans/late-failure:unusable',
  'plans/late-failure:value',
  'plans/legacy-format:incomplete',
  'plans/network-known:isFunction',
  'plans/network-known:mistyped',
  'plans/network-known:noNetwork',
  'plans/network-known:otherArguments',
  'plans/network-known:otherLayer',
  'plans/network-known:silentlyNothing',
  'plans/network-known:unusable',
  'plans/normalization-known:unusable',
  'plans/null-spacing',
  'plans/schema:network',
  'plans/schema:value',
  'plans/transpose-inverse',
];

/** Rules that compare the two sides field by field: they say better what such an edit does. */
const mismatches: readonly RuleReference[] = [
  'transfer/axis-order-match',
  'transfer/batch-size-match',
  'transfer/intensity-properties-match',
  'transfer/normalization-match',
  'transfer/patch-size-match',
  'transfer/reader-mismatch:orientation',
  'transfer/resampling-match',
  'transfer/spacing-match',
];

/** A move rewrites names and the reader; whatever else differs from the source was edited by hand. */
export const editedAfterTransfer = defineRule({
  id: 'transfer/edited-after-transfer',
  subject: 'transfer',
  severity: 'warning',
  severities: { training: 'info', inference: 'info', nothing: 'info' },
  since: '0.1.0',
  summary: 'Nobody edited the plans after they were moved.',
  topic: 'edits after the move',
  yieldsTo: [
    { to: [...mistakes, ...mismatches], same: 'places' },
    { to: 'transfer/weights-loadable:refused', messages: ['weights'] },
  ],
  why: `You move plans so that nnU-Net treats both datasets alike. nnU-Net never compares them again. nnplans finds later edits by comparing three things: the source plans, what
\`nnUNetv2_move_plans_between_datasets\` writes from them, and the plans that are there now. It sorts the edits by what follows from them, and says whether weights and data still fit after all of them.`,
  remedy: 'Undo the edit. Or make it in the source plans too, and pretrain with them.',
  sources: ['nnunetv2/experiment_planning/plans_for_pretraining/move_plans_between_datasets.py'],
  examples: [
    {
      title: 'The spacing of the moved plans was edited by hand',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/spacing/0',
          to: 2.5,
        },
      ],
      reports: 'data',
    },
  ],
  messages: {
    weights: (edits: Edits) =>
      `${told(edits)} The pretrained weights no longer load${edits.dataFit ? '; existing data can stay' : ''}.`,
    weightsUnknown: (edits: Edits) =>
      `${told(edits)} nnplans cannot tell whether the pretrained weights still load${edits.doubt === undefined ? '' : ` (${edits.doubt})`}.`,
    data: (edits: Edits) =>
      `${told(edits)} nnU-Net makes data differently than for the pretraining, and data from before the edit do not fit${edits.weightsLoad === 'yes' ? '; the weights still load' : ''}.`,
    training: (edits: Edits) => `${told(edits)} Training changes${otherwise(edits)}.`,
    inference: (edits: Edits) => `${told(edits)} Predictions change${otherwise(edits)}.`,
    nothing: (edits: Edits) => `${told(edits)} nnU-Net does the same as before.`,
  },
  *check(transfer, { tolerances, installation }) {
    const { pretraining, trained, finetuning, origins } = transfer;
    const from = pretraining.dataset?.name ?? trained.plans.datasetName ?? trained.label;
    const to = finetuning.dataset?.name ?? finetuning.plans.datasetName ?? finetuning.label;
    if (from === to || isOfAnotherTraining(transfer)) return;
    const travel = travelOf({
      pretraining: { dataset: from, plans: trained.plans, origin: origins.trained },
      finetuning: { dataset: to, plans: finetuning.plans, origin: origins.finetuning },
    });
    // Plans of other data were never moved here.
    if (travel === 'apart' || (travel === 'unknown' && !sharesItsStatistics(transfer))) return;
    const [source, moved] = travel === 'to-pretraining' ? [finetuning, trained] : [trained, finetuning];
    const dataset = moved === finetuning ? finetuning.dataset : pretraining.dataset;
    const target = {
      datasetJson: dataset?.rawDatasetJson?.value ?? moved.datasetJson?.value,
      dimension: imageDimension(dataset?.fingerprint.value),
    };
    const compared = transfer.configurations
      // A configuration of another name was added on purpose.
      .filter((pair) => pair.pretraining.configuration.name === pair.name)
      // Nobody edits one network class into another: such plans come from two planners.
      .filter((pair) => !areOtherNetworks(pair.pretraining.configuration, pair.finetuning.configuration));
    const pairs = compared.map((pair): readonly [ConfigurationInFile, ConfigurationInFile] =>
      moved === finetuning ? [pair.pretraining, pair.finetuning] : [pair.finetuning, pair.pretraining],
    );
    const loading = weightsOf(compared, installation);
    const found = editsByConsequence(
      editsAfterMove(pairs, target, tolerances).map((edit) => withLoading(edit, loading)),
    );
    const isAmong = (wanted: Consequence) => found.some(([consequence]) => consequence === wanted);
    for (const [consequence, edits] of found) {
      const [first, ...more] = edits;
      yield {
        message:
          consequence === 'weights no longer load' && loading.weightsLoad === 'unknown'
            ? 'weightsUnknown'
            : messageOf[consequence],
        ...takeBack(consequence, edits, moved, source),
        at: { document: moved.document, pointer: first?.at ?? '' },
        related: more.map((edit) => ({
          document: moved.document,
          pointer: edit.at,
          message: `${fieldName(edit)}: ${edit.reason}`,
        })),
        data: {
          plans: trainedPlansText(moved.place, moved.label),
          source: trainedPlansText(source.place, source.label),
          fields: edits.map(fieldName),
          moved: edits.map(({ before }) => listText(before)),
          now: edits.map(({ after }) => listText(after)),
          reasons: edits.map(({ reason }) => reason),
          ...loading,
          dataFit: !isAmong('data must be preprocessed again'),
        },
      };
    }
  },
});

/** What becomes of the weights, in whichever configuration it is worst. */
function weightsOf(
  pairs: readonly TransferConfiguration[],
  installation: RuleContext['installation'],
): Pick<Edits, 'weightsLoad' | 'doubt'> {
  const all = pairs.map((pair) => loadingOf(pair, installation));
  if (all.some(({ comparison }) => comparison?.loads === false)) return { weightsLoad: 'no' };
  const doubt = all.find(({ reason }) => reason !== undefined)?.reason;
  return doubt === undefined ? { weightsLoad: 'yes' } : { weightsLoad: 'unknown', doubt };
}

/** Trainers may build the same network from plans that describe different ones. */
function withLoading(edit: EditAfterMove, { weightsLoad }: Pick<Edits, 'weightsLoad'>): EditAfterMove {
  return weightsLoad === 'yes' && edit.consequence === 'weights no longer load'
    ? { ...edit, consequence: 'training changes' }
    : edit;
}

/** Nothing has to be undone that weights and data can do with; it may have been meant. */
function takeBack(
  consequence: Consequence,
  edits: readonly EditAfterMove[],
  moved: PlansFile,
  source: PlansFile,
): { readonly remedy: string; readonly fix?: Fix } {
  if (consequence === 'no effect') return { remedy: 'Nothing needs to be done.' };
  if (consequence !== 'weights no longer load' && consequence !== 'data must be preprocessed again')
    return {
      remedy:
        'If you meant this edit, nothing needs to be done: weights and data stay as they are. If not, undo the edit.',
    };
  // Plans that weights were trained with are what they are: then the other side has to follow.
  const isTrained = ['model', 'embedded'].includes(moved.place);
  const mended = isTrained ? source : moved;
  const { dataset } = mended;
  const used = edits.flatMap(({ configuration }) => configuration ?? []);
  const configurations = mended.configurations.filter(
    ({ configuration }) => used.length === 0 || used.includes(configuration.name),
  );
  const folders = dataset?.dataFolderUses.filter(
    (use) => use.folder !== undefined && use.configurations.some((one) => configurations.includes(one)),
  );
  const isInData = consequence === 'data must be preprocessed again' && (folders ?? []).length > 0;
  const purpose = isTrained ? 'Then preprocess again: ' : 'If data were made with it, preprocess again: ';
  const again =
    isInData && dataset !== undefined && mended.place === 'preprocessed'
      ? carefulPreprocess(dataset, configurations, purpose)
      : undefined;
  const fix = {
    edits: edits.map(({ at, sourceAt, before, after }) => {
      const [wanted, from, to] = isTrained ? [after, at, sourceAt] : [before, sourceAt, at];
      const place = { document: mended.document, pointer: to };
      const original = { document: isTrained ? moved.document : source.document, pointer: from };
      return wanted === undefined ? { ...place, remove: true as const } : { ...place, copyOf: original };
    }),
    isSafe: false,
    ...(again === undefined ? {} : { commands: [again.command] }),
  };
  if (isTrained) {
    const remedy = `Make the same edit in ${source.label}: the weights were trained with it.`;
    // Data fit only after the command: an edit alone would leave another mistake.
    return again === undefined ? { remedy, fix } : { remedy: `${remedy} ${again.remedy}` };
  }
  const otherwise = ['model', 'embedded'].includes(source.place)
    ? 'pretrain again with plans that have the same edit'
    : 'make it in the source plans too, before the pretraining';
  return { remedy: `Undo the edit${again === undefined ? ', or' : `. ${again.remedy}. Or`} ${otherwise}.`, fix };
}

/** A checkpoint of another dataset than the pretraining: its plans were never the source of a move that is looked at here. */
function isOfAnotherTraining({ pretraining: { dataset }, trained }: Transfer): boolean {
  const trainedOn = trained.place === 'embedded' ? trained.plans.datasetName : undefined;
  return trainedOn !== undefined && dataset?.id !== undefined && !mayBeOneDataset(trainedOn, dataset.name);
}

/** Where no fingerprint can tell, plans of equal statistics are surely of one origin. */
function sharesItsStatistics({ trained, finetuning }: Transfer): boolean {
  return kinshipOf(compareOrigins(trained.plans, finetuning.plans)) === 'same';
}

/** What stays as it was. */
function otherwise({ weightsLoad, dataFit }: Edits): string {
  const kept = [...(weightsLoad === 'yes' ? ['weights load'] : []), ...(dataFit ? ['data fit'] : [])];
  return kept.length === 0 ? '' : `; ${kept.join(' and ')}`;
}

function told({ plans, source, fields, moved, now }: Edits): string {
  return `${plans} is not what a move of ${source} writes: ${firstFew(editTexts(fields, moved, now), 5)}.`;
}
