import type { TextPosition } from '../io/json/document.js';

/** `nnplans.config.json:4:11`, or the name alone where nobody knows the place in it. */
export function placed(file: string, at: TextPosition | undefined): string {
  return at === undefined ? file : `${file}:${at.line}:${at.column}`;
}
