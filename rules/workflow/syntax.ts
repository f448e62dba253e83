import { defineRule } from '../../src/engine/rule.js';

/** Bash reads command by command: what stands before the place has run when it stops. */
export const syntax = defineRule({
  id: 'workflow/syntax',
  subject: 'script',
  severity: 'error',
  since: '0.1.0',
  summary: 'A shell understands the whole script.',
  why: `A shell reads a script command by command and runs each before it looks at the next. It stops at a loop that is not closed only when it gets there, perhaps after hours of preprocessing. nnplans checks what
comes before that place and does not guess the rest.`,
  remedy: 'Run bash -n SCRIPT to see what the shell says.',
  sources: ['https://www.gnu.org/software/bash/manual/bash.html#Shell-Operation'],
  examples: [
    {
      title: 'A loop that is not closed',
      changes: [],
      script: 'for fold in 0 1 2 3 4; do\n  nnUNetv2_train 122 3d_fullres $fold',
      reports: 'broken',
    },
  ],
  messages: {
    broken: ({ problem }: { readonly problem: string }) =>
      `A shell stops here: ${problem}. What comes before runs, the rest does not. nnplans did not check the rest.`,
  },
  *check({ fault }) {
    if (fault === undefined) return;
    yield { message: 'broken', at: fault.place, data: { problem: fault.message } };
  },
});
