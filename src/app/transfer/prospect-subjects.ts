import type { Finding } from '../../engine/report.js';
import { bonds } from '../../engine/report.js';
import type { AnySubject } from '../../workspace/subjects.js';
import type { Setting } from '../setting.js';
import type { Prospect } from './prospect.js';

/** The moved plans with what they are used for; the source is judged by what it becomes. */
export function* prospectSubjects({ transfer, written, target }: Prospect): Iterable<AnySubject> {
  yield transfer;
  yield* transfer.configurations;
  yield target;
  yield written;
  yield* written.configurations;
}

/** Without those that the steps after the move put right. */
export function rulesOfProspect(setting: Setting): Setting {
  return { ...setting, rules: setting.rules.filter(({ mendedAfterMove }) => mendedAfterMove !== true) };
}

/** Findings about other plans of the target are its audit's business, unless they are about both. */
export function isAsideOfProspect(
  finding: Finding,
  { target, written }: Prospect,
  nameFile: (file: string) => string,
): boolean {
  if (finding[bonds]?.belongings.has('transfer') === true) return false;
  const others = target.plansFiles.filter((file) => file.document.file !== written.document.file);
  const touched = [finding.location, ...finding.related].flatMap((place) => place?.file ?? []);
  return (
    touched.some((file) => others.some((other) => nameFile(other.document.file) === file)) &&
    !touched.includes(nameFile(written.document.file))
  );
}
