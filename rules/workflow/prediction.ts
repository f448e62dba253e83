import { defineRule } from '../../src/engine/rule.js';
import type { Predict } from '../../src/nnunet/command-line/intent.js';
import { shellCommand } from '../../src/nnunet/command-line/word.js';
import { fileEnding, rawCases } from '../../src/nnunet/dataset/case-names.js';
import { trainingChannels } from '../../src/nnunet/dataset/channels.js';
import { readingOf } from '../../src/nnunet/dataset/image-geometry.js';
import { nearestName } from '../../src/nnunet/words/nearest-name.js';
import { counted, firstFew, wordList } from '../../src/nnunet/words/wording.js';
import { commandsOnDisk } from '../../src/nnunet/workflow/commands-on-disk.js';
import type { ModelFolder } from '../../src/workspace/model-subjects.js';
import type { ScriptCommand } from '../../src/workspace/script-subjects.js';

interface NoModel {
  readonly model: string;
  readonly known: readonly string[];
}

interface NoCheckpoints {
  readonly model: string;
  readonly checkpoint: string;
  readonly folds: readonly string[];
}

interface Input {
  readonly folder: string;
  readonly ending: string;
}

interface Incomplete {
  readonly cases: readonly string[];
  readonly channels: number;
}

/** What inference needs on disk (inference/predict_from_raw_data.py). */
export const prediction = defineRule({
  id: 'workflow/prediction',
  subject: 'script',
  severity: 'error',
  since: '0.1.0',
  summary: 'A prediction finds its model, the checkpoints of its folds, and images that are named as nnU-Net expects.',
  yieldsTo: [{ to: 'workflow/roots', same: 'place' }],
  why: `\`nnUNetv2_predict\` builds the name of the model folder from dataset, trainer, plans and configuration. By default it uses folds 0 to 4 and \`checkpoint_final.pth\`. It finds images by their ending and by
four digits for the channel: \`case_0000.nii.gz\`. It ignores files with another ending. If a case lacks a channel, prediction stops somewhere in the middle.`,
  remedy: 'Correct what the command names.',
  sources: [
    'nnunetv2/inference/predict_from_raw_data.py',
    'nnunetv2/utilities/utils.py: create_lists_from_splitted_dataset_folder',
    'https://github.com/MIC-DKFZ/nnUNet/issues/1947',
  ],
  examples: [
    {
      title: 'The plans are left out',
      changes: [],
      command: 'nnUNetv2_predict -i nnUNet_raw/Dataset122_PancreasCT/imagesTr -o predictions -d 122 -c 3d_fullres -f 0',
      reports: 'model',
    },
    {
      title: 'Only one of five folds has been trained',
      changes: [],
      command:
        'nnUNetv2_predict -i nnUNet_raw/Dataset122_PancreasCT/imagesTr -o predictions -d 122 -c 3d_fullres -p PretrainedPlansCustom',
      reports: 'checkpoints',
    },
  ],
  messages: {
    model: ({ model, known }: NoModel) =>
      `There is no model ${model}${known.length === 0 ? '' : `; there ${known.length === 1 ? 'is' : 'are'} ${firstFew(known, 4)}`}. Prediction stops.`,
    checkpoints: ({ model, checkpoint, folds }: NoCheckpoints) =>
      `${model} has no ${checkpoint} in ${wordList(folds)}. Prediction stops when it loads the first of them.`,
    noInput: ({ folder }: Pick<Input, 'folder'>) => `There is no folder ${folder} to predict from. Prediction stops.`,
    noImages: ({ folder, ending }: Input) =>
      `The folder ${folder} holds no image that ends with ${ending}, as those of the training did. nnU-Net predicts nothing.`,
    incomplete: ({ cases, channels }: Incomplete) =>
      `${counted(cases.length, 'case')} ${cases.length === 1 ? 'does' : 'do'} not have ${channels === 1 ? 'the one image' : `the ${channels} images`} that the model needs for each: ${firstFew(cases)}. Prediction stops when it comes to ${cases.length === 1 ? 'it' : 'them'}.`,
    previousStage: ({ configuration }: { readonly configuration: string }) =>
      `${configuration} is a later stage of a cascade: it needs the predictions of the earlier one. Prediction stops without them.`,
  },
  *check(script) {
    if (script.file !== undefined) return;
    for (const command of commandsOnDisk(script)) {
      const { intent, invocation, model } = command;
      if (intent.kind !== 'predict' || invocation.runsElsewhere) continue;
      if (model === undefined) {
        yield* missingModel(intent, command);
        continue;
      }
      yield* checkpointFindings(intent, model);
      yield* inputFindings(intent, model, command);
      const name = model.nameParts?.configuration;
      const isLater = name !== undefined && model.plansFile.plans.configuration(name)?.previousStage !== undefined;
      if (isLater && intent.previousStage === undefined) {
        const remedy = 'Predict with the earlier stage first, and name the folder with -prev_stage_predictions.';
        yield { message: 'previousStage', data: { configuration: name }, remedy };
      }
    }
  },
});

