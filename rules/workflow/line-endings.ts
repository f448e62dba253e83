import { defineRule } from '../../src/engine/rule.js';

/** A warning: git for Windows may have put the carriage returns there, and takes them away again. */
export const lineEndings = defineRule({
  id: 'workflow/line-endings',
  subject: 'script',
  severity: 'warning',
  since: '0.1.0',
  summary: 'Lines of a script end as a shell wants it.',
  why: `Editors on Windows end lines with a carriage return and a line feed. A shell takes the carriage return for the last character of the last word: the plans are looked for under a name that ends with it, a fold
\`0\` is no number, and the message hides it, for a terminal does not show it. \`sbatch\` refuses such a script ("Batch script contains DOS line breaks"), and the kernel finds no interpreter for its first line.`,
  remedy:
    "Take the carriage returns away: sed -i 's/\\r$//' SCRIPT. In a git repository keep them away: *.sh text eol=lf in .gitattributes.",
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
      'Lines end with a carriage return here, as Windows ends them. A shell on Linux takes it for a part of the last word of each line.',
  },
  *check({ carriageReturn }) {
    if (carriageReturn !== undefined) yield { message: 'carriageReturn', at: carriageReturn };
  },
});
