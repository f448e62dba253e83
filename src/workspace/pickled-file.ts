import { fileSource } from '../io/byte-source.js';
import { FormatError } from '../io/format-error.js';
import { readPickle } from '../io/pickle/read-pickle.js';
import { PickleTrace } from '../io/pickle/trace.js';
import { type Storage, StorageError } from '../io/storage.js';
import { lazy } from './lazy.js';
import type { Checkpoint } from './model-subjects.js';
import { baseName } from './paths.js';
import type { PickledFile } from './pickle-subjects.js';
import type { AnySubject } from './subjects.js';

/** What torch files are called; `.model` by nnU-Net v1. */
export function isCheckpointName(name: string): boolean {
  return /\.(pth|pt|ckpt|model)$/i.test(name);
}

/** A file that `load_pickle` of batchgenerators opens. */
export function openPickledFile(storage: Storage, path: string, label = baseName(path)): PickledFile {
  const fileName = baseName(path);
  const trace = lazy(() => traceOf(storage, path));
  return {
    kind: 'pickle',
    label,
    path,
    fileName,
    role: fileName === 'postprocessing.pkl' ? 'postprocessing' : 'other',
    get trace() {
      return trace();
    },
  };
}

function traceOf(storage: Storage, path: string): PickleTrace {
  const trace = new PickleTrace();
  try {
    readPickle(fileSource(storage, path), { trace });
  } catch (error) {
    if (!(error instanceof FormatError) && !(error instanceof StorageError)) throw error;
  }
  return trace;
}

export function pickledCheckpoint(checkpoint: Checkpoint): PickledFile {
  const { label, path, fileName } = checkpoint;
  return {
    kind: 'pickle',
    label,
    path,
    fileName,
    role: 'checkpoint',
    get trace() {
      return checkpoint.content.trace;
    },
  };
}

/** What is opened as a pickle along with a subject. */
export function* picklesOf(subject: AnySubject): Iterable<PickledFile> {
  switch (subject.kind) {
    case 'checkpoint':
      yield pickledCheckpoint(subject);
      break;
    case 'case': {
      const path = subject.path('.pkl');
      const { label, propertiesTrace: trace } = subject;
      if (trace !== undefined) yield { kind: 'pickle', label, path, fileName: baseName(path), role: 'case', trace };
      break;
    }
    case 'dataset':
      // An audit, or the check of a command, looks at every case; anything else at a sample.
      for (const { sampledCases } of subject.dataFolderUses) for (const one of sampledCases) yield* picklesOf(one);
      break;
    case 'model':
      yield* subject.pickles;
      break;
    default:
  }
}

/** Each subject, and behind it what is opened as a pickle along with it. */
export function* withPickles(subjects: Iterable<AnySubject>): Iterable<AnySubject> {
  for (const subject of subjects) {
    yield subject;
    yield* picklesOf(subject);
  }
}