function* missingModel({ model }: Predict, { surroundings }: ScriptCommand) {
  if ('path' in model) {
    if (model.path !== undefined) yield { message: 'model' as const, data: { model: model.path, known: [] } };
    return;
  }
  const { dataset: typed, trainer, plans, configuration } = model;
  const dataset = typed === undefined ? undefined : surroundings.dataset(typed);
  if (dataset === undefined || surroundings.roots.results === undefined || configuration === undefined) return;
  const name = `${trainer}__${plans}__${configuration}`;
  const known = dataset.models.map((one) => one.name);
  const meant = known.find((one) => one.endsWith(`__${configuration}`)) ?? nearestName(name, known);
  const [itsTrainer = '', itsPlans = '', itsConfiguration = ''] = meant?.split('__') ?? [];
  const remedy =
    meant === undefined
      ? {}
      : { remedy: `Name that model: ${shellCommand`-tr ${itsTrainer} -p ${itsPlans} -c ${itsConfiguration}`}` };
  yield { message: 'model' as const, data: { model: `${dataset.name}/${name}`, known }, ...remedy };
}

function* checkpointFindings({ folds = [], checkpoint }: Predict, model: ModelFolder) {
  if (checkpoint === undefined) return;
  const has = (name: string) =>
    model.folds.some((fold) => fold.name === name && fold.checkpoints.some(({ fileName }) => fileName === checkpoint));
  const missing = folds.map((fold) => `fold_${fold}`).filter((name) => !has(name));
  if (missing.length === 0) return;
  const trained = model.folds.filter(({ name }) => has(name)).map(({ name }) => name.replace('fold_', ''));
  const remedy = trained.length === 0 ? {} : { remedy: `Name the folds that have it: ${shellCommand`-f ${trained}`}` };
  const data = { model: model.name, checkpoint, folds: missing };
  yield { message: 'checkpoints' as const, at: { document: { file: model.folder } }, data, ...remedy };
}

function* inputFindings({ input }: Predict, model: ModelFolder, { surroundings }: ScriptCommand) {
  if (input === undefined) return;
  const files = surroundings.namesIn(input);
  const ending = fileEnding(model.datasetJson.value);
  if (files === undefined) yield { message: 'noInput' as const, data: { folder: input } };
  else if (ending !== undefined) {
    const cases = rawCases(files, ending);
    if (cases.length === 0) yield { message: 'noImages' as const, data: { folder: input, ending } };
    const channels = trainingChannels(model.datasetJson.value);
    const incomplete = cases.filter(
      ({ images }) => channels !== undefined && channelsOf(images, input, model, surroundings) !== channels,
    );
    if (channels === undefined || incomplete.length === 0) return;
    const data = { cases: incomplete.map(({ identifier }) => identifier), channels };
    const remedy = `Name the images CASE_0000${ending}, with one file for each of ${counted(channels, 'channel')}.`;
    yield { message: 'incomplete' as const, data, remedy };
  }
}

/** One file holds one channel, but for colours and images of four axes. */
function channelsOf(
  images: readonly string[],
  folder: string,
  { plansFile }: ModelFolder,
  { image }: ScriptCommand['surroundings'],
): number {
  const [only, second] = images;
  if (only === undefined || second !== undefined) return images.length;
  const header = image(`${folder.replace(/\/$/, '')}/${only}`).value;
  const reading = header === undefined ? undefined : readingOf(plansFile.plans.imageReaderWriter ?? '', header);
  return reading !== undefined && 'geometry' in reading ? reading.geometry.channels : 1;
}
