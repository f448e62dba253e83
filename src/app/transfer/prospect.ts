import { withFile } from '../../io/overlay-storage.js';
import type { Storage } from '../../io/storage.js';
import { fingerprintCommand } from '../../nnunet/command-line/commands.js';
import { type MoveRelease, moveReleaseOf } from '../../nnunet/plans/move-plans.js';
import type { PlansOwner } from '../../nnunet/plans/transfer-steps.js';
import { shown } from '../../workspace/identify.js';
import { join } from '../../workspace/paths.js';
import { openReach, type Reach } from '../../workspace/reach.js';
import { resolveDataset } from '../../workspace/resolve.js';
import type { Dataset, PlansFile, Transfer } from '../../workspace/subjects.js';
import { makeTransfer } from '../../workspace/transfer.js';
import type { Setting } from '../setting.js';
import { Trouble } from '../trouble.js';
import { type MovedPlans, movedPlans } from './moved-plans.js';
import { type TransferSource, transferSource } from './source.js';

/** What is to be moved where, in the letters of nnU-Net's own command. */
export interface TransferRequest {
  readonly source: string;
  readonly target: string;
  readonly sourcePlans: string | undefined;
  /** nnU-Net takes `-sp` where it is not given. */
  readonly targetPlans: string | undefined;
}

/** A transfer before it is done. */
export interface Prospect {
  readonly reach: Reach;
  readonly source: TransferSource;
  readonly target: Dataset;
  readonly identifier: string;
  readonly release: MoveRelease;
  readonly moved: MovedPlans;
  /** Absolute path of the file to be written, links followed. */
  readonly file: string;
  readonly existing: 'nothing' | 'the same' | 'other plans';
  readonly owner: PlansOwner;
  /** Whether somebody said which way plans travel; otherwise it is taken for granted. */
  readonly isDirectionGiven: boolean;
  /** Both sides as they will stand once the file is written. */
  readonly transfer: Transfer;
  /** The file as it will be. */
  readonly written: PlansFile;
}

/** @throws Unresolved, Trouble */
export function prospectOf(request: TransferRequest, setting: Setting, storage: Storage, cwd: string): Prospect {
  const reach = openReach({ storage, cwd, roots: setting.roots, isComplete: false });
  const source = transferSource(reach, request.source, request.sourcePlans);
  const target = resolveDataset(reach, request.target, '-t');
  const identifier = plansIdentifier(request.targetPlans ?? source.identifier);
  refuseWithoutFolder(target, reach);
  const named = join(target.folder, `${identifier}.json`);
  if (named === source.plansFile.document.file) throw movedOntoThemselves(source, target);
  const release = moveReleaseOf(setting.nnunet.versions);
  const moved = movedPlans(source, target, identifier, release);
  const bytes = new TextEncoder().encode(moved.text);
  const existing = existingAt(reach, named, bytes);
  const there = existing === 'the same' ? storage : withFile(storage, named, bytes);
  const later = openReach({ storage: there, cwd, roots: setting.roots, isComplete: false });
  const laterTarget = resolveDataset(later, request.target, '-t');
  const written = later.workspaceOf(target.roots.preprocessed ?? '').plansFile(named);
  // By its path: the file to be may lie beside it, and would make a choice of the only one.
  const from =
    source.bringer === undefined
      ? transferSource(later, source.plansFile.document.file, undefined)
      : transferSource(later, request.source, request.sourcePlans);
  const owner: PlansOwner = setting.direction === 'finetuning-to-pretraining' ? 'finetuning' : 'pretraining';
  const transfer =
    owner === 'pretraining'
      ? makeTransfer(from.plansFile, written, [], from.checkpoint)
      : makeTransfer(written, from.plansFile, []);
  return {
    reach,
    source,
    target: laterTarget,
    identifier,
    release,
    moved,
    file: reach.storage.realPath(named) ?? named,
    existing,
    owner,
    isDirectionGiven: setting.direction !== undefined,
    transfer,
    written,
  };
}

/** A name that becomes a file's name: nnU-Net joins it to the folder as it is. */
function plansIdentifier(typed: string): string {
  const identifier = typed.replace(/\.json$/, '');
  if (/^[^/\\\u0000-\u001f]+$/.test(identifier) && !/^\.\.?$/.test(identifier)) return identifier;
  throw new Trouble(`"${typed}" cannot be the name of a plans file.`, [
    'Give -tp a name without slashes, as in -tp MyPlans.',
  ]);
}

function movedOntoThemselves({ plansFile }: TransferSource, { name }: Dataset): Trouble {
  return new Trouble(`-s and -t both lead to ${plansFile.label}: there is nothing to move.`, [
    `Name another dataset with -t, or another name for the plans of ${name} with -tp.`,
  ]);
}

function refuseWithoutFolder(target: Dataset, reach: Reach): void {
  if (reach.storage.stat(target.folder)?.kind === 'folder') return;
  throw new Trouble(
    `${target.name} has no preprocessed folder to write into: ${shown(reach, target.folder)} does not exist.`,
    [
      'nnUNetv2_move_plans_between_datasets stops there too. Make it, with the fingerprint that training needs:',
      fingerprintCommand(target),
    ],
  );
}

function existingAt({ storage }: Reach, path: string, bytes: Uint8Array): Prospect['existing'] {
  const stat = storage.stat(path);
  if (stat === undefined) return 'nothing';
  if (stat.kind !== 'file') throw new Trouble(`${path} is not a file, so nnplans cannot write plans there.`);
  if (stat.size !== bytes.length) return 'other plans';
  const found = storage.readBytes(path, bytes.length);
  return found.every((byte, i) => byte === bytes[i]) ? 'the same' : 'other plans';
}
