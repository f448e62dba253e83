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
  summary: 'Programs that are nearly called like a command of nnU-Net are called like it.',
  why: `A shell that finds no program says "command not found" and, unless the script begins with \`set -e\`, goes on with the next line. What was to be preprocessed or moved is not, and the commands behind it use
what lay there before.`,
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
      `There is no command ${typed}: it is called ${meant}. The shell says "command not found", and the next line runs all the same unless the script says \`set -e\`.`,
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
        remedy: `What was probably meant: \`${commandText(corrected)}\``,
      };
    }
  },
});
