import type { AnySubject, SubjectKind } from '../workspace/subjects.js';
import { placeOf } from './locate.js';
import type { Place, RawFinding } from './rule.js';
import type { Severity } from './severity.js';

/** What the job that was asked about meets. Without one, everything is asked about. */
export interface Scope {
  /**
   * @returns `undefined` where this job reads the place, or where nobody knows; else the commands of nnU-Net that do, most direct first
   */
  readersInstead(place: Place, finding: Pick<RawFinding, 'data' | 'metBy'>): readonly string[] | undefined;
}

/** How a finding weighs in a scope. */
export interface Weighed {
  /** `undefined`: it is of no interest to this job at all. */
  readonly severity: Severity | undefined;
  readonly message: string;
}

/** Rules about the job itself: what they look at is what was asked for. */
const aboutTheJob: ReadonlySet<SubjectKind> = new Set([
  'transfer',
  'transfer-configuration',
  'script',
  'suppression',
  'roots',
]);

/** A finding about what the job does not read is information, at most; one that rests on a comparison with such a place is a warning, at most. */
export function weigh(
  scope: Scope | undefined,
  raw: RawFinding,
  subject: AnySubject,
  severity: Severity,
  destroysData: boolean,
): Weighed {
  const { text: message } = raw;
  const place = placeOf(raw.at, subject);
  // What would destroy data is never set aside.
  if (scope === undefined || place === undefined || destroysData || aboutTheJob.has(subject.kind))
    return { severity, message };
  const elsewhere = (at: string | Place) => {
    const one = placeOf(at, subject);
    return one === undefined ? undefined : scope.readersInstead(one, raw);
  };
  const readers = (raw.about.length > 0 ? raw.about : [place]).map(elsewhere);
  const [instead] = readers;
  if (instead !== undefined && readers.every((others) => others !== undefined)) {
    if (severity === 'info') return { severity: undefined, message };
    const whose = instead.length === 0 ? 'Not this job' : `Not this job (${instead[0]} reads it)`;
    return { severity: 'info', message: `${whose}: ${message}` };
  }
  const isHalfOutside = raw.compares.some((at) => elsewhere(at) !== undefined);
  return { severity: isHalfOutside && severity === 'error' ? 'warning' : severity, message };
}
