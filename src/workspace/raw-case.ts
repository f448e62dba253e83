import { readImageHeader } from '../io/images/read-image-header.js';
import type { Storage } from '../io/storage.js';
import { fileEnding, listedCases, rawCases } from '../nnunet/dataset/case-names.js';
import type { ImageFile, UnprocessedCase } from './case-subjects.js';
import { lazy } from './lazy.js';
import { baseName, join } from './paths.js';
import { readFile } from './stored-array.js';
import type { Dataset } from './subjects.js';

/** The training cases of the raw folder as nnU-Net finds them, one after the other; none is kept. */
export function* unprocessedCasesOf(storage: Storage, dataset: Dataset): Iterable<UnprocessedCase> {
  const { rawFolder, rawDatasetJson, rawImages } = dataset;
  const ending = fileEnding(rawDatasetJson?.value);
  if (rawFolder === undefined || ending === undefined) return;
  const listed = listedCases(rawDatasetJson?.value);
  const labels = new Set(dataset.rawLabels);
  for (const { identifier, images, label } of listed ?? rawCases(rawImages ?? [], ending)) {
    const segmentation =
      listed === undefined && labels.has(identifier + ending) ? `labelsTr/${identifier}${ending}` : label;
    yield {
      kind: 'raw-case',
      label: `${baseName(rawFolder)}/${identifier}`,
      identifier,
      dataset,
      images: images.map((image) => imageFile(storage, rawFolder, listed === undefined ? `imagesTr/${image}` : image)),
      segmentation: segmentation === undefined ? undefined : imageFile(storage, rawFolder, segmentation),
    };
  }
}

/** @param written a path below the raw folder, or an absolute one (utilities/utils.py, get_filenames_of_train_images_and_targets) */
function imageFile(storage: Storage, rawFolder: string, written: string): ImageFile {
  const path = written.startsWith('/') ? written : join(rawFolder, written);
  const header = lazy(() => readFile(storage, path, readImageHeader));
  return {
    fileName: written,
    path,
    get header() {
      return header();
    },
  };
}
