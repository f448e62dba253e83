import { defineRule } from '../../src/engine/rule.js';
import { shellCommand } from '../../src/nnunet/command-line/word.js';
import { isAct } from '../../src/nnunet/workflow/acts.js';
import { historyOf, serves } from '../../src/nnunet/workflow/history.js';
import { datasetText, type Named, namedWord } from '../../src/nnunet/workflow/named.js';
import {
  isSourceUnseen,
  laterFolder,
  laterMaker,
  laterPreprocessing,
  laterSource,
  withoutData,
} from '../../src/nnunet/workflow/order.js';
import { runsHere } from '../../src/nnunet/workflow/runs-here.js';

interface Data {
  readonly dataset: string;
  readonly plans: string;
}

/** Plans before data, data before training. What a script does not do itself may have been done before, and is not missed. */
export const order = defineRule({
  id: 'workflow/order',
  subject: 'script',
  severity: 'error',
  severities: { folder: 'warning', notPreprocessed: 'warning' },
  since: '0.1.0',
  summary:
    'Plans are made before they are moved, moved before data are preprocessed with them, and data are preprocessed before training.',
  why: `Each command of nnU-Net reads what the one before wrote, and does not check when. Preprocessing before the plans exist stops, or uses older plans of the same name. Training after a move, without preprocessing again,
uses data of the old plans, and nnU-Net does not tell you.

nnplans reports only what the script itself does too late. What it does not do at all may have been done long ago.`,
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
      `${dataset} is ${does} with ${plans} before ${maker} writes them. nnU-Net stops because there are no such plans, or uses what an earlier run left under that name.`,
    dataLater: ({ dataset, plans, configuration }: Data & { readonly configuration: string }) =>
      `${dataset} is trained with ${configuration} of ${plans} before it is preprocessed with them. nnU-Net stops because there are no data, or trains on those of an earlier run.`,
    stale: ({ dataset, plans }: Data) =>
      `${dataset} was preprocessed before the move replaced ${plans}, and is trained without being preprocessed again. nnU-Net trains on data of the old plans and does not tell you.`,
    notPreprocessed: ({ dataset, plans }: Data) =>
      `The move writes ${plans}, and ${dataset} is trained with them, but nothing preprocesses it with them in between. Unless you did that before, nnU-Net finds no data.`,
    sourceLater: ({ dataset, plans }: Data) =>
      `The plans ${plans} of ${dataset} are moved before they are planned. nnUNetv2_move_plans_between_datasets stops because there are none, or moves those of an earlier run.`,
    folder: ({ dataset, command }: { readonly dataset: string; readonly command: string }) =>
      `Plans are moved to ${dataset} before ${command}. The move does not make the preprocessed folder. It stops, unless an earlier run made the folder.`,
  },
  *check({ commands }) {
    const history = historyOf(commands);
    for (const act of [...history.preprocessings(), ...history.trainings()]) {
      const maker = laterMaker(history, act);
      const { dataset, plans, kind } = act.step;
      if (maker === undefined || dataset === undefined || plans === undefined) continue;
      // Training on data that were preprocessed too early is the same mistake.
      if (isAct(act, 'train') && history.before(act).some((one) => isAct(one, 'preprocess') && serves(one, act)))
        continue;
      const does = kind === 'train' ? 'trained' : 'preprocessed';
      const data = { ...names(dataset, plans), does, maker: maker.command.invocation.name };
      yield { message: 'plansLater', at: act.command.place, related: runsHere(maker), data };
    }
    for (const training of history.trainings()) {
      const { dataset, plans, configuration } = training.step;
      if (dataset === undefined || plans === undefined || configuration === undefined) continue;
      const at = training.command.place;
      const data = names(dataset, plans);
      const later = laterMaker(history, training) === undefined ? laterPreprocessing(history, training) : undefined;
      if (later !== undefined) {
        yield {
          message: 'dataLater',
          at,
          related: runsHere(later),
          data: { ...data, configuration: configuration.shown },
        };
      }
      const missing = withoutData(history, training);
      if (missing === undefined) continue;
      yield {
        message: missing.earlier === undefined ? 'notPreprocessed' : 'stale',
        at,
        related: runsHere(missing.move),
        data,
        remedy: `Preprocess it in between: ${shellCommand`nnUNetv2_preprocess -d ${namedWord(dataset)} -plans_name ${namedWord(plans)} -c ${namedWord(configuration)}`}`,
      };
    }
    for (const move of history.moves()) {
      const { source, sourcePlans, dataset } = move.step;
      const at = move.command.place;
      const planned = laterSource(history, move);
      if (planned !== undefined && source !== undefined && sourcePlans !== undefined) {
        yield { message: 'sourceLater', at, related: runsHere(planned), data: names(source, sourcePlans) };
      } else if (source !== undefined && sourcePlans !== undefined && isSourceUnseen(history, move)) {
        yield {
          notChecked: `whether ${datasetText(source)} has the plans ${sourcePlans.shown}: they are moved, but nothing here makes them`,
        };
      }
      const created = laterFolder(history, move);
      if (created !== undefined && dataset !== undefined) {
        const data = { dataset: datasetText(dataset), command: created.command.invocation.name };
        yield { message: 'folder', at, related: runsHere(created), data };
      }
    }
  },
});

function names(dataset: Named, plans: Named): Data {
  return { dataset: datasetText(dataset), plans: plans.shown };
}
