import { defineRule } from '../../src/engine/rule.js';
import type { Configuration } from '../../src/nnunet/plans/configuration.js';
import type { Plans } from '../../src/nnunet/plans/plans.js';
import { nearMiss } from '../../src/nnunet/words/near-miss.js';
import { inQuotes, quoted, quotedList } from '../../src/nnunet/words/wording.js';

interface Unknown {
  readonly configuration: string;
  readonly stage: string;
  readonly known: readonly string[];
}

interface Link {
  readonly configuration: string;
  readonly stage: string;
}

export const cascadeLinks = defineRule({
  id: 'plans/cascade-links',
  subject: 'configuration',
  severity: 'error',
  severities: { previousGone: 'warning', notTaken: 'warning', ownData: 'warning' },
  since: '0.1.0',
  summary: 'The stages of a cascade exist and point at each other.',
  why: `The later stage of a cascade reads the segmentations of the earlier stage (\`previous_stage\`). The earlier stage writes them in its final validation, for the stages in its \`next_stage\`. Both must name each other.
Otherwise the later stage finds no segmentations and stops, or the earlier stage stops after all its epochs.`,
  remedy:
    'Name the earlier stage in previous_stage of the later one, and the later stage in next_stage of the earlier one.',
  sources: [
    'nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py: __init__, perform_actual_validation',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2186',
  ],
  examples: [
    {
      title: 'The low resolution stage is called otherwise',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_cascade_fullres',
          to: { inherits_from: '3d_fullres', previous_stage: '3d_lowres' },
        },
      ],
      reports: 'previousUnknown',
    },
  ],
  messages: {
    previousUnknown: ({ configuration, stage, known }: Unknown) =>
      `The previous stage of "${configuration}" is ${stage}; the configurations of these plans are ${quotedList(known)}. nnUNetv2_train stops when it looks for that stage's segmentations.`,
    previousGone: ({ configuration, stage }: Link) =>
      `The previous stage of "${configuration}" is "${stage}", which these plans do not have any more. Its predictions are still there, so "${configuration}" can be trained; "${stage}" cannot be trained or validated again.`,
    nextUnknown: ({ configuration, stage, known }: Unknown) =>
      `The next stage of "${configuration}" is ${stage}; the configurations of these plans are ${quotedList(known)}. nnUNetv2_train runs all epochs and stops in the final validation.`,
    notGiven: ({ configuration, stage }: Link) =>
      `The previous stage of "${configuration}" is "${stage}", which does not name it as a next stage. Training "${stage}" writes no segmentations for it, and nnUNetv2_train stops when it looks for them.`,
    notTaken: ({ configuration, stage }: Link) =>
      `"${configuration}" names "${stage}" as a next stage, but "${stage}" names another previous stage, or none. nnU-Net writes segmentations that nothing reads.`,
    ownData: ({ configuration, stage }: Link) =>
      `"${configuration}" inherits from "${stage}" but has its own data_identifier: nnU-Net preprocesses and stores the same data twice.`,
  },
  *check({ configuration, plansFile: { plans, place, document, dataset, stem } }) {
    if (place === 'model' || place === 'embedded' || configuration.inheritanceProblem !== undefined) return;
    const { name, previousStage, nextStages } = configuration;
    const known = plans.configurationNames;
    const meant = (stage: string, key: 'previous_stage' | 'next_stage') => {
      const near = nearMiss(stage, known);
      if (near === undefined) return {};
      const remedy = `Write ${inQuotes(near)}.`;
      if (typeof configuration.get(key) !== 'string') return { remedy };
      return { remedy, fix: { edits: [{ document, pointer: configuration.at(key), value: near }], isSafe: true } };
    };
    if (previousStage !== undefined) {
      const previous = plans.configuration(previousStage);
      const at = configuration.at('previous_stage');
      const hasPredicted = (dataset?.models ?? []).some(
        ({ nameParts, predictedNextStage }) =>
          nameParts?.plans === (plans.plansName ?? stem) &&
          nameParts.configuration === previousStage &&
          (predictedNextStage.get(name)?.length ?? 0) > 0,
      );
      if (previous === undefined && hasPredicted) {
        yield { message: 'previousGone', at, data: { configuration: name, stage: previousStage } };
      } else if (previous === undefined) {
        const data = { configuration: configuration.writtenIn('previous_stage'), stage: quoted(previousStage), known };
        yield { message: 'previousUnknown', at, data, ...meant(previousStage, 'previous_stage') };
      } else if (!previous.nextStages.includes(name) && pointsForward(previous, plans)) {
        // The earlier stage may have several.
        const value = previous.nextStages.length === 0 ? name : [...previous.nextStages, name];
        yield {
          message: 'notGiven',
          at,
          data: { configuration: name, stage: previousStage },
          remedy: `Set next_stage of ${inQuotes(previousStage)} to ${JSON.stringify(value)}, then validate it again: nnUNetv2_train … --val.`,
          fix: { edits: [{ document, pointer: previous.pointerOfOwn('next_stage'), value }], isSafe: false },
        };
      }
    }
    for (const stage of nextStages) {
      const next = plans.configuration(stage);
      const at = configuration.at('next_stage');
      if (next === undefined) {
        const data = { configuration: configuration.writtenIn('next_stage'), stage: quoted(stage), known };
        yield { message: 'nextUnknown', at, data, ...meant(stage, 'next_stage') };
      } else if (next.previousStage !== name && pointsBack(next, plans) && !configuration.isInherited('next_stage')) {
        yield { message: 'notTaken', at, data: { configuration: name, stage } };
      }
    }
    const parent = configuration.lineage[1];
    if (previousStage === undefined || parent === undefined || configuration.isInherited('data_identifier')) return;
    const inherited = plans.configuration(parent)?.dataIdentifier;
    if (
      configuration.dataIdentifier === undefined ||
      inherited === undefined ||
      inherited === configuration.dataIdentifier
    )
      return;
    yield {
      message: 'ownData',
      at: configuration.at('data_identifier'),
      data: { configuration: name, stage: parent },
      remedy: `Remove data_identifier of ${inQuotes(name)}: then it uses the data of ${inQuotes(parent)}.`,
    };
  },
});

/** Whether what a stage says of the next one can be relied on: a name that leads nowhere is told by itself. */
function pointsForward({ nextStages, inheritanceProblem }: Configuration, plans: Plans): boolean {
  return inheritanceProblem === undefined && nextStages.every((stage) => plans.configuration(stage) !== undefined);
}

/** The same for the stage before. */
function pointsBack(configuration: Configuration, plans: Plans): boolean {
  const { previousStage, inheritanceProblem } = configuration;
  const isUnsaid = (configuration.get('previous_stage') ?? null) === null;
  const isKnown = previousStage !== undefined && plans.configuration(previousStage) !== undefined;
  return inheritanceProblem === undefined && (isUnsaid || isKnown);
}
