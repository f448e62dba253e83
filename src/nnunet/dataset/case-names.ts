import { isObject, type JsonValue, member } from '../../io/json/value.js';
import { text, textList } from '../values/numbers.js';

/** A training case as nnU-Net finds it in the raw folder. */
export interface RawCase {
  readonly identifier: string;
  /** File names in `imagesTr`, one per channel; for cases listed in dataset.json paths as written there. */
  readonly images: readonly string[];
  /** Path of the segmentation, for cases listed in dataset.json. */
  readonly label?: string | undefined;
}

/**
 * The training cases in `imagesTr`, by nnU-Net's rule (utilities/utils.py): of every file with the ending, the ending and five
 * characters before it are cut off (`_0000`, whatever stands there); files of a case are those that then match `_dddd`.
 */
export function rawCases(imagesTr: readonly string[], fileEnding: string): readonly RawCase[] {
  const images = imagesTr.filter((file) => file.endsWith(fileEnding)).sort();
  const byCase = new Map<string, string[]>();
  for (const file of images) {
    const identifier = file.slice(0, -(fileEnding.length + 5));
    if (!byCase.has(identifier)) byCase.set(identifier, []);
    if (/^_\d{4}$/.test(file.slice(identifier.length, file.length - fileEnding.length)))
      byCase.get(identifier)?.push(file);
  }
  return [...byCase].map(([identifier, files]) => ({ identifier, images: files }));
}

/** Cases that dataset.json lists under `dataset`: nnU-Net then does not look into `imagesTr`. `undefined` without a usable list. */
export function listedCases(datasetJson: JsonValue | undefined): readonly RawCase[] | undefined {
  const listed = member(datasetJson, 'dataset');
  if (!isObject(listed)) return undefined;
  return Object.entries(listed).map(([identifier, entry]) => ({
    identifier,
    images: textList(member(entry, 'images')) ?? [],
    label: text(member(entry, 'label')),
  }));
}

/**
 * Paths of listed cases that lead into `imagesTr` or `labelsTr` of the raw folder and to no file there. Other paths may lead anywhere, and are not
 * judged.
 */
export function listedButMissing(
  cases: readonly RawCase[],
  imagesTr: readonly string[] | undefined,
  labelsTr: readonly string[] | undefined,
): readonly string[] {
  const folders = new Map([
    ['imagesTr', imagesTr === undefined ? undefined : new Set(imagesTr)],
    ['labelsTr', labelsTr === undefined ? undefined : new Set(labelsTr)],
  ]);
  const paths = cases.flatMap((one) => [...one.images, ...(one.label === undefined ? [] : [one.label])]);
  return paths.filter((path) => {
    const [, folder = '', file = ''] = /^(?:\.\/)?(imagesTr|labelsTr)\/([^/$]+)$/.exec(path) ?? [];
    return file !== '' && folders.get(folder)?.has(file) === false;
  });
}

/** `file_ending` of a dataset.json, such as `.nii.gz`. */
export function fileEnding(datasetJson: JsonValue | undefined): string | undefined {
  return text(member(datasetJson, 'file_ending'));
}

/** Names without the ending, of the files that have it: cases of `labelsTr` and `gt_segmentations`. */
export function casesWithEnding(files: readonly string[], ending: string): readonly string[] {
  return files.filter((file) => file.endsWith(ending)).map((file) => file.slice(0, file.length - ending.length));
}

/** What is known of a dataset's cases without its preprocessed data; fits a dataset subject. */
export interface CaseSources {
  readonly datasetJson: { readonly value: JsonValue | undefined };
  readonly rawDatasetJson: { readonly value: JsonValue | undefined } | undefined;
  readonly rawImages: readonly string[] | undefined;
  readonly rawLabels: readonly string[] | undefined;
  readonly groundTruth: readonly string[] | undefined;
}

export interface KnownCases {
  /** Where the names come from. */
  readonly source: 'dataset.json' | 'imagesTr' | 'labelsTr' | 'gt_segmentations';
  readonly names: ReadonlySet<string>;
}

const known = new WeakMap<CaseSources, KnownCases | undefined>();

/**
 * The cases that preprocessing would write, from the best source at hand: the raw images, else the raw labels, else the ground
 * truth that an earlier preprocessing has copied. `undefined` where none can be named (no such folder, or no file has the ending).
 * Kept for each dataset: several rules ask.
 */
export function knownCases(dataset: CaseSources): KnownCases | undefined {
  if (!known.has(dataset)) known.set(dataset, findKnownCases(dataset));
  return known.get(dataset);
}

function findKnownCases(dataset: CaseSources): KnownCases | undefined {
  const raw = dataset.rawDatasetJson?.value;
  const ending = fileEnding(raw) ?? fileEnding(dataset.datasetJson.value);
  const listed = listedCases(raw);
  if (listed !== undefined) return { source: 'dataset.json', names: new Set(listed.map((one) => one.identifier)) };
  if (ending === undefined) return undefined;
  const images = rawCases(dataset.rawImages ?? [], ending).filter((one) => one.images.length > 0);
  if (images.length > 0) return { source: 'imagesTr', names: new Set(images.map((one) => one.identifier)) };
  for (const [source, files] of [
    ['labelsTr', dataset.rawLabels],
    ['gt_segmentations', dataset.groundTruth],
  ] as const) {
    const names = casesWithEnding(files ?? [], ending);
    if (names.length > 0) return { source, names: new Set(names) };
  }
  return undefined;
}
