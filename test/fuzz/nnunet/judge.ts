import { memoryStorage } from '../../../src/io/memory-storage.js';
import { nnplans, projectRoots } from '../../support/command-line.js';
import { projectFiles } from '../../support/example-project.js';
import { type Drawn, edited } from './draw.js';

/** What nnU-Net did: it stopped, it did exactly what it does in the unchanged project, or something else. */
export type Recorded = {
  readonly class: 'crash' | 'same' | 'changed';
  readonly stage?: string;
  readonly exception?: string;
  readonly message?: string;
};

export interface RecordedCase extends Drawn {
  readonly outcome: Recorded;
}

/** `changed` is not judged: it may be what was wanted, or a silent mistake. */
export type Verdict = 'caught' | 'missed' | 'quiet' | 'false alarm' | 'not judged';

export interface Judged {
  readonly verdict: Verdict;
  readonly errors: readonly string[];
}

/** Asks nnplans about the command in the edited project, and compares with what nnU-Net did. */
export async function judge({ project, edits, command, outcome }: RecordedCase): Promise<Judged> {
  const errors = await errorsOf(project, edits, command);
  const usual = await usualErrors(project, command);
  const fresh = errors.filter((error) => !usual.includes(error));
  const verdict =
    outcome.class === 'changed'
      ? 'not judged'
      : outcome.class === 'crash'
        ? fresh.length > 0
          ? 'caught'
          : 'missed'
        : fresh.length > 0
          ? 'false alarm'
          : 'quiet';
  return { verdict, errors: fresh };
}

const known = new Map<string, readonly string[]>();

/** What it says of the unchanged project. */
async function usualErrors(project: string, command: string): Promise<readonly string[]> {
  const key = `${project} ${command}`;
  const errors = known.get(key) ?? (await errorsOf(project, [], command));
  known.set(key, errors);
  return errors;
}

async function errorsOf(project: string, edits: Drawn['edits'], command: string): Promise<readonly string[]> {
  const storage = memoryStorage(edited(projectFiles(project), edits));
  const { stdout, stderr } = await nnplans(`check --format json -- ${command}`, { storage, env: projectRoots });
  if (stdout === '') return [stderr.trim()];
  const { findings } = JSON.parse(stdout) as {
    findings: readonly { rule: string; severity: string; message: string }[];
  };
  return findings.filter(({ severity }) => severity === 'error').map(({ rule, message }) => `${rule}: ${message}`);
}

/** Rules about what nnU-Net does not notice: it goes on as before, with data or weights that do not belong to the plans. */
const unnoticed = /^(transfer\/[\w-]+|dataset\/(case-shape|values)):/;

/**
 * Why the two need not agree, by rules of thumb that anybody can check.
 * @param errors what nnplans said
 * @returns `undefined` for what nnplans should have known
 */
export function namedLimit({ edits, outcome }: RecordedCase, errors: readonly string[]): string | undefined {
  if (outcome.class === 'same')
    return errors.every((error) => unnoticed.test(error)) ? 'nnU-Net does not notice' : undefined;
  const touchesContent = edits.every(
    (edit) => ('cut' in edit || 'copyFrom' in edit) && /\.(b2nd|npz|pkl|nii\.gz|png|pth)$/.test(edit.file),
  );
  return touchesContent ? 'contents of voxels or weights' : undefined;
}
