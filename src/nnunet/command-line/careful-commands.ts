import type { JsonValue } from '../../io/json/value.js';
import { hasRawImages } from '../dataset/raw-images.js';
import { type ConfigurationInFile, dataDifferences } from '../plans/shared-data.js';
import { quotedList } from '../words/wording.js';
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

/** `nnUNetv2_preprocess` for configurations of one plans file, with what has to be done before so that it neither stops nor deletes data of other plans. */
export interface CarefulCommand {
  /** What to do, with the command last. */
  readonly text: string;
  readonly command: string;
  /** Configurations that need a `data_identifier` of their own first, and which. */
  readonly identifiers: readonly { readonly own: Known; readonly identifier: string }[];
}

/**
 * Preprocessing deletes the folder that `data_identifier` names before it looks for images, and asks neither whose data they are nor whether there are
 * images (preprocessing/preprocessors/default_preprocessor.py, run). Of configurations that share a folder one is enough: the second would delete the first.
 */
export function carefulPreprocess(dataset: DatasetOfCommand, configurations: readonly Known[]): CarefulCommand {
  const { dataFolderUses } = dataset.whole ?? dataset;
  const needed = configurations.filter(
    ({ configuration }, i) =>
      configurations.findIndex((one) => one.configuration.dataIdentifier === configuration.dataIdentifier) === i,
  );
  const taken = new Set(dataFolderUses.map(({ identifier }) => identifier));
  const identifiers = needed.flatMap((own) => {
    const use = dataFolderUses.find(({ identifier }) => identifier === own.configuration.dataIdentifier);
    const others = (use?.configurations ?? []).filter(
      (one) => !isSame(one, own) && dataDifferences(own, one).length > 0,
    );
    return others.length === 0 ? [] : [{ own, identifier: freeIdentifier(own, taken), others }];
  });
  const [first] = needed;
  const command = preprocessCommand(
    dataset,
    first?.plansFile.stem ?? '',
    needed.map(({ configuration }) => configuration.name),
  );
  const separate = identifiers.map(
    ({ own, identifier, others }) =>
      `Set data_identifier of ${own.configuration.name} in ${own.plansFile.stem} to "${identifier}" first, for ${quotedList([
        ...new Set(others.map((one) => nameBeside(one, own))),
      ])} ${others.length === 1 ? 'keeps' : 'keep'} other data in that folder, which preprocessing would delete. `,
  );
  const then = separate.length === 0 ? '' : 'Then: ';
  return { text: `${separate.join('')}${imagesFirst(dataset)}${then}${command}`, command, identifiers };
}

/** `nnUNetv2_extract_fingerprint`, with what has to be there first. */
export function carefulFingerprint(dataset: DatasetOfCommand, options = ''): string {
  return `${imagesFirst(dataset)}${fingerprintCommand(dataset)}${options}`;
}

/** `nnUNetv2_move_plans_between_datasets`, which looks for a training image of the target, with what has to be there first. */
export function carefulMove(
  source: NamedDataset,
  target: DatasetOfCommand,
  sourcePlans: string,
  targetPlans: string,
): string {
  return `${imagesFirst(target)}${moveCommand(source, target, sourcePlans, targetPlans)}`;
}

/** Where the raw folder is not known, nothing is said about it. */
function imagesFirst(dataset: DatasetOfCommand): string {
  if (dataset.roots.raw === undefined || hasRawImages(dataset)) return '';
  return `Bring the images of ${dataset.name} back to imagesTr of its raw folder first, then: `;
}

/** As the planner would name it, or another name where that is taken. */
function freeIdentifier({ configuration, plansFile }: Known, taken: ReadonlySet<string>): string {
  const usual = `${plansFile.stem}_${configuration.name}`;
  for (let name = usual, number = 1; ; number += 1, name = `${usual}_own${number === 1 ? '' : number}`) {
    if (!taken.has(name)) return name;
  }
}

function isSame(one: Known, other: Known): boolean {
  return one.plansFile === other.plansFile && one.configuration.name === other.configuration.name;
}

function nameBeside({ configuration, plansFile }: Known, own: Known): string {
  return plansFile === own.plansFile ? configuration.name : `${configuration.name} of ${plansFile.stem}`;
}
