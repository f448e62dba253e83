import { widthOf } from './width.js';
import { indented } from './wrap.js';

/** A piece of a word of a command, as `shellCommand` writes it, or as it stands in a script. */
const piece = /(?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'`\\])/;

/**
 * A command inside a sentence: in backticks, or behind a colon, a comma or nothing, up to the end of the clause. What stands in double quotes before
 * is the name of something, and holds no command.
 */
const command = new RegExp(
  `"(?:[^"\\\\]|\\\\.)*"|\`([^\`]+)\`|(?<=^|: |, or |, then )((?:nnUNetv2_\\w+|nnplans|cp|mv|ls|git)(?: ${piece.source}+?)+?)(?=\\.?$|\\. (?=[A-Z])|, (?:or|then) |: )`,
  'g',
);

/** What to do, behind an arrow. Every command stands on lines of its own, to be copied. */
export function remedyText(remedy: string, columns: number, margin: string): readonly string[] {
  const lines = remedyParts(remedy).flatMap(({ isCommand, text }) =>
    isCommand ? commandLines(text, columns, `${margin}  `) : indented(text, columns, `${margin}  `),
  );
  return lines.map((line, i) => (i === 0 ? `${margin}→ ${line.slice(margin.length + 2)}` : line));
}

export interface RemedyPart {
  readonly isCommand: boolean;
  readonly text: string;
}

/** What to do, with the commands told apart from the words around them. */
export function remedyParts(remedy: string): readonly RemedyPart[] {
  const parts: RemedyPart[] = [];
  const prose = (text: string) => {
    const words = text.replace(/^[.,]? +|^\.$/, '').trimEnd();
    if (words !== '') parts.push({ isCommand: false, text: words });
  };
  let end = 0;
  for (const match of remedy.matchAll(command)) {
    const typed = (match[1] ?? match[2])?.replace(/\.$/, '');
    // With something left out, it is no command yet.
    if (typed === undefined || typed.includes('…')) continue;
    prose(remedy.slice(end, match.index));
    parts.push({ isCommand: true, text: typed });
    end = match.index + match[0].length;
  }
  prose(remedy.slice(end));
  return parts;
}

/** A command that is too long goes on behind a backslash, as a shell wants it. */
export function commandLines(text: string, columns: number, margin: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const [next] of text.matchAll(new RegExp(`${piece.source}+|\\S+`, 'g'))) {
    const longer = line === '' ? next : `${line} ${next}`;
    if (line !== '' && widthOf(margin + longer) > columns - 2) {
      lines.push(`${line} \\`);
      line = `  ${next}`;
    } else line = longer;
  }
  return [...lines, line].map((one) => margin + one);
}
