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
  return `nnUNetv2_preprocess -d ${datasetArgument(dataset)} -plans_name ${plans} -c ${configurations.join(' ')}`;
}

/** `nnUNetv2_extract_fingerprint -d 122` */
export function fingerprintCommand(dataset: NamedDataset): string {
  return `nnUNetv2_extract_fingerprint -d ${datasetArgument(dataset)}`;
}
