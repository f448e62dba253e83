import { defineRule } from '../../src/engine/rule.js';
import { modelsNamed, namesakeOf } from '../../src/nnunet/plans/plans-names.js';
import { inQuotes } from '../../src/nnunet/words/wording.js';

interface Names {
  readonly plansName: string;
  readonly stem: string;
}

interface Shared extends Names {
  readonly other: string;
}

interface LeftBehind extends Names {
  readonly model: string;
}

/** The model folder's name is built from `plans_name`, not from the file's name (nnUNetTrainer.__init__). */
export const nameMatchesFile = defineRule({
  id: 'plans/name-matches-file',
  subject: 'plans',
  severity: 'error',
  severities: { differs: 'warning' },
  since: '0.1.0',
  summary: 'The plans_name is the name of the file, so models get the name that you ask for.',
  topic: 'plans_name',
  yieldsTo: [{ to: 'dataset/planner-name', messages: ['differs'], same: 'file' }],
  why: `\`-p\` finds plans by the name of their file, but models go to \`<trainer>__<plans_name>__<configuration>\`. A copied or renamed file keeps its old \`plans_name\`. Training with it
overwrites the model of the other plans, and \`--c\` continues that model. If you edit \`plans_name\` after a training, nnU-Net no longer finds the model. A cascade no longer finds the predictions of its earlier stage.`,
  remedy: 'Set plans_name to the name of the file.',
  sources: ['nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py', 'https://github.com/MIC-DKFZ/nnUNet/issues/1650'],
  examples: [
    {
      title: 'The plans were copied and edited under a new name',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/LargePatch.json',
          copyFrom: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
        },
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/LargePatch.json',
          set: '/configurations/3d_fullres/patch_size',
          to: [32, 32, 32],
        },
      ],
      reports: 'shared',
    },
  ],
  messages: {
    differs: ({ plansName, stem }: Names) =>
      `The plans_name is "${plansName}", but the file is called "${stem}". nnU-Net names model folders after plans_name.`,
    shared: ({ plansName, stem, other }: Shared) =>
      `"${stem}" and "${other}" are different plans with the same plans_name "${plansName}". Models of both land in the same folder: the later one replaces the earlier one.`,
    leftBehind: ({ plansName, stem, model }: LeftBehind) =>
      `The plans_name of "${stem}" is "${plansName}", but the model that was trained with these plans is ${model}. nnU-Net no longer finds it to continue it, or as the earlier stage of a cascade.`,
  },
  *check(file) {
    const { plansName } = file.plans;
    const { dataset, stem } = file;
    if (file.place !== 'preprocessed' || dataset === undefined || plansName === undefined || plansName === stem) return;
    const at = '/plans_name';
    const named = {
      remedy: `Set plans_name to ${inQuotes(stem)}.`,
      fix: { edits: [{ document: file.document, pointer: at, value: stem }], isSafe: true },
    };
    const names = { plansName, stem };
    const other = namesakeOf(file, dataset.plansFiles);
    const model = modelsNamed(dataset.models, stem)[0];
    if (other !== undefined) {
      const related = [{ document: other.document, pointer: at, message: 'the same plans_name' }];
      yield { message: 'shared', at, data: { ...names, other: other.stem }, related, ...named };
    } else if (model !== undefined && modelsNamed(dataset.models, plansName).length === 0) {
      yield { message: 'leftBehind', at, data: { ...names, model: model.name }, ...named };
    } else yield { message: 'differs', at, data: names, ...named };
  },
});
