import type { Judgement } from '../app/judge.js';
import type { Setting } from '../app/setting.js';
import { Trouble } from '../app/trouble.js';
import { type KnownFinding, partsOf } from '../engine/baseline.js';
import { isShallowClone, revisionStorage } from '../io/node-revision-storage.js';
import { type Storage, StorageError } from '../io/storage.js';
import { shellCommand } from '../nnunet/command-line/word.js';
import { NnplansError } from '../workspace/nnplans-error.js';
import { absolutePath } from '../workspace/paths.js';
import type { Arguments } from './arguments.js';
import type { Terminal } from './terminal.js';

export interface Run {
  /** The run that is asked for. */
  readonly whole: (setting: Setting, storage: Storage) => Judgement;
  /** The same in parts, of which an earlier state may lack some. */
  readonly parts: readonly ((setting: Setting, storage: Storage) => Judgement)[];
}

/**
 * Runs what was asked for and, with `--since`, leaves out what was found in the same way in the state of that revision. It is read from
 * git's objects, with the rules and the config of today; nothing is checked out.
 * @throws Trouble when the revision cannot be read, or nothing of what is looked at lies in the repository
 */
export function judgedSince(run: Run, setting: Setting, given: Arguments, terminal: Terminal): Judgement {
  const revision = given.text('since');
  if (revision === undefined) return run.whole(setting, terminal.storage);
  if (setting.baseline?.isUpdated === true) {
    throw new Trouble('--update-baseline writes all that there is; leave out --since.');
  }
  const { storage, isVersioned } = openRevision(revision, terminal);
  const entries = run.parts.flatMap((part) => findingsOf(() => part({ ...setting, baseline: undefined }, storage)));
  const judgement = run.whole({ ...setting, earlier: { revision, entries } }, terminal.storage);
  const files = judgement.report.subjects.flatMap(({ file }) => file ?? []);
  if (files.length > 0 && !files.some((file) => isVersioned(absolutePath(terminal.cwd, file)))) {
    throw new Trouble('--since compares with a commit, and git keeps nothing of what was looked at.', [
      'It lies outside of the repository, or git ignores it. A baseline works there too: --baseline FILE',
    ]);
  }
  return judgement;
}

/** The state of a revision. @throws Trouble when it cannot be read */
export function openRevision(revision: string, { storage, cwd }: Terminal): ReturnType<typeof revisionStorage> {
  try {
    return revisionStorage(storage, cwd, revision);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    throw new Trouble(`--since ${revision}: ${error.message}.`, hintsFor(error, revision, cwd));
  }
}

function hintsFor({ message }: StorageError, revision: string, cwd: string): readonly string[] {
  if (!message.startsWith('git knows no revision')) return [];
  if (isShallowClone(cwd)) {
    return [
      'This clone holds the last commits only. Fetch the others: git fetch --unshallow',
      'or, in a workflow of GitHub, with "fetch-depth: 0" for actions/checkout.',
    ];
  }
  return [
    `A branch that is only on the server is fetched first: ${shellCommand`git fetch origin ${revision}`}, then --since FETCH_HEAD`,
    'What there is: git branch --all, git log --oneline',
  ];
}

/** What does not lead anywhere in an earlier state was not there yet, and had no findings. */
function findingsOf(part: () => Judgement): readonly KnownFinding[] {
  return unlessUnresolved(part)?.report.findings.map(partsOf) ?? [];
}

export function unlessUnresolved<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (error instanceof NnplansError) return undefined;
    throw error;
  }
}
