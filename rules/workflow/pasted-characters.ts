import { defineRule } from '../../src/engine/rule.js';
import { mistypedCommand } from '../../src/nnunet/command-line/mistyped-command.js';
import { codePoint, pastedCharacter } from '../../src/nnunet/command-line/pasted-characters.js';
import { commandText, type Word } from '../../src/nnunet/command-line/word.js';
import { quotedList } from '../../src/nnunet/words/wording.js';

interface Pasted {
  /** The words as they stand there. */
  readonly words: readonly string[];
  readonly command: string;
  /** `U+2013` */
  readonly character: string;
}

/** Copied from a PDF, a web page or a chat, a command looks right and is not. */
export const pastedCharacters = defineRule({
  id: 'workflow/pasted-characters',
  subject: 'script',
  severity: 'error',
  since: '0.1.0',
  summary: 'Commands hold no characters that only look like hyphens, quotes and blanks.',
  why: `PDFs, word processors and chats replace hyphens by dashes, straight quotes by curved ones, and blanks by no-break spaces. On the screen the command looks right. But argparse recognises an option
only by its hyphen, so the option becomes one more value. Curved quotes become part of the name. A shell does not split words at a no-break space. nnUNetv2_preprocess ignores what it does not know, and runs with
its default plans.`,
  remedy: 'Type the command again.',
  sources: [
    'https://docs.python.org/3/library/argparse.html#prefix-chars',
    'https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_03',
  ],
  examples: [
    {
      title: 'An option that begins with a dash',
      changes: [],
      command: 'nnUNetv2_train 122 3d_fullres 0 \u2013p PretrainedPlansCustom',
      reports: 'dash',
    },
    {
      title: 'A name in curved quotes',
      changes: [],
      script: 'nnUNetv2_train 122 3d_fullres 0 -p \u201cPretrainedPlansCustom\u201d',
      reports: 'quote',
    },
  ],
  messages: {
    dash: ({ words, command, character }: Pasted) =>
      `${quotedList(words)} ${words.length === 1 ? 'begins' : 'begin'} with a dash (${character}), not with a hyphen. For ${command} this is no option, but a value like any other.`,
    quote: ({ words, command, character }: Pasted) =>
      `${quotedList(words)} ${words.length === 1 ? 'is' : 'are'} in typographic quotes (${character}). No shell removes them: for ${command} they are part of the name.`,
    blank: ({ words, command, character }: Pasted) =>
      `${quotedList(words)}: the character that looks like a blank is none for a shell (${character}). ${command} gets it as part of one word.`,
    program: ({ words, command, character }: Pasted) =>
      `For a shell ${quotedList(words)} is the name of a program, because it holds a character that nobody typed (${character}). There is no such program, and ${command} does not run.`,
  },
  *check({ commands, others }) {
    for (const { invocation, place } of commands) {
      const pasted = invocation.problems
        .filter(({ kind }) => kind === 'pasted character')
        .flatMap(({ text }) => ({ text, ...pastedCharacter({ text }) }));
      for (const message of kinds) {
        const words = pasted.filter(({ kind }) => kind === message);
        const character = words[0]?.character;
        if (character === undefined) continue;
        yield {
          message,
          at: place,
          data: { words: words.map(({ text }) => text), command: invocation.name, character: codePoint(character) },
          ...remedyOf(invocation.corrected),
        };
      }
    }
    for (const { words, place } of others) {
      const mistyped = mistypedCommand(words);
      if (mistyped?.pasted === undefined) continue;
      const data = {
        words: [mistyped.typed],
        command: mistyped.meant,
        character: codePoint(mistyped.pasted.character),
      };
      yield { message: 'program', at: place, data, ...remedyOf(mistyped.corrected) };
    }
  },
});

const kinds = ['dash', 'quote', 'blank'] as const;

function remedyOf(corrected: readonly Word[] | undefined): { readonly remedy?: string } {
  return corrected === undefined ? {} : { remedy: `You probably meant: \`${commandText(corrected)}\`` };
}
