import type { JsonValue } from './value.js';

/**
 * A JSON file as read: its value as Python's `json.load` gives it, what is wrong with its text, and, on demand, where each value stands.
 * Positions and number texts cost a scan of the text, made once and only when asked for.
 */
export interface JsonDocument {
  /** The path under which it was asked for. */
  readonly file: string;
  /** `undefined` when nothing could be read: then {@link problems} says why. */
  readonly value: JsonValue | undefined;
  readonly problems: readonly JsonProblem[];
  /** Where the value of a pointer starts, or its nearest existing parent; lines and columns count from 1. */
  position(pointer: string): TextPosition | undefined;
  /** A number exactly as written (`2.0`, `1e-05`, `12345678901234567890`); `undefined` when the pointer names no number. */
  numberText(pointer: string): string | undefined;
  /** Whether a number is a Python float although integral (`2.0`, `2e0`): `range(2.0)` is a TypeError there. */
  isFloat(pointer: string): boolean;
  /** The whole text of one line (1-based), for a snippet. */
  lineText(line: number): string | undefined;
}

export interface TextPosition {
  readonly line: number;
  readonly column: number;
  /** Length in characters of the value's text on its first line. */
  readonly length: number;
}

export type JsonProblemKind =
  // the file
  | 'missing'
  | 'not-a-regular-file'
  | 'too-large'
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
  /** Whether Python's `json.load` refuses the file: then nnU-Net stops. */
  readonly fatal: boolean;
  /** What is wrong, as a person writes it: "a comma stands before the closing brace". */
  readonly message: string;
  /** What to do, where that is known: "git lfs pull". */
  readonly remedy?: string;
  readonly pointer?: string;
  readonly position?: TextPosition;
}
