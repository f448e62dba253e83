import { type JsonValue, member } from '../../io/json/value.js';

interface RawDataset {
  /** File names in `imagesTr`; `undefined` without that folder. */
  readonly rawImages: readonly string[] | undefined;
  readonly rawDatasetJson: { readonly value: JsonValue | undefined } | undefined;
  readonly datasetJson: { readonly value: JsonValue | undefined };
}

/**
 * Whether there is anything that nnU-Net would take for raw images: files in `imagesTr`, or a list of files anywhere under "dataset" in dataset.json
 * (utilities/utils.py, get_filenames_of_train_images_and_targets).
 */
export function hasRawImages({ rawImages, rawDatasetJson, datasetJson }: RawDataset): boolean {
  const lists = [rawDatasetJson?.value, datasetJson.value].some((value) => member(value, 'dataset') !== undefined);
  return lists || (rawImages?.length ?? 0) > 0;
}
