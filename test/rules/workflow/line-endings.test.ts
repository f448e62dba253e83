import { lineEndings } from '../../../rules/workflow/line-endings.js';
import { ruleTester } from '../../support/rule-tester.js';

const train = 'nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom';

ruleTester(lineEndings, {
  valid: [
    { name: 'lines of Linux', script: `${train}\n${train} --c\n` },
    { name: 'a comment', script: `\n# note\r\n${train}\n` },
    { name: 'a command by itself', command: train },
  ],
  invalid: [
    {
      name: 'all lines',
      script: `# note\r\n${train}\r\n${train} --c\r\n`,
      findings: [{ message: 'carriageReturn', at: '1:1', text: 'part of the last word' }],
    },
    {
      name: 'what only the scheduler reads',
      script: `\n#SBATCH -t 1:00\r\n${train}\n`,
      findings: [{ message: 'carriageReturn', at: '2:1' }],
    },
    {
      name: 'an empty line, which a shell takes for a command',
      script: `${train}\n\r\n`,
      findings: [{ message: 'carriageReturn', at: '2:1' }],
    },
    {
      name: 'one of them',
      script: `${train}\n  ${train} --c\r\n`,
      findings: [{ message: 'carriageReturn', at: '2:1' }],
    },
  ],
});
