/** NIfTI by either ending: the library under SimpleITK opens `x.nii` where `x.nii.gz` is asked for and missing, and the other way round. */
const interchangeable = ['.nii', '.nii.gz'];

/**
 * Cases whose ground truth the final validation would not find: it opens `gt_segmentations/<case><file_ending>` for every validation case
 * (evaluation/evaluate_predictions.py).
 * @param files names in `gt_segmentations`
 * @param isSimpleItk whether the plans read with SimpleITKIO
 */
export function casesWithoutGroundTruth(
  cases: Iterable<string>,
  files: readonly string[],
  fileEnding: string,
  isSimpleItk: boolean,
): readonly string[] {
  const present = new Set(files);
  const endings = isSimpleItk && interchangeable.includes(fileEnding) ? interchangeable : [fileEnding];
  return [...cases].filter((name) => !endings.some((ending) => present.has(name + ending)));
}
