import { defineRule } from '../../src/engine/rule.js';
import type { Predict } from '../../src/nnunet/command-line/intent.js';
import { shellCommand } from '../../src/nnunet/command-line/word.js';
import { fileEnding, rawCases } from '../../src/nnunet/dataset/case-names.js';
import { trainingChannels } from '../../src/nnunet/dataset/channels.js';
import { type ImageGeometry, imageFault, readingOf } from '../../src/nnunet/dataset/image-geometry.js';
import { vanishingAxes } from '../../src/nnunet/dataset/vanishing-axes.js';
import { nearestName } from '../../src/nnunet/words/nearest-name.js';
import { counted, firstFew, timesList, wordList } from '../../src/nnunet/words/wording.js';
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
    unreadable: ({ images, reason }: { readonly images: readonly string[]; readonly reason: string }) =>
      `${counted(images.length, 'image')} cannot be read: ${firstFew(images)} (${reason}). Prediction stops when it comes to ${images.length === 1 ? 'it' : 'them'}.`,
    vanishes: ({ images, spacing }: { readonly images: readonly string[]; readonly spacing: readonly number[] }) =>
      `At the ${timesList(spacing)} mm of the model, ${counted(images.length, 'image')} ${images.length === 1 ? 'has' : 'have'} no voxel left along one axis: ${firstFew(images)}. Prediction stops when it comes to ${images.length === 1 ? 'it' : 'them'}.`,
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
    const read = imageReader(input, model, surroundings);
    yield* unreadable(cases, read);
    yield* vanishing(cases, model, read);
    const channels = trainingChannels(model.datasetJson.value);
    const incomplete = cases.filter(({ images }) => channels !== undefined && channelsOf(images, read) !== channels);
    if (channels === undefined || incomplete.length === 0) return;
    const data = { cases: incomplete.map(({ identifier }) => identifier), channels };
    const remedy = `Name the images CASE_0000${ending}, with one file for each of ${counted(channels, 'channel')}.`;
    yield { message: 'incomplete' as const, data, remedy };
  }
}

interface ImageRead {
  readonly geometry?: ImageGeometry;
  /** Why prediction cannot read it. */
  readonly fault?: string;
}

type Read = (image: string) => ImageRead;
type Cases = readonly { readonly images: readonly string[] }[];

function imageReader(folder: string, { plansFile }: ModelFolder, { image }: ScriptCommand['surroundings']): Read {
  return (name) => {
    const header = image(`${folder.replace(/\/$/, '')}/${name}`);
    if (header.value === undefined) {
      const fault = imageFault(name, header);
      return fault === undefined ? {} : { fault };
    }
    const reading = readingOf(plansFile.plans.imageReaderWriter ?? '', header.value);
    return reading !== undefined && 'refusal' in reading ? { fault: reading.refusal } : (reading ?? {});
  };
}

function* unreadable(cases: Cases, read: Read) {
  const faults = cases.flatMap(({ images }) =>
    images.flatMap((name) => {
      const { fault } = read(name);
      return fault === undefined ? [] : [{ name, fault }];
    }),
  );
  const [first] = faults;
  if (first === undefined) return;
  const data = { images: faults.map(({ name }) => name), reason: first.fault };
  yield { message: 'unreadable' as const, data, remedy: 'Copy or export these images again, or leave them out.' };
}

/** One file holds one channel, but for colours and images of four axes. */
function channelsOf(images: readonly string[], read: Read): number {
  const [only, second] = images;
  return only === undefined || second !== undefined ? images.length : (read(only).geometry?.channels ?? 1);
}

/** Cases that resampling leaves nothing of; all images of a case have one size. */
function* vanishing(cases: Cases, model: ModelFolder, read: Read) {
  const { plans } = model.plansFile;
  const configuration = plans.configuration(model.nameParts?.configuration ?? '');
  if (configuration === undefined) return;
  const images = cases.flatMap(({ images: [first] }) => {
    const geometry = first === undefined ? undefined : read(first).geometry;
    return first !== undefined && geometry !== undefined && vanishingAxes(plans, configuration, geometry).length > 0
      ? [first]
      : [];
  });
  if (images.length === 0) return;
  const data = { images, spacing: configuration.spacing ?? [] };
  const remedy = 'Leave these images out, or look at their spacing: it may be in another unit.';
  yield { message: 'vanishes' as const, data, remedy };
}
