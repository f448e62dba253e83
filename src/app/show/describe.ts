import { type ByteSource, fileSource } from '../../io/byte-source.js';
import { contentName } from '../../io/foreign-content.js';
import { FormatError } from '../../io/format-error.js';
import type { JsonDocument } from '../../io/json/document.js';
import { PickleTrace } from '../../io/pickle/trace.js';
import { StorageError } from '../../io/storage.js';
import { auditCommand } from '../../nnunet/command-line/commands.js';
import { type Description, fact } from '../../report/description.js';
import { knownRemedies } from '../../schema/document-problems.js';
import { hasPlansKeys } from '../../workspace/dataset.js';
import { identifyFolder, nothingAt, shown } from '../../workspace/identify.js';
import { checkpointAt, modelAt, plansAt } from '../../workspace/open-found.js';
import { baseName } from '../../workspace/paths.js';
import type { PickledFile } from '../../workspace/pickle-subjects.js';
import { isCheckpointName, openPickledFile, picklesOf, withPickles } from '../../workspace/pickled-file.js';
import type { Reach } from '../../workspace/reach.js';
import { modelSubjects } from '../../workspace/subjects-of.js';
import { alarmsOf } from '../alarms.js';
import { Trouble } from '../trouble.js';
import { describeBlosc2, describeNpy, describeNpz } from './describe-arrays.js';
import { describeCheckpoint } from './describe-checkpoint.js';
import { describeFolder } from './describe-folder.js';
import { describeJson } from './describe-json.js';
import { describePickle } from './describe-pickle.js';
import { configurationGroup, plansFacts } from './describe-plans.js';
import { originFacts, shownPath } from './origin-facts.js';

type Content = Omit<Description, 'file' | 'size'>;

/**
 * Says what lies at a path: by its content, not by its name.
 * @param knownGlobals classes and functions of forks that pickles may name, as `module name`
 * @throws Trouble where nothing is, or nothing that can be read
 */
export function describe(reach: Reach, typed: string, knownGlobals: ReadonlySet<string> = new Set()): Description {
  const path = reach.absolute(typed);
  const file = shownPath(reach, path);
  const stat = reach.storage.stat(path);
  if (stat === undefined) throw nothingAt(reach, path);
  if (stat.kind === 'folder') {
    const alarms = alarmsOf(picklesIn(reach, path), knownGlobals);
    return { file, size: undefined, ...describeFolder(reach, path), alarms };
  }
  if (stat.kind !== 'file') throw new Trouble(`${file} is a pipe, socket or device, which is never opened.`);
  const pickles = picklesAt(reach, path);
  try {
    const content = contentOf(reach, path, knownGlobals);
    return { file, size: stat.size, ...content, alarms: alarmsOf(pickles, knownGlobals) };
  } catch (error) {
    if (!(error instanceof FormatError) && !(error instanceof StorageError)) throw error;
    const alarms = alarmsOf(pickles, knownGlobals);
    if (alarms.length === 0) throw new Trouble(`${file} cannot be read: ${error.message}.`);
    return { file, size: stat.size, ...unreadable(error.message), alarms };
  }
}

/** What could not be read to its end, but names something before that. */
function unreadable(reason: string): Content {
  return {
    kind: 'unreadable',
    what: 'pickle that cannot be read as a whole',
    facts: fact('fault', 'fault', reason),
    groups: [],
    remarks: [],
  };
}

/** A file as those who open it as a pickle see it; a checkpoint and any other pickle alike, whatever its name. */
function picklesAt(reach: Reach, path: string): readonly PickledFile[] {
  const source = fileSource(reach.storage, path);
  const kind = pickleKind(path, source.read(0, Math.min(inspectedBytes, source.size)));
  if (kind === 'checkpoint') return [...picklesOf(checkpointAt(reach, path))];
  return kind === 'pickle' ? [openPickledFile(reach.storage, path)] : [];
}

