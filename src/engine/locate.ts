import type { AnySubject } from '../workspace/subjects.js';
import type { Location } from './report.js';
import type { Place } from './rule.js';

/** The place that a finding names; a bare pointer is one into the subject's own file. */
export function placeOf(at: string | Place | undefined, subject: AnySubject): Place | undefined {
  if (typeof at === 'object') return at;
  const document = ownDocument(subject);
  if (document === undefined) return undefined;
  return at === undefined ? { document } : { document, pointer: at };
}

/** Adds line and column, which costs a scan of the file: only for what is going to be shown. */
export function locate(place: Place, nameFile: (file: string) => string): Location {
  const { document, pointer } = place;
  const found = pointer !== undefined && 'position' in document ? document.position(pointer) : undefined;
  const position = place.position ?? found;
  return {
    file: nameFile(document.file),
    ...(pointer === undefined ? {} : { pointer }),
    ...(position === undefined ? {} : { line: position.line, column: position.column }),
  };
}

function ownDocument(subject: AnySubject): Place['document'] | undefined {
  switch (subject.kind) {
    case 'plans':
    case 'suppression':
      return subject.document;
    case 'configuration':
      return subject.plansFile.document;
    case 'dataset':
      return subject.datasetJson;
    case 'transfer':
      return subject.finetuning.document;
    case 'transfer-configuration':
      return subject.finetuning.plansFile.document;
    case 'model':
      return subject.plansFile.document;
    case 'checkpoint':
    case 'pickle':
      return { file: subject.path };
    case 'case':
      return { file: subject.path(subject.storage === 'numpy' ? '.npz' : '.b2nd') };
    case 'script':
      return subject.file === undefined ? undefined : { file: subject.file };
    case 'roots':
      return undefined;
  }
}
