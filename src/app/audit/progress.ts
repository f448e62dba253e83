import { counted } from '../../nnunet/words/wording.js';
import type { AnySubject, Dataset } from '../../workspace/subjects.js';
import { inThousands } from '../numbers.js';

/** Where a long run says how far it is. */
export interface ProgressBar {
  /** Draws, but not more often than anybody can see. */
  show(state: ProgressState): void;
  /** Leaves nothing behind on the screen. */
  clear(): void;
}

export interface ProgressState {
  /** From 0 to 1. */
  readonly fraction: number;
  /** What is looked at. */
  readonly name: string;
  readonly detail: string;
}

/**
 * Passes subjects on, and shows how many are done. The rules run while this generator waits, so that it is all that a synchronous engine needs to
 * be watched.
 * @param datasets how many there will be; their cases are counted when their turn comes
 * @param shareOf the part of a dataset's cases that are looked at here
 */
export function* withProgress(
  subjects: Iterable<AnySubject>,
  datasets: number,
  bar: ProgressBar,
  shareOf: (dataset: Dataset) => number = () => 1,
): Iterable<AnySubject> {
  let dataset: Dataset | undefined;
  let begun = 0;
  let cases = 0;
  let total = 0;
  try {
    for (const subject of subjects) {
      const own = subject.kind === 'dataset' ? subject : subject.kind === 'case' ? subject.dataset : dataset;
      if (own !== dataset) {
        dataset = own;
        begun += 1;
        cases = 0;
        total = 0;
      }
      if (subject.kind === 'case') {
        if (cases === 0) total = Math.ceil(casesIn(subject.dataset) * shareOf(subject.dataset));
        cases += 1;
      }
      if (dataset !== undefined) {
        const fraction = (begun - 1 + (total === 0 ? 0 : cases / total)) / Math.max(1, datasets);
        bar.show({
          fraction: Math.min(1, fraction),
          name: dataset.name,
          detail: detailOf(cases, total, begun, datasets),
        });
      }
      yield subject;
    }
  } finally {
    bar.clear();
  }
}

/** Each folder has its own files, though they are of the same cases. */
function casesIn({ dataFolderUses }: Dataset): number {
  return dataFolderUses.reduce((sum, { folder }) => sum + (folder?.files.size ?? 0), 0);
}

function detailOf(cases: number, total: number, begun: number, datasets: number): string {
  if (total > 0) return `${inThousands(cases)} of ${inThousands(total)} cases`;
  return datasets > 1 ? `dataset ${inThousands(begun)} of ${inThousands(datasets)}` : counted(datasets, 'dataset');
}