/** What a folder of a model holds of that kind. */
function picklesIn(reach: Reach, path: string): readonly PickledFile[] {
  if (identifyFolder(reach, path, reach.storage.list(path) ?? []).kind !== 'model') return [];
  return [...withPickles(modelSubjects(modelAt(reach, path)))].filter((subject) => subject.kind === 'pickle');
}

const inspectedBytes = 256;

/** Who would open it: `torch.load`, `pickle.load` or neither. */
function pickleKind(path: string, start: Uint8Array): 'checkpoint' | 'pickle' | undefined {
  const found = contentName(start);
  const name = baseName(path).toLowerCase();
  if (/\.(b2nd|npy|npz|json)$/.test(name)) return undefined;
  if (found === 'a zip file' || isCheckpointName(name)) return 'checkpoint';
  if (found === 'a pickle') return startsAsTorch(start) ? 'checkpoint' : 'pickle';
  return name.endsWith('.pkl') ? 'pickle' : undefined;
}

function contentOf(reach: Reach, path: string, knownGlobals: ReadonlySet<string>): Content {
  const source = fileSource(reach.storage, path);
  const start = source.read(0, Math.min(inspectedBytes, source.size));
  const name = baseName(path).toLowerCase();
  const found = contentName(start);
  if (found === 'a Blosc2 frame' || name.endsWith('.b2nd')) return describeBlosc2(source);
  if (found === 'a numpy array file' || name.endsWith('.npy')) return describeNpy(source);
  if (name.endsWith('.npz')) return describeNpz(source);
  const kind = pickleKind(path, start);
  if (kind === 'checkpoint') return checkpointContent(reach, path, knownGlobals);
  if (kind === 'pickle') return describePickle(source, new PickleTrace(), knownGlobals);
  if (found === 'JSON text' || name.endsWith('.json')) return jsonContent(reach, path);
  throw new FormatError('not-this-format', unknownContent(name, source, found));
}

/** Files that nnU-Net users have lying about, by the ends of their names. */
const images = /\.(nii|nii\.gz|nrrd|mha|mhd|dcm|png|tiff?)$/;

function unknownContent(name: string, source: ByteSource, found: string | undefined): string {
  const kinds = 'plans and other JSON files, checkpoints (.pth), cases (.b2nd, .npz, .npy, .pkl) and folders';
  if (source.size === 0) return `it is empty; nnplans shows ${kinds}`;
  if (images.test(name)) return `it is an image, by its name; nnplans shows ${kinds}`;
  return `it is ${found ?? 'of no kind that is known here'}; nnplans shows ${kinds}`;
}

/** The long integer with which a file of torch before 1.6 begins. */
function startsAsTorch(start: Uint8Array): boolean {
  return [0x8a, 0x0a, 0x6c, 0xfc].every((byte, index) => start[index + 2] === byte);
}

function checkpointContent(reach: Reach, path: string, knownGlobals: ReadonlySet<string>): Content {
  const checkpoint = checkpointAt(reach, path);
  const { content } = checkpoint;
  if (content.fault !== undefined) throw new FormatError('corrupt', content.fault.message);
  return describeCheckpoint(reach, checkpoint, content.checkpoint, knownGlobals);
}

function jsonContent(reach: Reach, path: string): Content {
  const document = reach.home.read(path);
  refuseUnread(document, shownPath(reach, path));
  if (!hasPlansKeys(document.value ?? null)) return describeJson(document);
  const file = plansAt(reach, path);
  return {
    kind: 'plans',
    what: 'plans of nnU-Net',
    facts: [...plansFacts(file), ...originFacts(reach, file, file.dataset)],
    groups: [configurationGroup(file)],
    remarks: [`To check them: ${auditCommand(shown(reach, path))}`],
  };
}

function refuseUnread({ problems, value }: JsonDocument, file: string): void {
  const fatal = problems.find((problem) => problem.fatal);
  if (fatal === undefined && value !== undefined) return;
  const at = fatal?.position;
  const place = at === undefined ? '' : ` (line ${at.line}, column ${at.column})`;
  throw new Trouble(
    `${file} is meant as JSON and cannot be read: ${fatal?.message ?? 'it is empty'}${place}.`,
    knownRemedies(fatal),
  );
}
