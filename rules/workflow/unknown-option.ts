import { defineRule } from '../../src/engine/rule.js';
import type { InvocationProblem } from '../../src/nnunet/command-line/problems.js';
import { commandText } from '../../src/nnunet/command-line/word.js';
import { admits } from '../../src/nnunet/values/version-range.js';
import { wordList } from '../../src/nnunet/words/wording.js';
import type { ScriptCommand } from '../../src/workspace/script-subjects.js';

interface Unknown {
  readonly command: string;
  readonly option: string;
  readonly release: string;
  /** What was probably meant. */
  readonly meant: string | undefined;
  /** Releases that have it. */
  readonly others: readonly string[];
}

interface Misread extends Unknown {
  readonly readAs: string;
  readonly isIgnored: boolean;
}

interface OtherRelease extends Unknown {
  readonly isIgnored: boolean;
}

interface Ambiguous {
  readonly command: string;
  readonly option: string;
  readonly candidates: readonly string[];
}

/** Option strings of all releases: src/nnunet/command-line/entry-points.json. */
export const unknownOption = defineRule({
  id: 'workflow/unknown-option',
  subject: 'script',
  severity: 'error',
  severities: { release: 'warning' },
  since: '0.1.0',
  summary: 'Every option of a command exists in your nnU-Net, and Python reads it as you mean it.',
  why: `The commands of nnU-Net have different names for the same things. Plans are \`-p\` in nnUNetv2_train and \`-plans_name\` in nnUNetv2_preprocess; a dataset is \`-d\` in one command and has no option in another.
Python's argparse reads \`-plans_name X\` as \`-p lans_name\` and \`-d 2\` as \`-device 2\`. nnUNetv2_extract_fingerprint, nnUNetv2_plan_experiment and nnUNetv2_preprocess
ignore an option that they do not have, and run without it, for example with the default plans. The other commands stop, in a batch job perhaps hours after you queued it.`,
  remedy: 'Run the command with -h to see its options.',
  sources: [
    'nnunetv2/experiment_planning/plan_and_preprocess_entrypoints.py',
    'nnunetv2/run/run_training.py',
    'nnunetv2/inference/predict_from_raw_data.py',
    'https://docs.python.org/3/library/argparse.html#prefix-matching',
  ],
  examples: [
    {
      title: 'Plans are called -p here',
      changes: [],
      command: 'nnUNetv2_train 122 3d_fullres 0 -plans_name PretrainedPlansCustom',
      reports: 'misread',
    },
    {
      title: 'An option that preprocessing does not have, and does not complain about',
      changes: [],
      command: 'nnUNetv2_preprocess -d 122 -overwrite_plans_name PretrainedPlansCustom -c 3d_fullres',
      reports: 'ignored',
    },
  ],
  messages: {
    unknown: (data: Unknown) =>
      `${data.command} has no option ${data.option}${instead(data)}. It stops before it does anything.`,
    release: ({ command, option, release, others, isIgnored }: OtherRelease) =>
      `${command} has the option ${option} in nnU-Net ${span(others)}, not in ${release}. In other releases the command ${isIgnored ? 'ignores it and does not tell you' : 'stops before it does anything'}.`,
    ignored: (data: Unknown) =>
      `${data.command} has no option ${data.option}${instead(data)}. It ignores the option and does not tell you.`,
    misread: (data: Misread) =>
      `${data.command} has no option ${data.option}${instead(data)}. Python allows short forms and reads ${data.readAs} instead${data.isIgnored ? '. The command does not tell you' : '. The command stops'}.`,
    ambiguous: ({ command, option, candidates }: Ambiguous) =>
      `${option} may be short for ${wordList(candidates, 'or')}. ${command} does not know which one you mean, and stops.`,
  },
  *check({ commands }, { nnunet }) {
    for (const command of commands) {
      for (const problem of command.invocation.problems) {
        const finding = { at: command.place, ...remedyOf(command) };
        const data = dataOf(problem, command);
        const mayBeThere = data.others.some((release) => nnunet === undefined || admits(nnunet, release));
        if (problem.kind === 'unknown option' && mayBeThere) {
          yield {
            ...finding,
            message: 'release',
            data: { ...data, isIgnored: problem.isIgnored },
            remedy: whichVersion,
          };
        } else if (problem.kind === 'unknown option') {
          yield { ...finding, message: problem.isIgnored ? 'ignored' : 'unknown', data };
        } else if (problem.kind === 'misread option') {
          const { readAs = '', isIgnored } = problem;
          yield { ...finding, message: 'misread', data: { ...data, readAs, isIgnored } };
        } else if (problem.kind === 'ambiguous option') {
          const { command: name, option } = data;
          yield { ...finding, message: 'ambiguous', data: { command: name, option, candidates: problem.arguments } };
        }
      }
    }
  },
});

const whichVersion =
  'Check which version is installed: `pip show nnunetv2`. Then set "nnunet" in nnplans.config.json to that version.';

function dataOf(
  { text, arguments: [meant], otherReleases }: InvocationProblem,
  { invocation }: ScriptCommand,
): Unknown {
  const { name, release } = invocation.entryPoint;
  return { command: name, option: text, release, meant, others: otherReleases };
}

function remedyOf({ invocation: { corrected } }: ScriptCommand): { readonly remedy?: string } {
  return corrected === undefined ? {} : { remedy: `You probably meant: \`${commandText(corrected)}\`` };
}

function instead({ option, meant, others, release }: Unknown): string {
  if (others.length > 0) return ` in nnU-Net ${release}, only in ${span(others)}`;
  if (meant === undefined || meant === option) return '';
  return meant.startsWith('-') ? `; you probably mean ${meant}` : `; write the ${plainName(meant)} without an option`;
}

/** `2.0 to 2.5.2` */
function span(releases: readonly string[]): string {
  const [first = '', ...more] = releases;
  return more.length === 0 ? first : `${first} to ${more.at(-1) ?? ''}`;
}

function plainName(dest: string): string {
  return dest === 'dataset_name_or_id' ? 'dataset' : dest;
}
