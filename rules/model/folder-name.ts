import { defineRule } from '../../src/engine/rule.js';
import { quoted } from '../../src/nnunet/words/wording.js';

interface Differs {
  readonly part: string;
  readonly inName: string;
  readonly inside: string;
  readonly source: string;
}

/** `<trainer>__<plans>__<configuration>`: how every later command finds the folder (utilities/file_path_utilities.py). */
export const folderName = defineRule({
  id: 'model/folder-name',
  subject: 'model',
  severity: 'warning',
  since: '0.1.0',
  summary: 'The name of a model folder says what is inside.',
  why: `nnU-Net finds a model by the name of its folder, \`<trainer>__<plans>__<configuration>\`, built from \`-tr\`, \`-p\` and \`-c\`. Then it loads what is inside. If a folder
was renamed or copied, the two differ: \`--c\` continues another model than you asked for.`,
  remedy: 'Rename the folder to what is inside.',
  sources: ['nnunetv2/utilities/file_path_utilities.py', 'nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py'],
  examples: [
    {
      title: 'A model was copied under the name of another plans identifier',
      changes: [
        {
          file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__nnUNetPlans__3d_fullres',
          copyFrom: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres',
        },
      ],
      reports: 'differs',
    },
  ],
  messages: {
    differs: ({ part, inName, inside, source }: Differs) =>
      `The folder's name says that the ${part} is ${quoted(inName)}; ${source} says ${quoted(inside)}. nnU-Net finds the folder by its name, but works with what is inside.`,
  },
  *check({ nameParts, plansFile, folds, folder }) {
    if (nameParts === undefined) return;
    const at = { document: { file: folder } };
    const plansName = plansFile.plans.plansName;
    if (plansName !== undefined && plansName !== nameParts.plans) {
      const data = {
        part: 'plans identifier',
        inName: nameParts.plans,
        inside: plansName,
        source: 'plans_name in plans.json',
      };
      yield { message: 'differs', at, data };
    }
    for (const checkpoint of folds.flatMap((fold) => fold.checkpoints)) {
      const { trainer, configuration } = checkpoint.trainedAs;
      const source = checkpoint.nameInModel;
      const facts = [
        ['trainer', nameParts.trainer, trainer],
        ['configuration', nameParts.configuration, configuration],
      ] as const;
      for (const [part, inName, inside] of facts) {
        if (inside !== undefined && inside !== inName)
          yield { message: 'differs', at, data: { part, inName, inside, source } };
      }
    }
  },
});
