import { type ByteSource, fileSource } from '../../io/byte-source.js';
import { contentName } from '../../io/foreign-content.js';
import { FormatError } from '../../io/format-error.js';
import type { JsonDocument } from '../../io/json/document.js';
import { StorageError } from '../../io/storage.js';
import { auditCommand } from '../../nnunet/command-line/commands.js';
import type { Description } from '../../report/description.js';
import { knownRemedies } from '../../schema/document-problems.js';
import { hasPlansKeys } from '../../workspace/dataset.js';
import { nothingAt, shown } from '../../workspace/identify.js';
import { checkpointAt, plansAt } from '../../workspace/open-found.js';
import { baseName } from '../../workspace/paths.js';
import type { Reach } from '../../workspace/reach.js';
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
 * @throws Trouble where nothing is, or nothing that can be read
 */
export function describe(reach: Reach, typed: string): Description {
  const path = reach.absolute(typed);
  const file = shownPath(reach, path);
  const stat = reach.storage.stat(path);
  if (stat === undefined) throw nothingAt(reach, path);
  if (stat.kind === 'folder') return { file, size: undefined, ...describeFolder(reach, path) };
  if (stat.kind !== 'file') throw new Trouble(`${file} is a pipe, socket or device, which is never opened.`);
  try {
    return { file, size: stat.size, ...contentOf(reach, path) };
  } catch (error) {
    if (!(error instanceof FormatError) && !(error instanceof StorageError)) throw error;
    throw new Trouble(`${file} cannot be read: ${error.message}.`);
  }
}

const inspectedBytes = 256;

function contentOf(reach: Reach, path: string): Content {
  const source = fileSource(reach.storage, path);
  const start = source.read(0, Math.min(inspectedBytes, source.size));
  const name = baseName(path).toLowerCase();
  const found = contentName(start);
  if (found === 'a Blosc2 frame' || name.endsWith('.b2nd')) return describeBlosc2(source);
  if (found === 'a numpy array file' || name.endsWith('.npy')) return describeNpy(source);
  if (name.endsWith('.npz')) return describeNpz(source);
  if (found === 'a zip file' || /\.(pth|pt)$/.test(name)) return checkpointContent(reach, path);
  if (found === 'a pickle') return startsAsTorch(start) ? checkpointContent(reach, path) : describePickle(source);
  if (found === 'JSON text' || name.endsWith('.json')) return jsonContent(reach, path);
  if (name.endsWith('.pkl')) return describePickle(source);
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

function checkpointContent(reach: Reach, path: string): Content {
  const checkpoint = checkpointAt(reach, path);
  const { content } = checkpoint;
  if (content.fault !== undefined) throw new FormatError('corrupt', content.fault.message);
  return describeCheckpoint(reach, checkpoint, content.checkpoint);
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
    remarks: [`To judge them: ${auditCommand(shown(reach, path))}`],
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
