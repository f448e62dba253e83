import { defineRule } from '../../src/engine/rule.js';
import { shellCommand } from '../../src/nnunet/command-line/word.js';
import { wordList } from '../../src/nnunet/words/wording.js';
import type { Act } from '../../src/nnunet/workflow/acts.js';
import { historyOf, type Maker } from '../../src/nnunet/workflow/history.js';
import { otherSourcePlans, wrongName } from '../../src/nnunet/workflow/identifiers.js';
import { datasetText } from '../../src/nnunet/workflow/named.js';
import { runsHere } from '../../src/nnunet/workflow/runs-here.js';
import type { ScriptCommand } from '../../src/workspace/script-subjects.js';

interface Data {
  readonly dataset: string;
  /** As the command names them. */
  readonly plans: string;
  /** As the script makes them. */
  readonly made: readonly string[];
  readonly command: string;
}

/** Names of plans are typed many times over in a script, and nnU-Net has a default for those that are left out. */
export const identifierConsistent = defineRule({
  id: 'workflow/identifier-consistent',
  subject: 'script',
  severity: 'error',
  since: '0.1.0',
  summary: 'Commands name plans as they were written, and for the dataset that they were written for.',
  why: `\`-sp\`, \`-tp\`, \`-plans_name\`, \`-overwrite_plans_name\` and \`-p\` name the same file in different commands. Each planner has its own name for plans (\`nnUNetPlannerResEncL\` writes \`nnUNetResEncUNetLPlans\`). A command without a name
uses \`nnUNetPlans\`. If such plans exist from before, nothing stops: nnU-Net trains with the wrong plans. From 2.2 to 2.5.1 nnU-Net's own guide printed the names exchanged.`,
  remedy: 'Use the same name for the plans in every command.',
  sources: [
    'nnunetv2/run/run_training.py',
    'documentation/pretraining_and_finetuning.md',
    'https://github.com/MIC-DKFZ/nnUNet/issues/1970',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2229',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2828',
  ],
  examples: [
    {
      title: 'The name is forgotten where it counts',
      changes: [],
      script: ['nnUNetv2_plan_and_preprocess -d 122 -pl nnUNetPlannerResEncL', 'nnUNetv2_train 122 3d_fullres 0'].join(
        '\n',
      ),
      reports: 'forgotten',
    },
  ],
  messages: {
    forgotten: ({ dataset, made, command }: Data) =>
      `${command} names no plans, so it uses nnUNetPlans of ${dataset}. But this script makes ${wordList(made)} for it.`,
    otherName: ({ dataset, plans, made, command }: Data) =>
      `${command} names ${plans}, but the plans that this script makes for ${dataset} are called ${wordList(made)}. It stops because there are no such plans, or uses older ones.`,
    otherDataset: ({ dataset, plans, command, target }: Data & { readonly target: string }) =>
      `${command} uses ${plans} for ${dataset}, but the plans were moved to ${target} under that name. ${dataset} has no such plans, or only older ones.`,
    source: ({ dataset, plans, made }: Data) =>
      `The move takes ${plans} of ${dataset}, but the plans that this script makes there are called ${wordList(made)}. nnUNetv2_move_plans_between_datasets stops because there are no such plans, or moves older ones.`,
  },
  *check({ commands }) {
    const history = historyOf(commands);
    for (const act of [...history.preprocessings(), ...history.trainings()]) {
      const wrong = wrongName(history, act);
      const { dataset, plans, areNamed } = act.step;
      if (wrong === undefined || dataset === undefined || plans === undefined) continue;
      const data = { dataset: datasetText(dataset), plans: plans.shown, ...about(act, wrong.makers) };
      const finding = { at: act.command.place, related: runsHere(wrong.makers[0]) };
      const target = wrong.otherDataset?.step.dataset;
      if (target !== undefined) {
        yield { message: 'otherDataset', ...finding, data: { ...data, target: datasetText(target) } };
      } else if (data.made.length > 0) {
        const option = act.step.kind === 'train' ? '-p' : '-plans_name';
        yield {
          message: areNamed ? 'otherName' : 'forgotten',
          ...finding,
          data,
          remedy: `Name them: ${shellCommand`${option} ${data.made[0] ?? ''}`}`,
        };
      }
    }
    for (const move of history.moves()) {
      const makers = otherSourcePlans(history, move);
      const { source, sourcePlans } = move.step;
      const named = about(move, makers);
      if (source === undefined || sourcePlans === undefined || named.made.length === 0) continue;
      yield {
        message: 'source',
        at: move.command.place,
        related: runsHere(makers[0]),
        data: { dataset: datasetText(source), plans: sourcePlans.shown, ...named },
        remedy: `Name them: ${shellCommand`-sp ${named.made[0] ?? ''}`}`,
      };
    }
  },
});

function about(act: Act<ScriptCommand>, makers: readonly Maker<ScriptCommand>[]): Pick<Data, 'made' | 'command'> {
  const made = [...new Set(makers.flatMap(({ step }) => step.plans?.shown ?? []))];
  return { made, command: act.command.invocation.name };
}
