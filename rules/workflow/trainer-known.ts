import { defineRule } from '../../src/engine/rule.js';
import { judgeName } from '../../src/nnunet/installation/judge-name.js';
import { inQuotes } from '../../src/nnunet/words/wording.js';
import { activatesEnvironment } from '../../src/nnunet/workflow/activates-environment.js';
import type { ScriptCommand } from '../../src/workspace/script-subjects.js';

interface Missing {
  readonly command: string;
  readonly trainer: string;
  readonly installation: string;
}

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
  summary: 'nnU-Net can find the trainer that a command names.',
  why: `\`nnUNetv2_train\` looks for the class by its name among nnU-Net's own files, and stops with "Could not find requested nnunet trainer" if there is none. Trainers of forks, and your own, must be there too,
in the environment of the job. Since 2.8.0 they may also be in a folder that \`nnUNet_extTrainer\` names. Prediction looks for the trainer that the checkpoint names.`,
  remedy: 'Copy the class into nnunetv2/training/nnUNetTrainer, and list it under knownClasses in nnplans.config.json.',
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
    missing: ({ command, trainer, installation }: Missing) =>
      `There is no trainer "${trainer}" in ${installation}. ${command} stops with "Could not find requested nnunet trainer".`,
    foreign: ({ trainer }: { readonly trainer: string }) =>
      `"${trainer}" does not come with nnU-Net. nnUNetv2_train stops unless the class lies in nnunetv2/training/nnUNetTrainer. nnplans assumes that it builds the network of the plans.`,
  },
  *check({ commands, others }, context) {
    // What a script activates is another nnU-Net than the one that is found here.
    const sources = activatesEnvironment(others) ? { ...context, installation: undefined } : context;
    const installation = sources.installation?.label ?? '';
    for (const command of commands) {
      const { place, invocation } = command;
      for (const trainer of trainersOf(command)) {
        const judgement = judgeName('trainer', trainer, sources);
        const isTraining = command.intent.kind === 'train';
        const name = invocation.entryPoint.name;
        if (judgement.kind === 'known' || (!isTraining && sources.installation === undefined)) continue;
        const remedy =
          judgement.kind === 'near miss' && isTraining ? { remedy: `Write ${inQuotes(judgement.meant)}.` } : {};
        if (sources.installation !== undefined && judgement.kind !== 'foreign') {
          yield { message: 'missing', at: place, data: { command: name, trainer, installation }, ...remedy };
        } else if (judgement.kind === 'near miss') {
          yield { message: 'mistyped', at: place, data: { trainer, meant: judgement.meant }, ...remedy };
        } else yield { message: 'foreign', at: place, data: { trainer } };
      }
    }
  },
});

/** Training is told its trainer; prediction takes the one that each checkpoint names. */
function trainersOf({ intent, invocation, model }: ScriptCommand): readonly string[] {
  if (invocation.asksForHelp) return [];
  if (intent.kind === 'train') return intent.trainer === undefined ? [] : [intent.trainer];
  if (intent.kind !== 'predict' || model === undefined) return [];
  const folds = (intent.folds ?? []).map((fold) => `fold_${fold}`);
  const checkpoints = model.folds
    .filter(({ name }) => folds.length === 0 || folds.includes(name))
    .flatMap((fold) => fold.checkpoints)
    .filter(({ fileName }) => intent.checkpoint === undefined || fileName === intent.checkpoint);
  return [...new Set(checkpoints.flatMap(({ content }) => content.checkpoint?.trainerName ?? []))];
}
