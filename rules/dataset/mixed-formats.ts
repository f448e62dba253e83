import { defineRule } from '../../src/engine/rule.js';
import { carefulPreprocess } from '../../src/nnunet/command-line/careful-commands.js';
import { endingOf, isBeforeBlosc2, readStorageFormat } from '../../src/nnunet/dataset/storage-format.js';
import { firstFew, quotedList } from '../../src/nnunet/words/wording.js';

interface InFolder {
  readonly folder: string;
}

interface Foreign extends InFolder {
  readonly files: string;
  readonly isOne: boolean;
}

const refusal = 'nnUNetv2_train stops with "Found more than one file ending in the folder".';

/** The format of a data folder is guessed from what follows the last dot of every file (training/dataloading/nnunet_dataset.py, infer_dataset_class). */
export const mixedFormats = defineRule({
  id: 'dataset/mixed-formats',
  subject: 'dataset',
  severity: 'error',
  severities: { old: 'info' },
  since: '0.1.0',
  summary: 'Each data folder holds cases of one storage format and nothing else.',
  why: `From the file endings in a data folder nnU-Net decides whether the cases are stored as \`.b2nd\` (since 2.6) or \`.npz\` (before). Beside \`.pkl\` and \`.npy\` it allows exactly one ending. A
\`.DS_Store\`, a note, cases of an older nnU-Net, or an empty folder all lead to the same misleading message.`,
  remedy: 'Remove the other files, or preprocess again: that empties the folder first.',
  sources: [
    'nnunetv2/training/dataloading/nnunet_dataset.py: infer_dataset_class',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2726',
    'https://github.com/MIC-DKFZ/nnUNet/issues/3003',
  ],
  examples: [
    {
      title: 'macOS has looked into the folder',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom_3d_fullres/.DS_Store',
          write: '',
        },
      ],
      reports: 'foreign',
    },
  ],
  messages: {
    foreign: ({ folder, files, isOne }: Foreign) =>
      `Data folder ${folder} holds ${files}, which ${isOne ? 'is no file' : 'are no files'} of a preprocessed case. ${refusal}`,
    mixed: ({ folder }: InFolder) =>
      `Data folder ${folder} holds cases as .b2nd and as .npz, from nnU-Net before and after 2.6. ${refusal}`,
    empty: ({ folder }: InFolder) =>
      `Data folder ${folder} holds no preprocessed case. nnUNetv2_train stops with the misleading "Found more than one file ending in the folder".`,
    tooNew: ({ folder, nnunet }: InFolder & { readonly nnunet: string }) =>
      `Data folder ${folder} holds cases as .b2nd, which nnU-Net before 2.6 does not find. You use ${nnunet}.`,
    old: ({ folder }: InFolder) =>
      `Data folder ${folder} holds cases as .npz, the format of nnU-Net before 2.6. Newer versions unpack it to .npy and train on it.`,
  },
  *check(dataset, { nnunet }) {
    for (const { folder, configurations } of dataset.dataFolderUses) {
      if (folder === undefined) continue;
      const { format, endings } = readStorageFormat(folder.files);
      const at = { document: { file: folder.path } };
      const data = { folder: folder.name };
      if (format === 'npz') yield { message: 'old', at, data, remedy: 'Nothing needs to be done.' };
      else if (format === 'b2nd') {
        if (nnunet !== undefined && isBeforeBlosc2(nnunet))
          yield {
            message: 'tooNew',
            at,
            data: { ...data, nnunet },
            remedy: 'Use nnU-Net 2.6 or later, or preprocess again with the nnU-Net that you use.',
          };
      } else if (endings.length === 0)
        yield { message: 'empty', at, data, ...carefulPreprocess(dataset, configurations.slice(0, 1)) };
      else {
        const foreign = folder.files.others.filter((file) => !['b2nd', 'npz', 'pkl', 'npy'].includes(endingOf(file)));
        const shown = foreign.length <= 3 ? quotedList(foreign) : firstFew(foreign.map((file) => `"${file}"`));
        if (foreign.length > 0)
          yield { message: 'foreign', at, data: { ...data, files: shown, isOne: foreign.length === 1 } };
        if (endings.includes('b2nd') && endings.includes('npz')) yield { message: 'mixed', at, data };
      }
    }
  },
});
