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
    'Somebody wanted to look at a finding again after a certain day, and that day is over. The suppression no longer ' +
    'works: its findings count again.\n\n' +
    'A suppression holds to the end of the day that `until` names, in UTC.',
  remedy: 'Correct what it is about, then remove the suppression. Or give it a new date, with the reason.',
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
      `This suppression ("${reason}") held until ${until}. Findings of ${rule} count again.`,
  },
  *check({ until, today, rule, reason, pointer }) {
    if (until !== undefined && until < today) yield { message: 'expired', at: pointer, data: { rule, reason, until } };
  },
});
