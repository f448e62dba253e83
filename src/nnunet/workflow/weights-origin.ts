import { datasetName, type Named, plainName, symbolName } from './named.js';

/** The model that a checkpoint belongs to, as its path tells: what cannot be told is `undefined`. */
export interface WeightsOrigin {
  readonly path: Named | undefined;
  readonly dataset: Named | undefined;
  readonly trainer: Named | undefined;
  readonly plans: Named | undefined;
  readonly configuration: Named | undefined;
}

/**
 * Reads `…/Dataset001_Abdomen/nnUNetTrainer__nnUNetPlans__3d_fullres/fold_0/checkpoint_final.pth`: nnU-Net builds the path of a model from the
 * names in it (utilities/file_path_utilities.py, get_output_folder).
 */
export function weightsOrigin(path: Named | undefined): WeightsOrigin {
  const [, folder, trainer, plans, configuration] =
    /(?:^|[/\\])([^/\\]*)[/\\]([^/\\]+?)__([^/\\]+?)__([^/\\]+)[/\\](?:fold_?[^/\\]*[/\\])?[^/\\]*$/.exec(
      path?.key ?? '',
    ) ?? [];
  return {
    path,
    dataset: folder === undefined || !/^(Dataset|\$)/.test(folder) ? undefined : datasetName(nameOf(folder)),
    trainer: nameOf(trainer),
    plans: nameOf(plans),
    configuration: nameOf(configuration),
  };
}

function nameOf(part: string | undefined): Named | undefined {
  if (part === undefined) return undefined;
  return /[$\0{}]/.test(part) ? symbolName(part) : plainName(part);
}

interface Checkpoints {
  checkpoint(path: string):
    | {
        readonly plansFile?:
          | { readonly plans: { readonly datasetName: string | undefined; readonly plansName: string | undefined } }
          | undefined;
      }
    | undefined;
}

/** What the checkpoint says itself, where the file can be seen. */
export function asStored(
  { path, configuration, trainer }: WeightsOrigin,
  checkpoints: Checkpoints,
): WeightsOrigin | undefined {
  const plans = path?.text === undefined ? undefined : checkpoints.checkpoint(path.text)?.plansFile?.plans;
  const number = /^Dataset(\d{3,})/.exec(plans?.datasetName ?? '')?.[1];
  if (plans?.datasetName === undefined || plans.plansName === undefined || number === undefined) return undefined;
  const dataset = { ...plainName(plans.datasetName), key: String(Number(number)) };
  return { path, dataset, plans: plainName(plans.plansName), configuration, trainer };
}
