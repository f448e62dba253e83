import { defineRule } from '../../src/engine/rule.js';
import { trainerNames } from '../../src/nnunet/installation/trainer-names.js';
import { nearMiss } from '../../src/nnunet/words/near-miss.js';
import { inQuotes } from '../../src/nnunet/words/wording.js';

interface Mistyped {
  readonly trainer: string;
  readonly meant: string;
}

/** `-tr` names a class somewhere below nnunetv2/training/nnUNetTrainer. */
export const trainerKnown = defineRule({
  id: 'workflow/trainer-known',
  subject: 'script',
  severity: 'error',
  severities: { foreign: 'info' },
  since: '0.1.0',
  summary: 'The trainer that a command names is one that nnU-Net can find.',
  why: `\`nnUNetv2_train\` looks for the class by its name among the files of nnU-Net itself, and stops with "Could not find requested nnunet trainer" where there is none. Trainers of forks, and one's own, have to lie there too,
in the environment of the job.`,
  remedy: 'Put the class into nnunetv2/training/nnUNetTrainer, and list it under knownClasses in nnplans.config.json.',
  sources: ['nnunetv2/utilities/find_objects.py', 'https://github.com/MIC-DKFZ/nnUNet/issues/1694'],
  examples: [
    {
      title: 'A letter is missing',
      changes: [],
      command: 'nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom -tr nnUNetTrainer_250epoch',
      reports: 'mistyped',
    },
  ],
  messages: {
    mistyped: ({ trainer, meant }: Mistyped) =>
      `No trainer of nnU-Net is called "${trainer}"; "${meant}" is. nnUNetv2_train stops unless somebody has added such a class.`,
    foreign: ({ trainer }: { readonly trainer: string }) =>
      `"${trainer}" does not come with nnU-Net. nnUNetv2_train stops unless the class lies in nnunetv2/training/nnUNetTrainer.`,
  },
  *check({ commands }, { knownClasses }) {
    for (const { invocation, intent, place } of commands) {
      const trainer = intent.kind === 'train' && !invocation.asksForHelp ? intent.trainer : undefined;
      if (trainer === undefined || trainerNames.includes(trainer) || knownClasses.has(trainer)) continue;
      const meant = nearMiss(trainer, trainerNames);
      if (meant === undefined) yield { message: 'foreign', at: place, data: { trainer } };
      else yield { message: 'mistyped', at: place, data: { trainer, meant }, remedy: `Write ${inQuotes(meant)}.` };
    }
  },
});
