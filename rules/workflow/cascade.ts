import { defineRule } from '../../src/engine/rule.js';
import type { Train } from '../../src/nnunet/command-line/intent.js';
import { readFolds } from '../../src/nnunet/dataset/splits.js';
import { admits } from '../../src/nnunet/values/version-range.js';
import { firstFew } from '../../src/nnunet/words/wording.js';
import { commandsOnDisk } from '../../src/nnunet/workflow/commands-on-disk.js';
import type { PlannedJob, Surroundings } from '../../src/workspace/script-subjects.js';

interface InTheWay {
  readonly configuration: string;
  readonly stage: string;
  readonly version: string;
  readonly cases: readonly string[];
}

interface Cascade {
  readonly configuration: string;
  readonly stage: string;
  /** Model folder of the earlier stage. */
  readonly model: string;
}

/** The second stage of a cascade sees what the first one predicted for its training cases (training/nnUNetTrainer/nnUNetTrainer.py). */
export const cascade = defineRule({
  id: 'workflow/cascade',
  subject: 'script',
  severity: 'error',
  since: '0.1.0',
  summary: 'A later stage of a cascade finds the predictions of the earlier stage.',
  why: `After its last epoch each fold of the first stage predicts its validation cases for the next stage, into \`predicted_next_stage\` of its model folder. Training of the next stage opens one of these files for every case. It looks
for them under the same trainer and the same plans. It stops with FileNotFoundError if another trainer was used, if folds are missing, or if only the checkpoints were copied.`,
  remedy: 'Train all folds of the earlier stage with the same -p and -tr first.',
  sources: [
    'nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py: folder_with_segs_from_previous_stage',
    'nnunetv2/training/dataloading/nnunet_dataset.py: load_case',
  ],
  examples: [
    {
      title: 'The first stage has not been trained',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/previous_stage',
          to: '2d',
        },
      ],
      command: 'nnUNetv2_train 122 3d_fullres 1 -p PretrainedPlansCustom',
      reports: 'missing',
    },
  ],
  messages: {
    missing: ({ configuration, stage, model }: Cascade) =>
      `${configuration} needs the predictions of ${stage}, but ${model} has none for it (predicted_next_stage/${configuration}). nnUNetv2_train stops at the first case.`,
    inTheWay: ({ configuration, stage, version, cases }: InTheWay) =>
      `${stage} has predicted ${firstFew(cases)} for ${configuration} before. nnU-Net ${version} does not write over such a file: nnUNetv2_train runs all epochs and stops in the final validation with "Error while creating the NDArray".`,
  },
  *check(script, { installation }) {
    // Another script may train the earlier stage.
    if (script.file !== undefined) return;
    for (const { intent, jobs, surroundings, place: at } of commandsOnDisk(script, ['train'])) {
      const { results } = surroundings.roots;
      // Where results are is not known, or they are not here: then nothing can be missed.
      if (results === undefined || surroundings.namesIn(results) === undefined || intent.kind !== 'train') continue;
      for (const job of jobs) {
        const { dataset, plansFile, configurations } = job;
        yield* predictedBefore(intent, job, results, surroundings, installation?.version);
        const own = configurations.find(({ configuration }) => configuration.name === intent.configuration);
        const stage = own?.configuration.previousStage;
        if (own === undefined || stage === undefined || intent.trainer === undefined) continue;
        const model = `${intent.trainer}__${plansFile.plans.plansName ?? plansFile.stem}__${stage}`;
        const configuration = own.configuration.name;
        const folder = `${results}/${plansFile.plans.datasetName ?? dataset.name}/${model}/predicted_next_stage/${configuration}`;
        if ((surroundings.namesIn(folder) ?? []).length > 0) continue;
        yield { message: 'missing', at, data: { configuration, stage, model } };
      }
    }
  },
});

/** From 2.6.0 to before 2.7.0 the predictions of an earlier training are in the way of new ones (training/dataloading/nnunet_dataset.py, save_seg). */
function* predictedBefore(
  { configuration, trainer, fold }: Train,
  { dataset, plansFile }: PlannedJob,
  results: string,
  { namesIn }: Surroundings,
  version: string | undefined,
) {
  if (version === undefined || !admits('>=2.6.0 <2.7.0', version) || configuration === undefined) return;
  const plans = plansFile.plans.plansName ?? plansFile.stem;
  const model = `${results}/${plansFile.plans.datasetName ?? dataset.name}/${trainer}__${plans}__${configuration}`;
  const validated = readFolds(dataset.splits.value)?.find(({ index }) => index === fold)?.val;
  for (const stage of plansFile.plans.configuration(configuration)?.nextStages ?? []) {
    const files = (namesIn(`${model}/predicted_next_stage/${stage}`) ?? []).filter((name) => name.endsWith('.b2nd'));
    const cases = files
      .map((name) => name.slice(0, -'.b2nd'.length))
      .filter((name) => validated === undefined || validated.includes(name));
    if (cases.length === 0) continue;
    const at = { document: { file: `${model}/predicted_next_stage/${stage}` } };
    yield {
      message: 'inTheWay' as const,
      at,
      data: { configuration: stage, stage: configuration, version, cases },
      remedy: 'Move these files away first. nnU-Net 2.7 writes over them.',
    };
  }
}
