import { admitsBelow } from '../values/version-range.js';
import { pathWord, placeholder, shellCommand, type Word, wordBelow } from './word.js';

/** A dataset as a command names it: `-d` takes its number. */
export interface NamedDataset {
  readonly name: string;
  readonly id: number | undefined;
}

/** What follows `-d`. */
export function datasetArgument({ name, id }: NamedDataset): string {
  return id === undefined ? name : String(id);
}

/** `nnUNetv2_preprocess -d 122 -plans_name MyPlans -c 2d 3d_fullres` */
export function preprocessCommand(dataset: NamedDataset, plans: string, configurations: readonly string[]): string {
  return shellCommand`nnUNetv2_preprocess -d ${datasetArgument(dataset)} -plans_name ${plans} -c ${configurations}`;
}

/**
 * Commands in a text, as the releases in use want them. Before 2.5.1 `nnUNetv2_preprocess` stops at any other number of configurations than three
 * unless `-np` says with how many processes (experiment_planning/plan_and_preprocess_api.py, preprocess_dataset).
 * @param range versions of nnU-Net in use
 */
export function forReleases(text: string, range: string | undefined): string {
  if (range === undefined || !admitsBelow(range, [2, 5, 1])) return text;
  return text.replace(/nnUNetv2_preprocess -d [^\n]*? -c [^\n]*?(?=\. |\n|$)/g, (command) =>
    command.includes(' -np ') ? command : `${command} -np 4`,
  );
}

/** `nnUNetv2_plan_and_preprocess -d 122` */
export function planAndPreprocessCommand(dataset: NamedDataset): string {
  return shellCommand`nnUNetv2_plan_and_preprocess -d ${datasetArgument(dataset)}`;
}

/** `nnUNetv2_extract_fingerprint -d 122` */
export function fingerprintCommand(dataset: NamedDataset): string {
  return shellCommand`nnUNetv2_extract_fingerprint -d ${datasetArgument(dataset)}`;
}

/** `nnUNetv2_move_plans_between_datasets -s 121 -t 122 -sp nnUNetPlans -tp MyPlans` */
export function moveCommand(
  source: NamedDataset,
  target: NamedDataset,
  sourcePlans: string,
  targetPlans: string,
): string {
  return shellCommand`nnUNetv2_move_plans_between_datasets -s ${datasetArgument(source)} -t ${datasetArgument(target)} -sp ${sourcePlans} -tp ${targetPlans}`;
}

/** What only planning does otherwise: `cp "$nnUNet_raw/…/dataset.json" "$nnUNet_preprocessed/…/dataset.json"` */
export function copyDatasetJsonCommand(dataset: string): string {
  const file = `${dataset}/dataset.json`;
  return shellCommand`cp ${wordBelow('nnUNet_raw', file)} ${wordBelow('nnUNet_preprocessed', file)}`;
}

/** `nnUNetv2_train 122 3d_fullres FOLD -p MyPlans -pretrained_weights CHECKPOINT`; the fold and the checkpoint are for the reader to choose. */
export function finetuneCommand(
  dataset: NamedDataset,
  configuration: string,
  plans: string,
  { checkpoint = placeholder('CHECKPOINT'), trainer }: { readonly checkpoint?: Word; readonly trainer?: string } = {},
): string {
  const command = shellCommand`nnUNetv2_train ${datasetArgument(dataset)} ${configuration} FOLD -p ${plans} -pretrained_weights ${checkpoint}`;
  return trainer === undefined ? command : command + shellCommand` -tr ${trainer}`;
}

/**
 * `nnplans show checkpoint_final.pth --extract plans -o plans.json`: takes what a checkpoint was trained with out of it.
 * @param into file to be written; without, it goes to standard output
 */
export function extractCommand(checkpoint: string, what: string, into?: string): string {
  const command = shellCommand`nnplans show ${pathWord(checkpoint)} --extract ${what}`;
  return into === undefined ? command : command + shellCommand` -o ${pathWord(into)}`;
}

/** `nnplans audit FOLDER`; `./` for the working folder, since a full stop would end the sentence. */
export function auditCommand(path: string): string {
  return shellCommand`nnplans audit ${pathWord(path === '.' ? './' : path)}`;
}
