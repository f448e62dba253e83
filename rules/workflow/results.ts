import { defineRule } from '../../src/engine/rule.js';
import type { UseModels } from '../../src/nnunet/command-line/intent.js';
import { shellCommand } from '../../src/nnunet/command-line/word.js';
import { firstFew, wordList } from '../../src/nnunet/words/wording.js';
import { commandsOnDisk } from '../../src/nnunet/workflow/commands-on-disk.js';
import type { Fold, ModelFolder } from '../../src/workspace/model-subjects.js';
import type { ScriptCommand, Surroundings } from '../../src/workspace/script-subjects.js';
import type { Dataset } from '../../src/workspace/subjects.js';

interface OfModel {
  readonly command: string;
  readonly model: string;
}

/** One model that a command asks for. */
interface Asked {
  readonly trainer: string;
  readonly plans: string;
  readonly configuration: string;
}

/** What comes after training works on what training left behind. */
export const results = defineRule({
  id: 'workflow/results',
  subject: 'script',
  severity: 'error',
  since: '0.1.0',
  summary: 'A command that takes trained models or predictions further finds them.',
  yieldsTo: [
    { to: 'workflow/roots', same: 'place' },
    { to: 'workflow/dataset-exists', same: 'place' },
  ],
  why: `\`nnUNetv2_find_best_configuration\`, \`nnUNetv2_accumulate_crossval_results\` and \`nnUNetv2_export_model_to_zip\` put the folders of models together from names, and ask for the folds 0 to 4 unless told otherwise.
They stop where a model, a fold or its validation is missing; the export has begun to write its file by then. Averaging models takes the probabilities that only \`--npz\` keeps.`,
  remedy: 'Name what there is, or make what is missing first.',
  sources: [
    'nnunetv2/evaluation/find_best_configuration.py',
    'nnunetv2/evaluation/accumulate_cv_results.py',
    'nnunetv2/model_sharing/model_export.py',
    'nnunetv2/ensembling/ensemble.py',
  ],
  examples: [
    {
      title: 'The best of models that were not trained',
      changes: [],
      command: 'nnUNetv2_find_best_configuration 122 -p PretrainedPlansCustom -c 2d 3d_fullres',
      reports: 'noModel',
    },
    {
      title: 'A fold was never validated',
      changes: [],
      command: 'nnUNetv2_accumulate_crossval_results 122 -p PretrainedPlansCustom -c 3d_fullres -f 0',
      reports: 'notValidated',
    },
  ],
  messages: {
    noPlans: ({ command, plans }: { readonly command: string; readonly plans: string }) =>
      `${command} reads ${plans}, which is not there. It stops.`,
    noConfiguration: ({ command, configurations }: { readonly command: string; readonly configurations: string }) =>
      `None of the configurations that are asked for (${configurations}) is in the plans. ${command} leaves them all out, has nothing to choose from, and stops.`,
    noModel: ({ command, model, known }: OfModel & { readonly known: readonly string[] }) =>
      `There is no model ${model}${known.length === 0 ? '' : `; there ${known.length === 1 ? 'is' : 'are'} ${firstFew(known, 4)}`}. ${command} stops.`,
    noFold: ({ command, model, folds }: OfModel & { readonly folds: readonly string[] }) =>
      `${model} has no ${wordList(folds, 'or')}. ${command} stops.`,
    notValidated: ({ command, model, folds }: OfModel & { readonly folds: readonly string[] }) =>
      `The final validation of ${wordList(folds)} of ${model} is missing. ${command} stops.`,
    noProbabilities: ({ command, model, folds }: OfModel & { readonly folds: readonly string[] }) =>
      `${wordList(folds)} of ${model} ${folds.length === 1 ? 'keeps' : 'keep'} no probabilities (.npz) in the validation. ${command} stops when it averages the models.`,
    incomplete: ({ command, model, files }: OfModel & { readonly files: readonly string[] }) =>
      `${model} lacks ${firstFew(files)}, which ${command} copies. It stops half-way, and leaves a file that is no whole model.`,
    noFolder: ({ command, path }: { readonly command: string; readonly path: string }) =>
      `There is no folder ${path}. ${command} stops.`,
    noFile: ({ command, path }: { readonly command: string; readonly path: string }) =>
      `There is no file ${path}. ${command} stops.`,
  },
  *check(script) {
    if (script.file !== undefined) return;
    for (const command of commandsOnDisk(script)) {
      const { intent, invocation, surroundings } = command;
      if (invocation.runsElsewhere) continue;
      if (intent.kind === 'use files') {
        const data = { command: invocation.name };
        for (const path of intent.folders)
          if (surroundings.namesIn(path) === undefined) yield { message: 'noFolder', data: { ...data, path } };
        for (const path of intent.files)
          if (!isFile(path, surroundings)) yield { message: 'noFile', data: { ...data, path } };
      }
      const dataset =
        intent.kind === 'use models' && intent.dataset !== undefined ? surroundings.dataset(intent.dataset) : undefined;
      if (intent.kind === 'use models' && dataset !== undefined && surroundings.roots.results !== undefined)
        yield* modelFindings(intent, dataset, command);
    }
  },
});

