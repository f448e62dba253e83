/** The number by which `int(name[7:10])` knows a dataset's folder; `undefined` without three digits there. */
export function datasetNumber(name: string): number | undefined {
  const digits = /^Dataset(\d{3})/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/**
 * Whether two names may be those of one dataset: folders are renamed, and get another number in another laboratory, so that number and words
 * both have to differ before they are surely two. Case does not count.
 */
export function mayBeOneDataset(first: string, second: string): boolean {
  const number = datasetNumber(first);
  if (first === second || (number !== undefined && number === datasetNumber(second))) return true;
  const words = datasetWords(first);
  return words !== '' && words === datasetWords(second);
}

/** `abdomenct` of `Dataset121_AbdomenCT`; empty where there is nothing but a number. */
function datasetWords(name: string): string {
  return name.replace(/^Dataset\d+_?/, '').toLowerCase();
}

/**
 * Folder names that nnU-Net cannot tell apart by number. It looks for all folders that begin with `Dataset` and the number in three digits, in raw,
 * preprocessed and results folder together (utilities/dataset_name_id_conversion.py): `Dataset1234_X` answers to 123 too.
 * @returns the names of each number that has more than one, in order
 */
export function sharedNumbers(names: Iterable<string>): ReadonlyMap<number, readonly string[]> {
  const byNumber = new Map<number, string[]>();
  for (const name of new Set(names)) {
    const number = datasetNumber(name);
    if (number !== undefined) byNumber.set(number, [...(byNumber.get(number) ?? []), name]);
  }
  const shared = [...byNumber].filter(([, those]) => those.length > 1).sort(([a], [b]) => a - b);
  return new Map(shared.map(([number, those]) => [number, those.sort()]));
}
