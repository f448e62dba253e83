import type { JsonValue } from './value.js';

/**
 * A JSON file as read: its value as Python's `json.load` gives it, what is wrong with its text, and, on demand, where each value stands.
 * Positions and number texts cost a scan of the text, made once and only when asked for.
 */
export interface JsonDocument {
  /** The path under which it was asked for. */
  readonly file: string;
  /**
   * `undefined` when nothing could be read: then {@link problems} says why.
   * There may be a value beside a fatal problem, when it is clear what the file says (a byte order mark, an integer of 5000 digits).
   */
  readonly value: JsonValue | undefined;
  /** Characters of its text; nothing where it has none of its own. */
  readonly length?: number;
  readonly problems: readonly JsonProblem[];
  /** The whole text, without a byte order mark; `undefined` where nothing could be read, or the value stands in a file of another format. */
  readonly text: string | undefined;
  /** Where the value of a pointer starts, or its nearest existing parent; of equal keys the last. `undefined` without a value. */
  position(pointer: string): TextPosition | undefined;
  /** Where the key stands whose value a pointer names; without such a key (an element of a list, nothing) as {@link position}. */
  keyPosition(pointer: string): TextPosition | undefined;
  /** A number exactly as written (`2.0`, `1e-05`, `12345678901234567890`); `undefined` when the pointer names no number. */
  numberText(pointer: string): string | undefined;
  /** Whether Python reads a number as a float: `0.5`, and also `2.0` and `2e0`, with which `range` is a TypeError there. */
  isFloat(pointer: string): boolean;
  /** False when no number that belongs to a key of that name, directly or through lists, is a float: cheaper than asking for each. */
  mayHoldFloats(key: string): boolean;
  /** The whole text of one line (1-based), for a snippet. */
  lineText(line: number): string | undefined;
}

/** Lines and columns count from 1, columns in UTF-16 code units. `\n`, `\r\n` and a lone `\r` end a line. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
  /** Length of the text on its first line; 0 where something is missing at the end of a line. */
  readonly length: number;
}

export type JsonProblemKind =
  // the file
  | 'missing'
  | 'not-a-regular-file'
  | 'too-large'
  | 'forbidden'
  | 'unreadable'
  | 'empty'
  | 'git-lfs-pointer'
  | 'git-annex-link'
  | 'merge-conflict'
  | 'not-utf-8'
  | 'byte-order-mark'
  // the text
  | 'truncated'
  | 'syntax'
  | 'text-after-end'
  | 'too-deep'
  // read all the same, as Python does
  | 'duplicate-key'
  | 'not-a-number'
  | 'number-out-of-range';

export interface JsonProblem {
  readonly kind: JsonProblemKind;
  /** Whether Python's `json.load` refuses the file, so that nnU-Net stops; or, for `too-large` and `too-deep`, we do. */
  readonly fatal: boolean;
  /** What is wrong, as a person writes it: "a comma stands before the closing brace". */
  readonly message: string;
  /** What to do, where that is known: a clause. */
  readonly remedy?: string;
  /** The command that does it, word by word: `git`, `lfs`, `pull`. */
  readonly command?: readonly string[];
  readonly pointer?: string;
  readonly position?: TextPosition;
}
