import { defineRule, type RelatedPlace } from '../../src/engine/rule.js';
import { type Act, isAct, isOther, isSame, runsWith } from '../../src/nnunet/workflow/acts.js';
import {
  History,
  makes,
  mayMake,
  mayServe,
  type Preprocessing,
  serves,
  type Training,
} from '../../src/nnunet/workflow/history.js';
import { datasetText } from '../../src/nnunet/workflow/named.js';
import { hasData, hasPlans } from '../../src/nnunet/workflow/on-disk.js';
import type { ScriptCommand } from '../../src/workspace/script-subjects.js';

interface Data {
  readonly dataset: string;
  readonly plans: string;
}

type Step = Act<ScriptCommand>;

/** Plans before data, data before training. What a script does not do itself may have been done before, and is not missed. */
export const order = defineRule({
  id: 'workflow/order',
  subject: 'script',
  severity: 'error',
  severities: { folder: 'warning', notPreprocessed: 'warning' },
  since: '0.1.0',
  summary:
    'Plans are made before they are moved, moved before data are preprocessed with them, and data are preprocessed before training.',
  why: `Each command of nnU-Net reads what the one before wrote, and none looks at when that was: preprocessing before the plans are there stops, or takes older plans of the same name; training after a move without preprocessing anew
runs on data of the plans from before, without a word.

Only what the script itself does too late is reported. What it does not do at all may have been done long ago.`,
  remedy: 'Put the commands in this order: plan, move, preprocess, train.',
  sources: [
    'nnunetv2/preprocessing/preprocessors/default_preprocessor.py',
    'nnunetv2/experiment_planning/plans_for_pretraining/move_plans_between_datasets.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2878',
  ],
  examples: [
    {
      title: 'Preprocessed too early',
      changes: [],
      script: [
        'nnUNetv2_plan_and_preprocess -d 121',
        'nnUNetv2_preprocess -d 122 -plans_name PretrainedPlans -c 3d_fullres',
        'nnUNetv2_move_plans_between_datasets -s 121 -t 122 -sp nnUNetPlans -tp PretrainedPlans',
        'nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlans',
      ].join('\n'),
      reports: 'plansLater',
    },
  ],
  messages: {
    plansLater: ({ dataset, plans, does, maker }: Data & { readonly does: string; readonly maker: string }) =>
      `${dataset} is ${does} with ${plans} before ${maker} writes them. nnU-Net stops because there are no such plans, or takes what an earlier run left under that name.`,
    dataLater: ({ dataset, plans, configuration }: Data & { readonly configuration: string }) =>
      `${dataset} is trained with ${configuration} of ${plans} before it is preprocessed with them. nnU-Net stops because there are no data, or trains on those of an earlier run.`,
    stale: ({ dataset, plans }: Data) =>
      `${dataset} was preprocessed before the move replaced ${plans}, and is trained without being preprocessed again. nnU-Net trains on data made with the plans from before and does not notice.`,
    notPreprocessed: ({ dataset, plans }: Data) =>
      `${dataset} is trained with ${plans}, which the move has just written, and nothing preprocesses it with them in between. Unless that was done before, nnU-Net finds no data.`,
    sourceLater: ({ dataset, plans }: Data) =>
      `The plans ${plans} of ${dataset} are moved before they are planned. nnUNetv2_move_plans_between_datasets stops because there are none, or moves those of an earlier run.`,
    folder: ({ dataset, command }: { readonly dataset: string; readonly command: string }) =>
      `Plans are moved to ${dataset} before ${command}. The move does not create the preprocessed folder: without an earlier run it stops because there is none.`,
  },
  *check({ commands }) {
    const history = new History(commands);
    for (const act of [...history.preprocessings(), ...history.trainings()]) yield* plansLater(history, act);
    for (const training of history.trainings()) {
      yield* dataLater(history, training);
      yield* stale(history, training);
    }
    for (const move of history.moves()) {
      const { source, sourcePlans, dataset } = move.step;
      const before = history.before(move);
      const planned = history
        .after(move)
        .find((act) => makes(act, source, sourcePlans) && runsWith(act.command, move.command));
      if (
        planned !== undefined &&
        source !== undefined &&
        sourcePlans !== undefined &&
        !before.some((act) => mayMake(act, source, sourcePlans))
      ) {
        yield {
          message: 'sourceLater',
          at: move.command.place,
          related: related(planned),
          data: { dataset: datasetText(source), plans: sourcePlans.shown },
        };
      }
      const created = history
        .after(move)
        .find(
          (act) =>
            isAct(act, 'fingerprint', 'plan') &&
            isSame(act.step.dataset, dataset) &&
            runsWith(act.command, move.command),
        );
      const mayExist =
        before.some((act) => !isOther(act.step.dataset, dataset)) ||
        hasData(move.command.surroundings, dataset) !== undefined;
      if (created !== undefined && dataset !== undefined && !mayExist) {
        yield {
          message: 'folder',
          at: move.command.place,
          related: related(created),
          data: { dataset: datasetText(dataset), command: created.command.invocation.name },
        };
      }
    }
  },
});

