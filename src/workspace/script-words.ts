import type { Word } from '../nnunet/command-line/word.js';
import type { ScriptCommand, ScriptWord } from '../script/script-command.js';
import { programName } from '../script/wrappers.js';

/** Turns words of one script into words for those who know what they mean. A program is known by its name, wherever it lies. */
export function wordReader(): (command: ScriptCommand) => readonly Word[] {
  const numbers = new Map<symbol, number>();
  const standIn = (piece: ScriptWord['pieces'][number]): string => {
    if ('text' in piece) return piece.text;
    if (piece.identity === Symbol.for(piece.unknown)) return piece.unknown;
    // Two things of the same name that need not be equal are told apart by a number that no script can write.
    const number = numbers.get(piece.identity) ?? numbers.size;
    numbers.set(piece.identity, number);
    return `${piece.unknown}\u0000${number}\u0000`;
  };
  return ({ words, program }) =>
    words.map((word, index) => {
      const { text = index === program ? nameOfProgram(words, index) : undefined, written, isElastic, pieces } = word;
      return {
        text,
        written,
        ...(isElastic ? { isElastic } : {}),
        ...(text === undefined ? { symbol: pieces.map(standIn).join(''), unknown: namesOf(pieces) } : {}),
      };
    });
}

function namesOf(pieces: ScriptWord['pieces']): readonly string[] {
  return [...new Set(pieces.flatMap((piece) => ('unknown' in piece ? [piece.unknown] : [])))];
}

/** `"$BIN/nnUNetv2_train"`, or `"$PYTHON"` in front of `-m`. */
function nameOfProgram(words: readonly ScriptWord[], index: number): string | undefined {
  const word = words[index];
  const name = word === undefined ? undefined : programName(word);
  return name ?? (words[index + 1]?.text === '-m' ? 'python' : undefined);
}
