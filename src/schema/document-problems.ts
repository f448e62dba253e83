import type { JsonDocument, JsonProblem, TextPosition } from '../io/json/document.js';
import { permissionRemedy } from '../nnunet/command-line/permission.js';
import { commandText, plainWords } from '../nnunet/command-line/word.js';
import { sentence } from '../nnunet/words/wording.js';

/** What is wrong with the text of a file, before anybody asks what it says. */
export interface DocumentProblem {
  /** `unreadable`: Python stops at it; `unread`: it is beyond what is read here; `duplicate`: a key stands twice. */
  readonly message: 'unreadable' | 'unread' | 'duplicate';
  /** A text that could not be read has lines and columns, but no pointers. */
  readonly at: { readonly document: JsonDocument; readonly pointer?: string; readonly position?: TextPosition };
  /** A clause. */
  readonly fault: string;
  readonly remedy: string;
}

/** What a rule about a file has to tell of its text. */
export function documentProblems(document: JsonDocument): readonly DocumentProblem[] {
  return document.problems.flatMap((problem): DocumentProblem[] => {
    const message = messageOf(problem);
    if (message === undefined) return [];
    const { pointer, position, message: fault } = problem;
    const at = {
      document,
      ...(pointer === undefined ? {} : { pointer }),
      ...(position === undefined ? {} : { position }),
    };
    return [{ message, at, fault, remedy: remedyOf(problem, document.file) }];
  });
}

function messageOf({ kind, fatal }: JsonProblem): DocumentProblem['message'] | undefined {
  if (kind === 'too-large' || kind === 'too-deep') return 'unread';
  if (fatal) return 'unreadable';
  return kind === 'duplicate-key' ? 'duplicate' : undefined;
}

/** What to do, where that is known: a clause or a command; for the lines below a message. */
export function knownRemedies(problem: JsonProblem | undefined): readonly string[] {
  if (problem?.command !== undefined) return [commandText(plainWords(problem.command))];
  return problem?.remedy === undefined ? [] : [problem.remedy];
}

/** What is known of this problem, else what helps against its kind. */
function remedyOf(problem: JsonProblem, file: string): string {
  const [known] = knownRemedies(problem);
  // A command is to be copied as it stands.
  if (known !== undefined) return problem.command === undefined ? sentence(known) : known;
  const { kind, position } = problem;
  switch (kind) {
    case 'forbidden':
      return permissionRemedy(file.replace(/(?<=[^/])\/[^/]*$/, ''), file);
    case 'unreadable':
      return 'Try again. If it fails again, check the disk, or copy the file from where it was written.';
    case 'missing':
    case 'not-a-regular-file':
      return 'Copy the file from where it was written.';
    case 'too-large':
      return 'Look whether another file was saved under this name. Where it is meant, --limit reads more of it (its names: nnplans audit --help).';
    case 'too-deep':
      return 'Check whether another file was saved under this name.';
    case 'duplicate-key':
      return 'Keep only the right one of them.';
    default:
      return `Correct the text ${position === undefined ? 'of the file' : 'there'}, or copy the file from where it was written.`;
  }
}
