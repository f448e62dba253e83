import { defineRule } from '../../src/engine/rule.js';
import { datasetsOf, type Preprocess, type Train } from '../../src/nnunet/command-line/intent.js';
import { isGiven } from '../../src/nnunet/command-line/values.js';
import { commandText } from '../../src/nnunet/command-line/word.js';
import { compareForPretraining } from '../../src/nnunet/compare/load-pretrained.js';
import { parametersIn } from '../../src/nnunet/network/inferred-blocks.js';
import { networkOfTrainer } from '../../src/nnunet/network/trainer-network.js';
import { networkForTransfer } from '../../src/nnunet/network/transfer-network.js';
import { compareOrigins, kinshipOf } from '../../src/nnunet/origin/origin.js';
import { quotedList, wordList } from '../../src/nnunet/words/wording.js';
import { commandsOnDisk } from '../../src/nnunet/workflow/commands-on-disk.js';
import type { Checkpoint } from '../../src/workspace/model-subjects.js';
import type { ScriptCommand } from '../../src/workspace/script-subjects.js';
import type { Dataset, PlansFile } from '../../src/workspace/subjects.js';

interface Choice {
  readonly option: string;
  readonly dataset: string;
  /** The plans that the command takes. */
  readonly taken: string;
  /** Others that the dataset has; those that belong to the weights, where there are weights. */
  readonly others: readonly string[];
}

/** Without `-p` or `-plans_name` nnU-Net takes nnUNetPlans, whatever else there is. */
export const plansFlag = defineRule({
  id: 'workflow/plans-flag',
  subject: 'script',
  severity: 'error',
  severities: { several: 'info' },
  since: '0.1.0',
  summary: 'A command names the plans that it is meant for.',
  yieldsTo: [{ to: 'workflow/unknown-option', same: 'place' }],
  why: `\`-p\` and \`-plans_name\` default to \`nnUNetPlans\`, and the last command of nnU-Net's own guide to finetuning has no \`-p\`. If plans were moved under another name to a dataset that has its own, the command uses
the dataset's own, and nnU-Net does not tell you. The weights do not load, or they load into a network that sees images of another size.`,
  remedy: 'Name the plans: -p for training and prediction, -plans_name for preprocessing.',
  sources: [
    'nnunetv2/run/run_training.py',
    'documentation/pretraining_and_finetuning.md',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2828',
    'https://github.com/MIC-DKFZ/nnUNet/issues/1477',
  ],
  examples: [
    {
      title: 'The last command of the guide',
      changes: [],
      command: 'nnUNetv2_train 122 3d_fullres 0',
      reports: 'absent',
    },
  ],
  messages: {
    absent: ({ option, dataset, others }: Choice) =>
      `Without ${option} the command looks for nnUNetPlans, which ${dataset} does not have; it has ${quotedList(others)}. It stops.`,
    forgotten: ({ option, dataset, taken, others }: Choice) =>
      `Without ${option} the command uses ${taken} of ${dataset}. But the weights were trained with other plans, which ${dataset} has as ${wordList(others, 'or')}.`,
    other: ({ dataset, taken, others }: Choice) =>
      `The weights were not trained with ${taken}, but with the plans that ${dataset} has as ${wordList(others, 'or')}.`,
    several: ({ option, dataset, taken, others }: Choice) =>
      `Without ${option} the command uses ${taken}; ${dataset} also has ${quotedList(others)}.`,
  },
  *check(script) {
    for (const command of commandsOnDisk(script)) {
      const { intent, surroundings } = command;
      if (intent.kind !== 'train' && intent.kind !== 'preprocess') continue;
      for (const dataset of datasetsOf(intent).flatMap((typed) => surroundings.dataset(typed) ?? [])) {
        yield* findingsAbout(dataset, intent, command);
      }
    }
  },
});

function* findingsAbout(dataset: Dataset, intent: Train | Preprocess, command: ScriptCommand) {
  const [dest, option] = intent.kind === 'train' ? (['p', '-p'] as const) : (['plans_name', '-plans_name'] as const);
  const isNamed = isGiven(command.invocation, dest);
  const taken = dataset.plansFiles.find(({ stem }) => stem === intent.plans);
  const others = dataset.plansFiles.filter((one) => one !== taken);
  if (intent.plans === undefined || others.length === 0) return;
  const about = (files: readonly PlansFile[]): Choice => ({
    option,
    dataset: dataset.name,
    taken: intent.plans ?? '',
    others: files.map(({ stem }) => stem),
  });
  const named = (files: readonly PlansFile[]) => namingRemedy(command, dest, option, files);
  const checkpoint =
    intent.kind === 'train' && intent.mode === 'anew' && intent.weights !== undefined
      ? command.surroundings.checkpoint(intent.weights)
      : undefined;
  if (taken === undefined) {
    if (isNamed) return;
    // That plans are the only ones does not make them those of the weights.
    const isFinetuning = checkpoint?.plansFile !== undefined && intent.kind === 'train';
    const meant = isFinetuning ? others.filter((one) => belongs(one, checkpoint, intent)) : others;
    const remedy = meant.length === 0 ? { remedy: `${moveFirst}, then name them: ${option}` } : named(meant);
    yield { message: 'absent' as const, at: command.place, data: about(others), ...remedy };
    return;
  }
  if (checkpoint?.plansFile !== undefined && intent.kind === 'train') {
    if (belongs(taken, checkpoint, intent)) return;
    const fitting = others.filter((one) => belongs(one, checkpoint, intent));
    if (fitting.length === 0) return;
    yield {
      message: isNamed ? ('other' as const) : ('forgotten' as const),
      at: command.place,
      data: about(fitting),
      ...named(fitting),
    };
  } else if (!isNamed) {
    // Which of them is meant, nothing tells.
    const remedy = `Say which: ${option} ${taken.stem}, or ${option} ${wordList(
      others.map(({ stem }) => stem),
      'or',
    )}.`;
    yield { message: 'several' as const, at: command.place, data: about(others), remedy };
  }
}

const moveFirst = 'Move the plans that the weights were trained with to this dataset and preprocess it with them';

/** Whether plans stem from the same data as those of a checkpoint, and build a network that takes all of its weights. */
function belongs({ plans, datasetJson }: PlansFile, { plansFile, content }: Checkpoint, intent: Train): boolean {
  const configuration = plans.configuration(intent.configuration ?? '');
  if (configuration === undefined || plansFile === undefined || content.checkpoint === undefined) return false;
  if (kinshipOf(compareOrigins(plansFile.plans, plans)) !== 'same') return false;
  const network = networkForTransfer(
    configuration,
    datasetJson?.value,
    networkOfTrainer(intent.trainer ?? 'nnUNetTrainer'),
  );
  if (network.reason !== undefined) return false;
  const stored = parametersIn(content.checkpoint.tensors);
  const { loads, dropped } = compareForPretraining(network.parameters, stored);
  return loads && dropped.length === 0;
}

/** The command with the option, where there is one candidate. */
function namingRemedy(
  { invocation: { words, values } }: ScriptCommand,
  dest: string,
  option: string,
  [only, second]: readonly PlansFile[],
): { readonly remedy?: string } {
  if (only === undefined || second !== undefined) return {};
  const given = values.get(dest)?.words.at(-1);
  const named =
    given === undefined ? [...words, { text: option }, { text: only.stem }] : words.with(given, { text: only.stem });
  const isGlued = given !== undefined && words[given]?.text?.startsWith('-') === true;
  return isGlued ? {} : { remedy: `Name them: \`${commandText(named)}\`` };
}
