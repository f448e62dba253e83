import { joinValues, knownValue, type Piece, textOf, type Value } from './value.js';

/** `dirname`: also of a path that is known only at its end. */
export function folderOfValue(path: Value): Value {
  const cut = lastSlash(path.pieces);
  if (cut === undefined) return path.pieces.some((piece) => 'unknown' in piece) ? path : knownValue('.');
  const head = cut.text.slice(0, cut.at);
  const pieces = [...path.pieces.slice(0, cut.piece), ...(head === '' ? [] : [{ text: head }])];
  return { ...path, pieces: pieces.length === 0 ? [{ text: '/' }] : pieces };
}

/** `basename` */
export function nameOfValue(path: Value, ending = ''): Value {
  const cut = lastSlash(path.pieces);
  const name =
    cut === undefined
      ? path
      : { ...path, pieces: [{ text: cut.text.slice(cut.at + 1) }, ...path.pieces.slice(cut.piece + 1)] };
  const text = textOf(name);
  return text === undefined || ending === '' || !text.endsWith(ending)
    ? name
    : knownValue(text.slice(0, -ending.length));
}

/** A path as a shell in a folder understands it. */
export function pathFrom(folder: Value, path: Value): Value {
  const [first] = path.pieces;
  if (first === undefined) return folder;
  const isAbsolute = 'unknown' in first || first.text.startsWith('/');
  const whole = isAbsolute ? path : joinValues([folder, knownValue('/'), path]);
  const text = textOf(whole);
  return text === undefined ? whole : knownValue(normalPath(text));
}

/** Without `.`, `..` and doubled slashes. */
function normalPath(path: string): string {
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '..' && names.length > 0 && names.at(-1) !== '..') names.pop();
    else if (name !== '' && name !== '.' && !(name === '..' && path.startsWith('/'))) names.push(name);
  }
  return `${path.startsWith('/') ? '/' : ''}${names.join('/')}` || '.';
}

/** Values between spaces, as `echo` prints them. */
export function spaced(values: readonly Value[]): Value {
  return joinValues(values.flatMap((value, index) => (index === 0 ? [value] : [knownValue(' '), value])));
}

function lastSlash(pieces: readonly Piece[]): { piece: number; text: string; at: number } | undefined {
  for (let index = pieces.length - 1; index >= 0; index -= 1) {
    const piece = pieces[index];
    if (piece === undefined || 'unknown' in piece) continue;
    const isLast = index === pieces.length - 1;
    const text = isLast && piece.text.length > 1 ? piece.text.replace(/\/+$/, '') : piece.text;
    const at = text.lastIndexOf('/');
    if (at >= 0) return { piece: index, text, at };
  }
  return undefined;
}
