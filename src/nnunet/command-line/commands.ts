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
  return `nnUNetv2_preprocess -d ${datasetArgument(dataset)} -plans_name ${shellWord(plans)} -c ${configurations.map(shellWord).join(' ')}`;
}

/** `nnUNetv2_extract_fingerprint -d 122` */
export function fingerprintCommand(dataset: NamedDataset): string {
  return `nnUNetv2_extract_fingerprint -d ${datasetArgument(dataset)}`;
}

/** `nnUNetv2_move_plans_between_datasets -s 121 -t 122 -sp nnUNetPlans -tp MyPlans` */
export function moveCommand(
  source: NamedDataset,
  target: NamedDataset,
  sourcePlans: string,
  targetPlans: string,
): string {
  const datasets = `-s ${datasetArgument(source)} -t ${datasetArgument(target)}`;
  return `nnUNetv2_move_plans_between_datasets ${datasets} -sp ${shellWord(sourcePlans)} -tp ${shellWord(targetPlans)}`;
}

/** What only planning does otherwise: `cp "$nnUNet_raw/…/dataset.json" "$nnUNet_preprocessed/…/dataset.json"` */
export function copyDatasetJsonCommand(dataset: string): string {
  return `cp "$nnUNet_raw/${dataset}/dataset.json" "$nnUNet_preprocessed/${dataset}/dataset.json"`;
}

/** `nnUNetv2_train 122 3d_fullres 0 -p MyPlans -pretrained_weights CHECKPOINT`; the fold and the checkpoint are for the reader to choose. */
export function finetuneCommand(
  dataset: NamedDataset,
  configuration: string,
  plans: string,
  checkpoint = 'CHECKPOINT',
): string {
  return `nnUNetv2_train ${datasetArgument(dataset)} ${shellWord(configuration)} FOLD -p ${shellWord(plans)} -pretrained_weights ${checkpoint}`;
}

/**
 * `nnplans show checkpoint_final.pth --extract plans -o plans.json`: takes what a checkpoint was trained with out of it.
 * @param into file to be written; without, it goes to standard output
 */
export function extractCommand(checkpoint: string, what: string, into?: string): string {
  const target = into === undefined ? '' : ` -o ${shellWord(into)}`;
  return `nnplans show ${shellWord(checkpoint)} --extract ${what}${target}`;
}

/** A path as a shell takes it. */
export function shellWord(path: string): string {
  return /^[\w./@%+=:,…-]+$/.test(path) ? path : `"${path.replace(/["$`\\]/g, '\\$&')}"`;
}
