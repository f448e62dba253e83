import { expiredSuppression } from '../../../rules/config/expired-suppression.js';
import { ruleTester } from '../../support/rule-tester.js';

const config = (until: string | undefined) => ({
  file: 'nnplans.config.json',
  write: JSON.stringify({ suppressions: [{ rule: 'plans/dead-key', reason: 'with the next release', until }] }),
});

ruleTester(expiredSuppression, {
  valid: [
    { name: 'no config' },
    { name: 'one without a date', changes: [config(undefined)] },
    { name: 'its last day', changes: [config('2026-01-01')] },
    { name: 'a day to come', changes: [config('2030-01-01')] },
  ],
  invalid: [
    {
      name: 'the day after',
      changes: [config('2025-12-31')],
      findings: [
        {
          message: 'expired',
          at: '/suppressions/0',
          data: { rule: 'plans/dead-key', reason: 'with the next release', until: '2025-12-31' },
          text: 'Findings of plans/dead-key count again.',
        },
      ],
    },
  ],
});
