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
  const usual = await errorsOf(project, [], command);
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

async function errorsOf(project: string, edits: Drawn['edits'], command: string): Promise<readonly string[]> {
  const storage = memoryStorage(edited(projectFiles(project), edits));
  const { stdout, stderr } = await nnplans(`check --format json -- ${command}`, { storage, env: projectRoots });
  if (stdout === '') return [stderr.trim()];
  const { findings } = JSON.parse(stdout) as {
    findings: readonly { rule: string; severity: string; message: string }[];
  };
  return findings.filter(({ severity }) => severity === 'error').map(({ rule, message }) => `${rule}: ${message}`);
}

/**
 * Why nnplans cannot know, by rules of thumb that anybody can check: what decides lies in the voxels or weights, which it does not read.
 * @returns `undefined` for what it should have known
 */
export function namedLimit({ edits }: RecordedCase): string | undefined {
  const touchesContent = edits.every(
    (edit) => ('cut' in edit || 'copyFrom' in edit) && /\.(b2nd|npz|pkl|nii\.gz|png|pth)$/.test(edit.file),
  );
  return touchesContent ? 'contents of voxels or weights' : undefined;
}
