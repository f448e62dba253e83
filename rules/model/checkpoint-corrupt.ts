import { defineRule } from '../../src/engine/rule.js';
import { shellCommand } from '../../src/nnunet/command-line/word.js';
import type { CheckpointFault } from '../../src/workspace/model-subjects.js';

type StandIn = CheckpointFault['standIn'];

interface Damaged {
  readonly file: string;
  readonly reason: string;
}

export const checkpointCorrupt = defineRule({
  id: 'model/checkpoint-corrupt',
  subject: 'checkpoint',
  severity: 'error',
  since: '0.1.0',
  summary: 'Every checkpoint can be opened and is whole.',
  why: `A full disk, a broken download or a killed job leaves a \`.pth\` that torch cannot load. nnU-Net opens it after everything else was set up: several seconds into a
prediction, or once the data of a finetuning have been prepared.`,
  remedy: 'Copy or download the file again; without another copy, use an earlier checkpoint of the same fold.',
  sources: ['nnunetv2/run/load_pretrained_weights.py', 'nnunetv2/inference/predict_from_raw_data.py'],
  examples: [
    {
      title: 'A checkpoint of no bytes',
      changes: [
        {
          file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth',
          write: '',
        },
      ],
      reports: 'damaged',
    },
  ],
  messages: {
    damaged: ({ file, reason }: Damaged) =>
      `${file} cannot be loaded: ${reason}. torch.load stops here, and with it every command that uses this checkpoint.`,
    folder: ({ file }: { readonly file: string }) =>
      `${file} is a folder. It was unzipped, perhaps by a browser or file manager; torch.load needs the .pth file itself.`,
  },
  *check({ content, fileName }) {
    const { fault, checkpoint, trace } = content;
    // That a pickle was left before its end is for model/unexpected-global to say.
    if (fault !== undefined && fault.kind !== 'missing' && trace.unread === undefined) {
      if (fault.kind === 'is-a-folder') yield { message: 'folder', data: { file: fileName }, remedy: zipAgain };
      else
        yield {
          message: 'damaged',
          data: { file: fileName, reason: fault.message },
          ...fetched(fault.standIn, fileName),
        };
    }
    const fatal = checkpoint?.problems.find((problem) => problem.fatal);
    if (fatal !== undefined) yield { message: 'damaged', data: { file: fileName, reason: fatal.message } };
  },
});

const zipAgain = 'Copy or download the .pth file again, without unzipping it.';

/** What lies there in place of a file is fetched by the tool that put it there. */
function fetched(standIn: StandIn, fileName: string): { readonly remedy?: string } {
  if (standIn === 'git-lfs') return { remedy: 'git lfs pull' };
  if (standIn === 'git-annex') return { remedy: shellCommand`git annex get ${fileName}` };
  return standIn === 'web-page'
    ? { remedy: 'Download the file again, from a link that leads to the file itself and not to a page about it.' }
    : {};
}