type Use = Preprocessing<ScriptCommand> | Training<ScriptCommand>;

function* plansLater(history: History<ScriptCommand>, act: Use) {
  const { dataset, plans, kind } = act.step;
  if (dataset === undefined || plans === undefined || hasPlans(act.command.surroundings, dataset, plans)) return;
  if (history.before(act).some((other) => mayMake(other, dataset, plans))) return;
  const maker = history
    .after(act)
    .find((other) => makes(other, dataset, plans) && runsWith(other.command, act.command));
  if (maker === undefined || maker.command === act.command) return;
  // Training after data that were preprocessed too early is the same mistake.
  if (
    kind === 'train' &&
    history.before(act).some((other) => isAct(other, 'preprocess') && serves(other, act as Training<ScriptCommand>))
  )
    return;
  yield {
    message: 'plansLater' as const,
    at: act.command.place,
    related: related(maker),
    data: {
      dataset: datasetText(dataset),
      plans: plans.shown,
      does: kind === 'train' ? 'trained' : 'preprocessed',
      maker: maker.command.invocation.name,
    },
  };
}

function* dataLater(history: History<ScriptCommand>, training: Training<ScriptCommand>) {
  const { dataset, plans, configuration, continues } = training.step;
  if (dataset === undefined || plans === undefined || configuration === undefined || continues) return;
  if (history.before(training).some((act) => isAct(act, 'preprocess') && mayServe(act, training))) return;
  // That the plans come later is the graver mistake.
  if (history.after(training).some((act) => makes(act, dataset, plans))) return;
  const later = history
    .after(training)
    .find((act) => isAct(act, 'preprocess') && serves(act, training) && runsWith(act.command, training.command));
  if (later === undefined || hasData(training.command.surroundings, dataset) === true) return;
  yield {
    message: 'dataLater' as const,
    at: training.command.place,
    related: related(later),
    data: { dataset: datasetText(dataset), plans: plans.shown, configuration: configuration.shown },
  };
}

function* stale(history: History<ScriptCommand>, training: Training<ScriptCommand>) {
  const { dataset, plans } = training.step;
  if (dataset === undefined || plans === undefined) return;
  const before = history.before(training);
  const maker = before.findLast((act) => mayMake(act, dataset, plans));
  if (maker === undefined || !isAct(maker, 'move') || !makes(maker, dataset, plans)) return;
  if (!runsWith(maker.command, training.command)) return;
  const preprocessings = before.filter((act) => isAct(act, 'preprocess') && mayServe(act, training));
  if (preprocessings.some((act) => act.index > maker.index)) return;
  const earlier = preprocessings.find((act) => isAct(act, 'preprocess') && serves(act, training));
  if (earlier === undefined && hasData(training.command.surroundings, dataset) !== undefined) return;
  // That it came too early has been told of that command.
  if (earlier !== undefined && !history.before(earlier).some((act) => mayMake(act, dataset, plans))) return;
  const isBehind = history.after(training).some((act) => isAct(act, 'preprocess') && serves(act, training));
  if (earlier === undefined && isBehind) return;
  yield {
    message: earlier === undefined ? ('notPreprocessed' as const) : ('stale' as const),
    at: training.command.place,
    related: related(maker),
    data: { dataset: datasetText(dataset), plans: plans.shown },
    remedy: `Preprocess it in between: nnUNetv2_preprocess -d ${dataset.shown} -plans_name ${plans.shown} -c ${training.step.configuration?.shown ?? 'CONFIGURATION'}`,
  };
}

function related({ command }: Step): readonly RelatedPlace[] {
  const { place, invocation } = command;
  return place === undefined ? [] : [{ ...place, message: `${invocation.name} runs here.` }];
}
