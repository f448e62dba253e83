import type { Finding } from '../../engine/report.js';
import type { AnySubject } from '../../workspace/subjects.js';
import type { Prospect } from './prospect.js';

/** The moved plans with what they are used for; the source is judged by what it becomes. */
export function* prospectSubjects({ transfer, written, target }: Prospect): Iterable<AnySubject> {
  yield transfer;
  yield* transfer.configurations;
  yield target;
  yield written;
  yield* written.configurations;
}

/** What the steps that follow put right: the move comes before them. */
const mendedLater: ReadonlySet<string> = new Set([
  'dataset/dataset-json-missing',
  'dataset/fingerprint-missing',
  'dataset/missing-data-folder',
  'transfer/dataset-json-missing',
]);

/** Findings about other plans of the target are its audit's business, unless they are about both. */
export function isBesidesProspect(
  finding: Finding,
  { target, written }: Prospect,
  nameFile: (file: string) => string,
): boolean {
  if (mendedLater.has(finding.rule)) return true;
  if (finding.rule.startsWith('transfer/')) return false;
  const others = target.plansFiles.filter((file) => file.document.file !== written.document.file);
  const touched = [finding.location, ...finding.related].flatMap((place) => place?.file ?? []);
  return (
    touched.some((file) => others.some((other) => nameFile(other.document.file) === file)) &&
    !touched.includes(nameFile(written.document.file))
  );
}
