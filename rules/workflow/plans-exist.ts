import { defineRule } from '../../src/engine/rule.js';
import { planAndPreprocessCommand } from '../../src/nnunet/command-line/commands.js';
import { datasetsOf, type Preprocess, type Train } from '../../src/nnunet/command-line/intent.js';
import { permissionRemedy } from '../../src/nnunet/command-line/permission.js';
import { isGiven } from '../../src/nnunet/command-line/values.js';
import { identifierOfPlanner } from '../../src/nnunet/installation/class-names.js';
import { nearestName } from '../../src/nnunet/words/nearest-name.js';
import { inQuotes, quotedList } from '../../src/nnunet/words/wording.js';
import { commandsOnDisk } from '../../src/nnunet/workflow/commands-on-disk.js';
import type { ScriptPlace } from '../../src/workspace/script-subjects.js';
import type { Dataset, PlansFile } from '../../src/workspace/subjects.js';

interface NoPlans {
  readonly dataset: string;
  readonly plans: string;
  readonly command: string;
  readonly known: readonly string[];
  /** Whether a planner goes by that name. */
  readonly isPlanner: boolean;
  /** Nobody may look into its folder: the plans may be there. */
  readonly isForbidden?: true;
}

interface NoConfiguration {
  readonly configuration: string;
  readonly plans: string;
  readonly known: readonly string[];
}

/** Plans are looked for by the stem of a file in the dataset's own folder, configurations by name in that file. */
export const plansExist = defineRule({
  id: 'workflow/plans-exist',
  subject: 'script',
  severity: 'error',
  since: '0.1.0',
  summary: 'The plans and configurations that a command names exist in that dataset.',
  yieldsTo: [{ to: 'workflow/roots', same: 'place' }],
  why: `\`nnUNetv2_train\` loads libraries for seconds before it looks for the plans, and stops because the file is not found. On a cluster the job has waited for a GPU by then. \`nnUNetv2_preprocess\` does not
stop at a configuration that the plans do not have: it prints "Skipping" and reports success, and the data are missing later.`,
  remedy: 'Name plans and a configuration that the dataset has.',
  sources: [
    'nnunetv2/run/run_training.py: get_trainer_from_args',
    'nnunetv2/experiment_planning/plan_and_preprocess_api.py: preprocess_dataset',
    'https://github.com/MIC-DKFZ/nnUNet/issues/1648',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2544',
  ],
  examples: [
    {
      title: 'A name with a slip',
      changes: [],
      command: 'nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlanCustom',
      reports: 'plans',
    },
    {
      title: 'A configuration that is skipped',
      changes: [],
      command: 'nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres 3d_lowres',
      reports: 'skipped',
    },
  ],
  messages: {
    plans: ({ dataset, plans, command, known, isPlanner, isForbidden }: NoPlans) =>
      isForbidden
        ? `You have no permission to read the preprocessed folder of ${dataset}, so plans "${plans}" are not found there. ${command} stops.`
        : `${dataset} has no plans "${plans}"; it has ${listed(known)}.${isPlanner ? ' That is the name of a planner; its plans have another name.' : ''} ${command} stops with FileNotFoundError.`,
    configuration: ({ configuration, plans, known }: NoConfiguration) =>
      `${plans} have no configuration "${configuration}"; they have ${listed(known)}. nnUNetv2_train stops.`,
    skipped: ({ configuration, plans, known }: NoConfiguration) =>
      `${plans} have no configuration "${configuration}"; they have ${listed(known)}. nnUNetv2_preprocess prints "Skipping" and goes on without its data.`,
  },
  *check(script) {
    for (const { invocation, intent, surroundings, place } of commandsOnDisk(script)) {
      if (intent.kind !== 'train' && intent.kind !== 'preprocess') continue;
      const { plans } = intent;
      for (const dataset of datasetsOf(intent).flatMap((typed) => surroundings.dataset(typed) ?? [])) {
        const found = dataset.plansFiles.find(({ stem }) => stem === plans);
        if (found !== undefined) yield* missingConfigurations(intent, found, place);
        // Left out although the dataset has other plans: workflow/plans-flag.
        else if (plans !== undefined && (dataset.plansFiles.length === 0 || isGiven(invocation, optionOf(intent)))) {
          yield { ...noPlans(dataset, plans, invocation.name), at: place };
        }
      }
    }
  },
});

function optionOf({ kind }: Train | Preprocess): string {
  return kind === 'train' ? 'p' : 'plans_name';
}

function* missingConfigurations(
  intent: Train | Preprocess,
  { plans, label }: PlansFile,
  place: ScriptPlace | undefined,
) {
  const isTraining = intent.kind === 'train';
  const wanted = isTraining ? [intent.configuration] : intent.areNamed ? (intent.configurations ?? []) : [];
  const known = plans.configurationNames;
  for (const configuration of wanted) {
    if (configuration === undefined || known.includes(configuration)) continue;
    const meant = nearestName(configuration, known);
    yield {
      message: isTraining ? ('configuration' as const) : ('skipped' as const),
      at: place,
      data: { configuration, plans: label, known },
      ...(meant === undefined ? {} : { remedy: `Did you mean ${inQuotes(meant)}?` }),
    };
  }
}

function noPlans(dataset: Dataset, plans: string, command: string) {
  const known = dataset.plansFiles.map(({ stem }) => stem);
  if (known.length === 0 && dataset.datasetJson.problems.some(({ kind }) => kind === 'forbidden')) {
    return {
      message: 'plans' as const,
      data: { dataset: dataset.name, plans, command, known, isPlanner: false, isForbidden: true as const },
      remedy: permissionRemedy(dataset.folder),
    };
  }
  const typed = plans.replace(/\.json$/, '');
  const meant = identifierOfPlanner.get(plans) ?? known.find((stem) => stem === typed) ?? nearestName(typed, known);
  const plan = `Plan it first: ${planAndPreprocessCommand(dataset)}`;
  return {
    message: 'plans' as const,
    data: { dataset: dataset.name, plans, command, known, isPlanner: identifierOfPlanner.has(plans) },
    ...(meant !== undefined
      ? { remedy: `Did you mean ${inQuotes(meant)}?` }
      : known.length === 0
        ? { remedy: plan }
        : {}),
  };
}

function listed(known: readonly string[]): string {
  return known.length === 0 ? 'none' : quotedList(known);
}
