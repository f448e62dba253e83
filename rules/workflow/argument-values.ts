import { defineRule } from '../../src/engine/rule.js';
import type { InvocationProblem } from '../../src/nnunet/command-line/problems.js';
import { commandText, shellCommand } from '../../src/nnunet/command-line/word.js';
import { judgeName, type NameSources } from '../../src/nnunet/installation/judge-name.js';
import { meantName, whyNotUsable } from '../../src/nnunet/installation/name-words.js';
import { quoted, wordList } from '../../src/nnunet/words/wording.js';
import { activatesEnvironment } from '../../src/nnunet/workflow/activates-environment.js';
import type { ScriptCommand } from '../../src/workspace/script-subjects.js';

interface About {
  readonly command: string;
  /** Arguments that it is about: `-num_gpus`, `fold`. */
  readonly names: readonly string[];
  /** What was typed. */
  readonly text: string;
}

interface Refused extends About {
  /** What Python says. */
  readonly python: string;
}

interface NamesClass extends About {
  readonly why: string;
  readonly consequence: string;
}

/** Arguments of the planning commands that name classes, and what comes of a name that nnU-Net does not find. */
const classArguments = [
  {
    dest: 'pl',
    option: '-pl',
    kind: 'planner',
    consequence: "It stops with: TypeError: 'NoneType' object is not callable.",
  },
  {
    dest: 'preprocessor_name',
    option: '-preprocessor_name',
    kind: 'preprocessor',
    consequence:
      "The plans get that name anyway, and preprocessing with them stops with: TypeError: 'NoneType' object is not callable.",
  },
] as const;

/** Everything else that argparse, or the first lines of a command, object to. */
export const argumentValues = defineRule({
  id: 'workflow/argument-values',
  subject: 'script',
  severity: 'error',
  severities: { surplus: 'warning' },
  since: '0.1.0',
  summary: 'A command has all arguments that it needs, each with a value that it takes.',
  why: `Python's argparse stops at some of these mistakes before anything happens. nnU-Net stops at the others, partly late. It stops at \`--c\` together with \`-pretrained_weights\` only after data and network are set up.
It stops at \`-device 1\`, or at a fold such as \`fold_0\`, after the libraries are loaded, and at a wrong number of \`-np\` after the planning. In a queue you see it when the job starts.`,
  remedy: 'Run the command with -h to see what it takes.',
  sources: [
    'nnunetv2/run/run_training.py',
    'nnunetv2/experiment_planning/plan_and_preprocess_api.py',
    'nnunetv2/inference/predict_from_raw_data.py',
    'nnunetv2/utilities/dataset_name_id_conversion.py',
  ],
  examples: [
    {
      title: 'A fold is missing',
      changes: [],
      command: 'nnUNetv2_train 122 3d_fullres -p PretrainedPlansCustom',
      reports: 'missing',
    },
    {
      title: 'Training cannot both go on and start from other weights',
      changes: [],
      command: 'nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom --c -pretrained_weights checkpoint_final.pth',
      reports: 'conflict',
    },
  ],
  messages: {
    missing: ({ command, names }: About) =>
      `${command} lacks ${wordList(names.map(inWords))}. It stops before it does anything.`,
    noValue: ({ command, names }: About) =>
      `${names[0]} of ${command} needs a value, but none follows. The command stops before it does anything.`,
    type: ({ command, names, text }: About) =>
      `${names[0]} of ${command} is ${quoted(text)}, where a number is expected. The command stops before it does anything.`,
    unwantedValue: ({ command, names, text }: About) =>
      `${names[0]} of ${command} takes no value, but ${quoted(text)} gives it one. The command stops before it does anything.`,
    surplus: ({ command, text }: About) =>
      `${quoted(text)} is one word more than ${command} takes. The command ignores it and does not tell you.`,
    tooMany: ({ command, text }: About) =>
      `${quoted(text)} is one word more than ${command} takes. The command stops before it does anything.`,
    refused: ({ command, names, text, python }: Refused) =>
      `${names[0]} of ${command} is ${quoted(text)}, which it does not accept. It stops with: ${python}.`,
    noClass: ({ command, names, why, consequence }: NamesClass) => `${names[0]} of ${command}: ${why}. ${consequence}`,
    conflict: ({ command, names, python }: Refused) =>
      `${command} does not take ${wordList(names)} together. It stops with: ${python}.`,
  },
  *check({ commands, others }, context) {
    // What a script activates is another nnU-Net than the one that is found here.
    const sources = activatesEnvironment(others) ? { ...context, installation: undefined } : context;
    for (const command of commands) {
      yield* classNames(command, sources);
      for (const problem of command.invocation.problems) {
        const message = messageOf(problem);
        if (message === undefined) continue;
        const data = { command: command.invocation.name, names: problem.arguments, text: problem.text };
        const finding = { at: command.place, ...remedyOf(problem, command) };
        if (message === 'refused' || message === 'conflict') {
          yield { ...finding, message, data: { ...data, python: problem.python } };
        } else yield { ...finding, message, data };
      }
    }
  },
});

function* classNames({ invocation, place }: ScriptCommand, sources: NameSources) {
  const { name: command, values, asksForHelp } = invocation;
  if (asksForHelp) return;
  for (const { dest, option, kind, consequence } of classArguments) {
    const text = values.get(dest)?.value;
    if (typeof text !== 'string') continue;
    const judgement = judgeName(kind, text, sources);
    const why = whyNotUsable(kind, text, judgement);
    if (why === undefined) continue;
    const meant = meantName(judgement);
    yield {
      message: 'noClass' as const,
      at: place,
      data: { command, names: [option], text, why, consequence },
      ...(meant === undefined ? {} : { remedy: `Write ${option} ${meant}.` }),
    };
  }
}

function messageOf({ kind, isIgnored, arguments: names, text }: InvocationProblem) {
  switch (kind) {
    case 'missing argument':
      return 'missing';
    case 'missing value':
      return 'noValue';
    case 'wrong type':
      return 'type';
    case 'unwanted value':
      return 'unwantedValue';
    case 'unexpected word':
      return isIgnored ? 'surplus' : 'tooMany';
    case 'refused':
      return names.length > 1 && names.includes(text) ? 'conflict' : 'refused';
    default:
      return undefined;
  }
}

function remedyOf(
  { arguments: names, text }: InvocationProblem,
  { invocation: { corrected } }: ScriptCommand,
): { readonly remedy?: string } {
  if (corrected !== undefined) return { remedy: `You probably meant: \`${commandText(corrected)}\`` };
  if (names.includes('-device') && /^(cuda:)?\d+$/.test(text)) {
    return {
      remedy: `Leave out -device, and choose the GPU with ${shellCommand`CUDA_VISIBLE_DEVICES=${text.replace('cuda:', '')}`} before the command.`,
    };
  }
  if (names.includes('-pretrained_weights')) {
    return {
      remedy: 'To continue a training, leave out -pretrained_weights. To start a new one, leave out --c.',
    };
  }
  return {};
}

function inWords(name: string): string {
  return name === 'dataset_name_or_id' ? 'the dataset' : name.startsWith('-') ? name : `the ${name}`;
}
