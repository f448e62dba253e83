import { defineRule } from '../../src/engine/rule.js';
import { datasetsOf, type Intent } from '../../src/nnunet/command-line/intent.js';
import type { Surroundings } from '../../src/workspace/script-subjects.js';

interface Raw {
  readonly dataset: string;
  readonly command: string;
}

interface Root {
  readonly variable: string;
  readonly command: string;
}

/** nnU-Net learns from three environment variables where things are (paths.py). */
export const roots = defineRule({
  id: 'workflow/roots',
  subject: 'script',
  severity: 'error',
  severities: { rawToo: 'warning' },
  since: '0.1.0',
  summary:
    'The folders that a command reads from or writes to are set in its environment, and those that it reads from exist.',
  why: `Commands find data by the environment variables \`nnUNet_raw\`, \`nnUNet_preprocessed\` and \`nnUNet_results\`. A job on a cluster often starts without the variables of your shell. nnU-Net then warns in one line that
the variable is not defined, and stops later at something else.`,
  remedy: "Set them in the job's own script, as nnU-Net's installation guide says.",
  sources: ['nnunetv2/paths.py', 'nnunetv2/utilities/dataset_name_id_conversion.py'],
  examples: [
    {
      title: 'The folder has gone, perhaps a disk that is not mounted',
      changes: [{ file: 'nnUNet_preprocessed', delete: true }],
      command: 'nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom',
      reports: 'noFolder',
    },
  ],
  messages: {
    unset: ({ variable, command }: Root) =>
      `${variable} is not set, so ${command} does not know where to look. It stops.`,
    noFolder: ({ variable, command }: Root) =>
      `${variable} does not lead to a folder, so ${command} finds nothing there. It stops.`,
    rawInstead: ({ dataset, command }: Raw) =>
      `nnUNet_preprocessed leads to a folder of raw data: ${dataset} has imagesTr there, and no plans. ${command} stops.`,
    rawToo: ({ dataset, command }: Raw) =>
      `nnUNet_preprocessed leads to a folder of raw data: ${dataset} has imagesTr there. ${command} writes its files among them.`,
  },
  *check({ file, commands }) {
    if (file !== undefined) return;
    for (const { invocation, intent, surroundings } of commands) {
      if (invocation.asksForHelp || invocation.runsElsewhere) continue;
      for (const [variable, path] of neededRoots(intent, surroundings)) {
        const data = { variable, command: invocation.name };
        if (path === undefined) yield { message: 'unset', data, remedy: `Set it: export ${variable}=FOLDER` };
        else if (surroundings.namesIn(path) === undefined) yield { message: 'noFolder', data };
      }
      for (const typed of datasetsOf(intent)) {
        const dataset = surroundings.dataset(typed);
        if (dataset === undefined || !holdsImages(dataset.name, surroundings)) continue;
        yield {
          message: usesPlans.has(intent.kind) && dataset.plansFiles.length === 0 ? 'rawInstead' : 'rawToo',
          data: { dataset: dataset.name, command: invocation.name },
          remedy: 'Set it to a folder of preprocessed data: export nnUNet_preprocessed=FOLDER',
        };
      }
    }
  },
});

const usesPlans: ReadonlySet<Intent['kind']> = new Set(['train', 'preprocess']);

/** Whether what is called the preprocessed folder of a dataset is a raw one. */
function holdsImages(dataset: string, { roots: { preprocessed }, namesIn }: Surroundings): boolean {
  return preprocessed !== undefined && namesIn(`${preprocessed}/${dataset}`)?.includes('imagesTr') === true;
}

/** Folders that a command reads from, or cannot do without. */
function neededRoots(intent: Intent, { roots }: Surroundings): readonly (readonly [string, string | undefined])[] {
  const raw = ['nnUNet_raw', roots.raw] as const;
  const preprocessed = ['nnUNet_preprocessed', roots.preprocessed] as const;
  const results = ['nnUNet_results', roots.results] as const;
  switch (intent.kind) {
    case 'train':
      // It makes the folder itself, but has to know where.
      return roots.results === undefined ? [preprocessed, ['nnUNet_results', undefined]] : [preprocessed];
    case 'preprocess':
    case 'move':
      return [raw, preprocessed];
    case 'plan':
    case 'extract fingerprint':
      return [raw];
    case 'predict':
      return 'path' in intent.model ? [] : [results];
    case 'use models':
      return [results];
    case 'use files':
      return intent.installs ? [results] : [];
    default:
      return [];
  }
}
