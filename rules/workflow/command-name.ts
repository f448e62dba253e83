import { defineRule } from '../../src/engine/rule.js';
import { mistypedCommand } from '../../src/nnunet/command-line/mistyped-command.js';
import { commandText } from '../../src/nnunet/command-line/word.js';

interface Mistyped {
  readonly typed: string;
  readonly meant: string;
}

/** Only near misses: forks bring commands of their own. */
export const commandName = defineRule({
  id: 'workflow/command-name',
  subject: 'script',
  severity: 'error',
  since: '0.1.0',
  summary: 'The names of nnU-Net commands are spelt right.',
  why: `A shell that finds no program says "command not found". It then runs the next line, unless the script begins with \`set -e\`. Nothing is preprocessed or moved, and the next commands use
what was there before.`,
  remedy: 'Correct the name.',
  sources: ['nnunetv2: pyproject.toml, [project.scripts]'],
  examples: [
    {
      title: 'A letter is missing',
      changes: [],
      script:
        'nnUNetv2_preproces -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres\nnnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom',
      reports: 'mistyped',
    },
  ],
  messages: {
    mistyped: ({ typed, meant }: Mistyped) =>
      `There is no command ${typed}: it is called ${meant}. The shell says "command not found" and runs the next line anyway, unless the script says \`set -e\`.`,
  },
  *check({ others }) {
    for (const { words, place } of others) {
      const mistyped = mistypedCommand(words);
      // What was pasted is told by workflow/pasted-characters.
      if (mistyped === undefined || mistyped.pasted !== undefined) continue;
      const { typed, meant, corrected } = mistyped;
      yield {
        message: 'mistyped',
        at: place,
        data: { typed, meant },
        remedy: `You probably meant: \`${commandText(corrected)}\``,
      };
    }
  },
});
