import { defineRule } from '../../src/engine/rule.js';

/** A warning: git for Windows may have put the carriage returns there, and takes them away again. */
export const lineEndings = defineRule({
  id: 'workflow/line-endings',
  subject: 'script',
  severity: 'warning',
  since: '0.1.0',
  summary: 'Lines of a script end as a shell expects.',
  why: `Editors on Windows end lines with a carriage return and a line feed. A shell takes the carriage return for the last character of the last word. So nnU-Net looks for plans with a name that ends with it, and a fold
\`0\` is not a number. A terminal does not show the character, so you do not see it in the message. \`sbatch\` stops at such a script ("Batch script contains DOS line breaks"), and the kernel finds no interpreter for its first line.`,
  remedy:
    "Remove the carriage returns: sed -i 's/\\r$//' SCRIPT. In a git repository prevent them: *.sh text eol=lf in .gitattributes.",
  sources: ['https://slurm.schedmd.com/sbatch.html', 'https://git-scm.com/docs/gitattributes#_end_of_line_conversion'],
  examples: [
    {
      title: 'A script that was saved on Windows',
      changes: [],
      script: 'nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom\r\n',
      reports: 'carriageReturn',
    },
  ],
  messages: {
    carriageReturn: () =>
      'Lines end with a carriage return here, as on Windows. A shell on Linux takes it for a part of the last word of each line.',
  },
  *check({ carriageReturn }) {
    if (carriageReturn !== undefined) yield { message: 'carriageReturn', at: carriageReturn };
  },
});
