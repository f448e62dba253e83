import { defineRule } from '../../src/engine/rule.js';
import { isObject, member } from '../../src/io/json/value.js';
import { admitsBelow } from '../../src/nnunet/values/version-range.js';
import { inQuotes, quotedList } from '../../src/nnunet/words/wording.js';

interface OldName {
  readonly plansName: string;
  readonly stem: string;
}

interface Fails {
  readonly plans: string;
  readonly configurations: readonly string[];
  readonly nnunet: string;
}

/** Releases before 2.2.1 moved plans differently: plans_name stayed, and inherited configurations were fatal. */
export const legacyMove = defineRule({
  id: 'transfer/legacy-move',
  subject: 'transfer',
  severity: 'info',
  since: '0.1.0',
  summary: 'Plans were moved, or can be moved, by the nnU-Net that is in use.',
  topic: 'old move',
  yieldsTo: [{ to: 'plans/name-matches-file:leftBehind', same: 'place' }],
  why: `Before 2.2.1 \`nnUNetv2_move_plans_between_datasets\` changed the data identifiers but not \`plans_name\`. So models of the moved plans land in a folder that is named after the source plans. Up to 2.2 it
also stopped with \`KeyError: 'data_identifier'\` at a configuration that inherits that key.`,
  remedy: 'Move the plans with nnU-Net 2.2.1 or later.',
  sources: [
    'nnunetv2/experiment_planning/plans_for_pretraining/move_plans_between_datasets.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/1488',
    'https://github.com/MIC-DKFZ/nnUNet/issues/1477',
  ],
  examples: [
    {
      title: 'Plans as nnU-Net 2.0 moved them',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/plans_name',
          to: 'TinyPlans',
        },
      ],
      reports: 'oldName',
    },
  ],
  messages: {
    oldName: ({ plansName, stem }: OldName) =>
      `"${stem}" has new data identifiers, but plans_name is still "${plansName}": nnU-Net before 2.2.1 moved plans this way. Models land in a folder that is named after the source plans.`,
    fails: ({ plans, configurations, nnunet }: Fails) =>
      `In ${plans}, ${quotedList(configurations)} ${configurations.length === 1 ? 'has' : 'have'} no own data_identifier. ` +
      `nnU-Net before 2.2.1 stops with a KeyError when it moves such plans, and ${JSON.stringify(nnunet)} allows that version.`,
  },
  *check({ pretraining, finetuning }, { nnunet }) {
    const { plansName } = finetuning.plans;
    const isMoved = finetuning.plans.configurations.some(({ dataIdentifier }) =>
      dataIdentifier?.startsWith(`${finetuning.stem}_`),
    );
    if (
      plansName !== undefined &&
      plansName !== finetuning.stem &&
      plansName === (pretraining.plans.plansName ?? pretraining.stem) &&
      finetuning.place === 'preprocessed' &&
      isMoved
    ) {
      yield {
        message: 'oldName',
        at: '/plans_name',
        data: { plansName, stem: finetuning.stem },
        remedy: `Set plans_name to ${inQuotes(finetuning.stem)}.`,
        fix: {
          edits: [{ document: finetuning.document, pointer: '/plans_name', value: finetuning.stem }],
          isSafe: true,
        },
      };
    }
    const configurations = pretraining.plans.get('configurations');
    if (nnunet === undefined || !isObject(configurations) || !admitsBelow(nnunet, [2, 2, 1])) return;
    const inherited = Object.entries(configurations)
      .filter(([, one]) => isObject(one) && member(one, 'data_identifier') === undefined)
      .map(([name]) => name);
    if (inherited.length === 0) return;
    const at = { document: pretraining.document, pointer: '/configurations' };
    yield { message: 'fails', at, data: { plans: pretraining.label, configurations: inherited, nnunet } };
  },
});