function* modelFindings(
  intent: UseModels,
  dataset: Dataset,
  { invocation: { name: command }, surroundings }: ScriptCommand,
) {
  const { folds = [], checkpoints = [] } = intent;
  const models = askedOf(intent);
  const picks = command === 'nnUNetv2_find_best_configuration';
  if (picks) {
    const missing = [...new Set(models.map(({ plans }) => plans))].find((plans) =>
      dataset.plansFiles.every(({ stem }) => stem !== plans),
    );
    if (missing !== undefined) {
      yield { message: 'noPlans' as const, data: { command, plans: `${dataset.name}/${missing}.json` } };
      return;
    }
  }
  // Of its list, picking the best leaves out what the plans do not have.
  const wanted = models.filter(
    ({ plans, configuration }) =>
      !picks ||
      dataset.plansFiles.some((file) => file.stem === plans && file.plans.configuration(configuration) !== undefined),
  );
  if (wanted.length === 0 && models.length > 0) {
    const configurations = wordList([...new Set(models.map(({ configuration }) => configuration))]);
    yield { message: 'noConfiguration' as const, data: { command, configurations } };
  }
  for (const asked of wanted) {
    const folderName = `${asked.trainer}__${asked.plans}__${asked.configuration}`;
    const model = dataset.models.find(({ name }) => name === folderName);
    const data = { command, model: `${dataset.name}/${folderName}` };
    if (model === undefined) {
      const known = dataset.models.map(({ name }) => name);
      const fold = folds[0] ?? '0';
      yield {
        message: 'noModel' as const,
        data: { ...data, known },
        remedy: `Train it: ${shellCommand`nnUNetv2_train ${dataset.name} ${asked.configuration} ${fold} -p ${asked.plans} -tr ${asked.trainer}`}, and the other folds; or name models that there are.`,
      };
      continue;
    }
    const found = folds.map((fold) => ({
      name: `fold_${fold}`,
      fold: model.folds.find(({ name }) => name === `fold_${fold}`),
    }));
    const gone = found.filter(({ fold }) => fold === undefined).map(({ name }) => name);
    if (gone.length > 0) {
      const there = model.folds.map(({ name }) => name.replace('fold_', ''));
      const remedy =
        there.length === 0 ? {} : { remedy: `Name the folds that there are: ${shellCommand`-f ${there}`}` };
      yield { message: 'noFold' as const, data: { ...data, folds: gone }, ...remedy };
      continue;
    }
    const present = found.flatMap(({ fold }) => fold ?? []);
    if (command === 'nnUNetv2_export_model_to_zip') {
      const files = notExported(model, present, checkpoints, surroundings);
      if (files.length > 0) yield { message: 'incomplete' as const, data: { ...data, files } };
      continue;
    }
    const again = (fold: Fold | undefined, more: string) =>
      `Validate again: ${shellCommand`nnUNetv2_train ${dataset.name} ${asked.configuration} ${fold?.name.replace('fold_', '') ?? ''} -p ${asked.plans} -tr ${asked.trainer}`} --val${more}`;
    const unvalidated = present.filter(({ validation }) => validation === undefined);
    if (unvalidated.length > 0) {
      const names = unvalidated.map(({ name }) => name);
      yield { message: 'notValidated' as const, data: { ...data, folds: names }, remedy: again(unvalidated[0], '') };
      continue;
    }
    const silent = present.filter(
      ({ folder }) => !(surroundings.namesIn(`${folder}/validation`) ?? []).some((file) => file.endsWith('.npz')),
    );
    if (intent.ensembles && wanted.length > 1 && silent.length > 0) {
      const names = silent.map(({ name }) => name);
      const remedy = `${again(silent[0], ' --npz')}. Or choose among single models: --disable_ensembling`;
      yield { message: 'noProbabilities' as const, data: { ...data, folds: names }, remedy };
    }
  }
}

function askedOf({ trainers = [], plans = [], configurations = [] }: UseModels): readonly Asked[] {
  return trainers.flatMap((trainer) =>
    configurations.flatMap((configuration) => plans.map((one) => ({ trainer, plans: one, configuration }))),
  );
}

/** Files of a model that the export asks for and does not find. */
function notExported(
  { folder, entries }: ModelFolder,
  folds: readonly Fold[],
  checkpoints: readonly string[],
  surroundings: Surroundings,
): readonly string[] {
  const own = new Set(entries.map(({ name }) => name));
  const ofModel = ['plans.json', 'dataset_fingerprint.json', 'dataset.json'].filter((file) => !own.has(file));
  const ofFolds = folds.flatMap((fold) =>
    [...checkpoints, 'progress.png', 'validation/summary.json']
      .filter((file) => !isFile(`${folder}/${fold.name}/${file}`, surroundings))
      .map((file) => `${fold.name}/${file}`),
  );
  return [...ofFolds, ...ofModel];
}

function isFile(path: string, { namesIn }: Surroundings): boolean {
  const cut = path.lastIndexOf('/');
  const folder = cut < 0 ? '.' : path.slice(0, cut) || '/';
  return namesIn(folder)?.includes(path.slice(cut + 1)) === true;
}
