import type { JsonValue } from '../../io/json/value.js';
import { dataDifferences } from '../compare/comparison.js';
import { hasRawImages } from '../dataset/raw-images.js';
import type { ConfigurationInFile } from '../plans/plans.js';
import { firstFew, inQuotes } from '../words/wording.js';
import { fingerprintCommand, moveCommand, type NamedDataset, preprocessCommand } from './commands.js';

/** A dataset as far as it matters to commands that read its raw images or fill its data folders. */
export interface DatasetOfCommand extends NamedDataset {
  readonly roots: { readonly raw: string | undefined };
  readonly rawImages: readonly string[] | undefined;
  readonly rawDatasetJson: { readonly value: JsonValue | undefined } | undefined;
  readonly datasetJson: { readonly value: JsonValue | undefined };
  readonly dataFolderUses: readonly { readonly identifier: string; readonly configurations: readonly Known[] }[];
  /** The whole dataset, where this is only what one job sees of it. */
  readonly whole?: DatasetOfCommand;
}

interface Known extends ConfigurationInFile {
  readonly plansFile: ConfigurationInFile['plansFile'] & { readonly stem: string };
}

/** A remedy, and the same as data where something has to be edited before the command. */
export interface CarefulRemedy<Document> {
  readonly remedy: string;
  /** The command alone. */
  readonly command: string;
  readonly fix?: {
    readonly edits: readonly { readonly document: Document; readonly pointer: string; readonly value: string }[];
    readonly isSafe: false;
    readonly commands: readonly string[];
  };
}

/**
 * `nnUNetv2_preprocess` for configurations of one plans file, with what has to be done before so that it neither stops nor deletes data of other plans.
 * It deletes the folder that `data_identifier` names before it looks for images, and asks neither whose data they are nor whether there are images
 * (preprocessing/preprocessors/default_preprocessor.py, run). Of configurations that share a folder one is enough: the second would delete the first.
 * @param purpose stands before a command that needs nothing else: `Preprocess again: `
 */
export function carefulPreprocess<Own extends Known & { readonly plansFile: { readonly document: unknown } }>(
  dataset: DatasetOfCommand,
  configurations: readonly Own[],
  purpose = '',
): CarefulRemedy<Own['plansFile']['document']> {
  const { dataFolderUses } = dataset.whole ?? dataset;
  const needed = configurations.filter(
    ({ configuration }, i) =>
      configurations.findIndex((one) => one.configuration.dataIdentifier === configuration.dataIdentifier) === i,
  );
  const groups = groupsOf(dataFolderUses);
  const shared = needed.flatMap((own) => {
    const others = othersOf(own, groups.get(own.configuration.dataIdentifier ?? '') ?? []);
    return others.length === 0 ? [] : [{ own, others, identifier: freeIdentifier(own, groups) }];
  });
  const stem = needed[0]?.plansFile.stem ?? '';
  const names = needed.map(({ configuration }) => configuration.name);
  const command = preprocessCommand(dataset, stem, names);
  const images = imagesFirst(dataset);
  if (shared.length === 0) return { remedy: `${images}${behind(images, purpose)}${command}`, command };
  const sentences = shared.map(
    ({ own, others, identifier }) =>
      `Set data_identifier of ${inQuotes(own.configuration.name)} in ${own.plansFile.stem} to ${inQuotes(identifier)}: preprocessing would delete the data of ${firstFew(
        [...new Set(others.map((one) => nameBeside(one, own)))],
        mostOthers,
      )}. `,
  );
  return {
    remedy: `${sentences.join('')}${images}Then: ${command}`,
    command,
    fix: {
      edits: shared.map(({ own, identifier }) => ({
        document: own.plansFile.document,
        pointer: own.configuration.pointerOfOwn('data_identifier'),
        value: identifier,
      })),
      isSafe: false,
      commands: [command],
    },
  };
}

/** `nnUNetv2_extract_fingerprint`, with what has to be there first. */
export function carefulFingerprint(dataset: DatasetOfCommand, options = ''): string {
  const images = imagesFirst(dataset);
  return `${images}${behind(images, '')}${fingerprintCommand(dataset)}${options}`;
}

/** `nnUNetv2_move_plans_between_datasets`, which looks for a training image of the target, with what has to be there first. */
export function carefulMove(
  source: NamedDataset,
  target: DatasetOfCommand,
  sourcePlans: string,
  targetPlans: string,
  purpose: string,
): string {
  return `${imagesFirst(target)}${purpose}${moveCommand(source, target, sourcePlans, targetPlans)}`;
}

/** Where the raw folder is not known, nothing is said about it. */
function imagesFirst(dataset: DatasetOfCommand): string {
  if (dataset.roots.raw === undefined || hasRawImages(dataset)) return '';
  return `Copy the images of ${inQuotes(dataset.name)} back to imagesTr of its raw folder first. `;
}

function behind(sentence: string, purpose: string): string {
  return sentence !== '' && purpose === '' ? 'Then: ' : purpose;
}

/** As the planner would name it, or another name where that is taken. */
function freeIdentifier({ configuration, plansFile }: Known, taken: ReadonlyMap<string, unknown>): string {
  const usual = `${plansFile.stem}_${configuration.name}`;
  let name = usual;
  for (let number = 1; taken.has(name); number += 1) name = `${usual}_own${number === 1 ? '' : number}`;
  return name;
}

type Uses = DatasetOfCommand['dataFolderUses'];

const knownGroups = new WeakMap<Uses, ReadonlyMap<string, readonly (readonly Known[])[]>>();

/** More are neither compared nor named: a thousand plans may share one folder, and each be asked about. */
const mostOthers = 10;

/** Configurations by the folder that they share, those together that keep the same data there. */
function groupsOf(uses: Uses): ReadonlyMap<string, readonly (readonly Known[])[]> {
  const known = knownGroups.get(uses) ?? new Map(uses.map((use) => [use.identifier, grouped(use.configurations)]));
  knownGroups.set(uses, known);
  return known;
}

function grouped(configurations: readonly Known[]): readonly (readonly Known[])[] {
  const groups: [Known, ...Known[]][] = [];
  for (const one of configurations) {
    const own = groups.slice(0, mostOthers).find(([first]) => dataDifferences(first, one).length === 0);
    if (own === undefined) groups.push([one]);
    else own.push(one);
  }
  return groups;
}

/** Those that keep other data in the same folder. */
function othersOf(own: Known, groups: readonly (readonly Known[])[]): readonly Known[] {
  const others: Known[] = [];
  for (const group of groups) {
    const [first] = group;
    if (first === undefined || isSame(own, first) || dataDifferences(own, first).length === 0) continue;
    for (const one of group) if (!isSame(one, own)) others.push(one);
    if (others.length >= mostOthers) break;
  }
  return others;
}

function isSame(one: Known, other: Known): boolean {
  return one.plansFile.stem === other.plansFile.stem && one.configuration.name === other.configuration.name;
}

function nameBeside({ configuration, plansFile }: Known, own: Known): string {
  return plansFile.stem === own.plansFile.stem ? configuration.name : `${configuration.name} of ${plansFile.stem}`;
}
