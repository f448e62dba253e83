import { widthOf } from './width.js';

/**
 * Breaks a text into lines that fit; words that are too long for a line are broken, so that nothing ever runs over.
 * @param room columns
 */
export function wrapped(text: string, room: number): readonly string[] {
  // A word is never broken into less than its widest letter.
  const width = Math.max(2, room);
  const lines: string[] = [];
  let line = '';
  // Lengths per axis (`16 × 40 × 40`) stay together.
  for (const word of text.split(/(?<!×) (?!×)/).flatMap((long) => pieces(long, width))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || widthOf(longer) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  if (line !== '' || lines.length === 0) lines.push(line);
  return lines;
}

/** {@link wrapped}, with the same text before every line. */
export function indented(
  text: string,
  width: number,
  first: string,
  rest = ' '.repeat(widthOf(first)),
): readonly string[] {
  return wrapped(text, width - widthOf(rest)).map((line, i) => `${i === 0 ? first : rest}${line}`);
}

/** A word in parts that fit; paths break behind a slash where they can. */
function pieces(word: string, width: number): string[] {
  if (widthOf(word) <= width) return [word];
  if (word.includes(' ')) return word.split(' ').flatMap((part) => pieces(part, width));
  const parts: string[] = [];
  const characters = [...word];
  for (let start = 0; start < characters.length; ) {
    let end = start;
    let used = 0;
    let slash = start;
    for (; end < characters.length; end += 1) {
      used += widthOf(characters[end] ?? '');
      if (used > width) break;
      if (characters[end] === '/') slash = end;
    }
    const isLast = end === characters.length;
    if (!isLast && slash - start > (end - start) / 2) end = slash + 1;
    end = Math.max(start + 1, end);
    parts.push(characters.slice(start, end).join(''));
    start = end;
  }
  return parts;
}
