import { defineRule } from '../../src/engine/rule.js';

interface Expired {
  readonly rule: string;
  readonly reason: string;
  readonly until: string;
}

export const expiredSuppression = defineRule({
  id: 'config/expired-suppression',
  subject: 'suppression',
  severity: 'warning',
  since: '0.1.0',
  summary: 'No suppression in the config is out of date.',
  why:
    'Somebody wanted a finding to be looked at again after some day, and that day is over. From then on the suppression does ' +
    'nothing: its findings count as if it were not there.\n\n' +
    'A suppression holds to the end of the day that `until` names, in UTC.',
  remedy: 'Mend what it is about and remove it, or give it another date and say in its reason why.',
  sources: ['nnplans: schemas/config.schema.json, suppressions'],
  examples: [
    {
      title: 'A suppression that was meant to hold until the end of 2024',
      changes: [
        {
          file: 'nnplans.config.json',
          write:
            '{\n  "suppressions": [\n    { "rule": "plans/dead-key", "reason": "cleaned up with the next release", "until": "2024-12-31" }\n  ]\n}\n',
        },
      ],
      reports: 'expired',
    },
  ],
  messages: {
    expired: ({ rule, reason, until }: Expired) =>
      `This suppression ("${reason}") was to hold until ${until}. Findings of ${rule} count again.`,
  },
  *check({ until, today, rule, reason, pointer }) {
    if (until !== undefined && until < today) yield { message: 'expired', at: pointer, data: { rule, reason, until } };
  },
});
