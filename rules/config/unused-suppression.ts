import { defineRule } from '../../src/engine/rule.js';

interface Unused {
  readonly rule: string;
  readonly reason: string;
}

export const unusedSuppression = defineRule({
  id: 'config/unused-suppression',
  subject: 'suppression',
  severity: 'warning',
  since: '0.1.0',
  summary: 'Every suppression in the config hides some finding.',
  why:
    'A suppression that is no longer needed hides the next mistake of the same kind in the same place. It also tells readers of ' +
    'the config that something is wrong where nothing is.\n\n' +
    'nnplans reports this only if it looked at everything that a suppression can match. `nnplans audit` does so for suppressions ' +
    'without `files`, or with a pattern that is bound to no folder. `nnplans audit PATH` does so if their files lie below PATH, ' +
    '`nnplans check` without -s and -t for rules about transfers. If the rule did not run, or could not check something, nnplans reports nothing.',
  remedy: 'Remove the suppression from the config, or correct its rule, files or pointer.',
  sources: ['nnplans: schemas/config.schema.json, suppressions'],
  examples: [
    {
      title: 'A suppression that was written for a file that has been mended since',
      changes: [
        {
          file: 'nnplans.config.json',
          write:
            '{\n  "suppressions": [\n    { "rule": "plans/name-matches-file", "files": "nnUNet_preprocessed/**", "reason": "renamed by hand" }\n  ]\n}\n',
        },
      ],
      reports: 'unused',
    },
  ],
  messages: {
    unused: ({ rule, reason }: Unused) =>
      `This suppression ("${reason}") hides nothing: ${rule} reports nothing there. It would hide the next finding of this rule.`,
  },
  *check({ isJudged, matches, until, today, rule, reason, pointer }) {
    const isOver = until !== undefined && until < today;
    if (isJudged && matches === 0 && !isOver) yield { message: 'unused', at: pointer, data: { rule, reason } };
  },
});
