import { defineRule } from '../../src/engine/rule.js';
import { carefulPreprocess } from '../../src/nnunet/command-line/careful-commands.js';
import { commandsOnDisk } from '../../src/nnunet/workflow/commands-on-disk.js';

interface Missing {
  readonly folder: string;
  readonly configuration: string;
}

/** In an audit a data folder that is not there yet is no mistake; before a training it is. */
export const preprocessed = defineRule({
  id: 'workflow/preprocessed',
  subject: 'script',
  severity: 'error',
  severities: { notYet: 'warning' },
  since: '0.1.0',
  summary: 'The data that a training reads exist.',
  topic: 'preprocessed data',
  yieldsTo: [
    { to: 'workflow/roots', same: 'place' },
    { to: 'dataset/missing-data-folder:renamed', same: 'place' },
    { to: 'dataset/missing-data-folder:predicted', same: 'place' },
    { to: 'dataset/missing-data-folder:lost', within: 'job' },
  ],
  why: `\`nnUNetv2_train\` builds network and optimizer, and loads pretrained weights, before it looks for the folder that \`data_identifier\` names. It then stops with "No such file or directory". Each configuration of each plans file
has its own folder: moved plans do not use the data of \`nnUNetPlans\`.`,
  remedy: 'Preprocess the dataset with these plans.',
  sources: [
    'nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py',
    'nnunetv2/training/dataloading/nnunet_dataset.py: infer_dataset_class',
  ],
  examples: [
    {
      title: 'Plans were moved, and nothing preprocessed with them',
      changes: [{ file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom_3d_fullres', delete: true }],
      command: 'nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom',
      reports: 'missing',
    },
  ],
  messages: {
    notYet: ({ folder, configuration }: Missing) =>
      `There are no data for ${configuration}: the folder ${folder} does not exist, and this script does not make it before. Unless another script does, nnUNetv2_train stops.`,
    missing: ({ folder, configuration }: Missing) =>
      `There are no data for ${configuration}: the folder ${folder} does not exist. nnUNetv2_train stops.`,
  },
  *check(script) {
    for (const { intent, jobs, place } of commandsOnDisk(script, ['preprocess'])) {
      if (intent.kind !== 'train') continue;
      for (const { dataset, plansFile, configurations } of jobs) {
        const { datasetName } = plansFile.plans;
        // Plans that name another dataset have their data there: plans/dataset-matches-folder tells.
        if (datasetName !== undefined && datasetName !== dataset.name) continue;
        const own = configurations.find(({ configuration }) => configuration.name === intent.configuration);
        const folder = own?.configuration.dataIdentifier;
        if (own === undefined || folder === undefined) continue;
        if (dataset.dataFolders.some(({ name }) => name === folder)) continue;
        yield {
          message: script.file === undefined ? 'missing' : 'notYet',
          at: place ?? { document: plansFile.document, pointer: own.configuration.at('data_identifier') },
          data: { folder, configuration: own.label },
          ...carefulPreprocess(dataset, [own], 'Preprocess them: '),
        };
      }
    }
  },
});
