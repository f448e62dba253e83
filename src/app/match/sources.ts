import { inferNetwork } from '../../nnunet/network/infer-network.js';
import { type ParameterShape, parametersIn } from '../../nnunet/network/inferred-blocks.js';
import { networkOfTrainer } from '../../nnunet/network/trainer-network.js';
import { networkForTransfer } from '../../nnunet/network/transfer-network.js';
import { counted } from '../../nnunet/words/wording.js';
import type { MatchSource } from '../../report/weights-match.js';
import type { Checkpoint, ModelFolder } from '../../workspace/model-subjects.js';
import type { PickledFile } from '../../workspace/pickle-subjects.js';
import { picklesOf, withPickles } from '../../workspace/pickled-file.js';
import type { PlansConfiguration } from '../../workspace/subjects.js';
import { modelSubjects } from '../../workspace/subjects-of.js';
import { configurationOf } from '../../workspace/transfer.js';

/** Weights that somebody wants to load. */
export interface WeightsSource {
  readonly entry: MatchSource;
  /** `undefined` where nothing is known of them. */
  readonly parameters: readonly ParameterShape[] | undefined;
  /** What they were trained with, where that is known. */
  readonly trainedWith: PlansConfiguration | undefined;
  /** All that is opened as a pickle along with them. */
  readonly pickles: readonly PickledFile[];
}

/** @param nameFile how reports call a file */
export function sourceOfCheckpoint(checkpoint: Checkpoint, nameFile: (path: string) => string): WeightsSource {
  const { content, plansFile } = checkpoint;
  const file = nameFile(checkpoint.path);
  const found = content.checkpoint;
  const pickles = [...picklesOf(checkpoint)];
  if (found === undefined)
    return { ...unknownSource(checkpoint.label, file, `it cannot be read: ${content.fault.message}`), pickles };
  if (found.kind !== 'nnunet')
    return { ...unknownSource(checkpoint.label, file, 'it has no network_weights of nnU-Net v2'), pickles };
  const parameters = parametersIn(found.tensors);
  const configuration = found.initArguments?.configuration;
  return {
    entry: {
      label: checkpoint.label,
      file,
      evidence: 'checkpoint',
      checkpoint: file,
      ...known({ trainer: found.trainerName, dataset: plansFile?.plans.datasetName }),
      ...known({ plans: plansFile?.plans.plansName, configuration }),
      ...known({ network: networkWords(parameters) }),
    },
    parameters,
    trainedWith: plansFile === undefined ? undefined : configurationOf(plansFile, configuration),
    pickles,
  };
}

/** A model's folds all have the same network: the first checkpoint that can be read speaks for them, its plans where there is none. */
export function sourceOfModel(model: ModelFolder, nameFile: (path: string) => string): WeightsSource {
  const pickles = [...withPickles(modelSubjects(model))].filter((subject) => subject.kind === 'pickle');
  return { ...weightsOfModel(model, nameFile), pickles };
}

function weightsOfModel(model: ModelFolder, nameFile: (path: string) => string): WeightsSource {
  const checkpoints = model.folds.flatMap((fold) => fold.checkpoints);
  const readable = checkpoints.find(({ content }) => content.checkpoint?.kind === 'nnunet');
  const { label, plansFile, nameParts } = model;
  const file = nameFile(model.folder);
  if (readable !== undefined) {
    const source = sourceOfCheckpoint(readable, nameFile);
    return { ...source, entry: { ...source.entry, label, file } };
  }
  const trainedWith = configurationOf(plansFile, nameParts?.configuration);
  if (trainedWith === undefined)
    return unknownSource(label, file, 'it has no checkpoint that can be read, and no plans');
  const predicted = networkForTransfer(
    trainedWith.configuration,
    plansFile.datasetJson?.value,
    networkOfTrainer(nameParts?.trainer ?? 'nnUNetTrainer'),
  );
  if (predicted.reason !== undefined)
    return unknownSource(label, file, `it has no checkpoint, and ${predicted.reason}`);
  return {
    entry: {
      label,
      file,
      evidence: 'plans',
      ...known({ ...nameParts, dataset: plansFile.plans.datasetName, network: networkWords(predicted.parameters) }),
    },
    parameters: predicted.parameters,
    trainedWith,
    pickles: [],
  };
}

function unknownSource(label: string, file: string, fault: string): WeightsSource {
  return {
    entry: { label, file, evidence: 'nothing', fault },
    parameters: undefined,
    trainedWith: undefined,
    pickles: [],
  };
}

function networkWords(parameters: readonly ParameterShape[]): string | undefined {
  const found = inferNetwork(parameters);
  if (found.kind !== 'inferred') return undefined;
  const { className, dimension, stages } = found.network;
  return `${className} in ${dimension}D of ${counted(stages, 'stage')} for ${counted(found.inputChannels, 'channel')}`;
}

/** Without what is not known: a key that is there has a value. */
function known<K extends string>(facts: Readonly<Partial<Record<K, string | undefined>>>): Partial<Record<K, string>> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Partial<
    Record<K, string>
  >;
}
