import { limits } from '../../../src/budget.js';
import type { JsonObject } from '../../../src/io/json/value.js';
import { Plans } from '../../../src/nnunet/plans/plans.js';
import { isTemplate } from '../../../src/nnunet/plans/uses.js';

const plansOf = (configurations: JsonObject) => new Plans({ configurations });

test('a parent is who is inherited from, whether its own inheritance holds or not', () => {
  const plans = plansOf({
    base: { batch_size: 2 },
    middle: { inherits_from: 'base' },
    child: { inherits_from: 'middle' },
    itself: { inherits_from: 'itself' },
    left: { inherits_from: 'right' },
    right: { inherits_from: 'left' },
    orphan: { inherits_from: 'nobody' },
  });
  expect([...plans.parents].sort()).toEqual(['base', 'left', 'middle', 'right']);
});

test('a template is inherited from and has no name that the planner gives', () => {
  const plans = plansOf({
    '3d_fullres': {},
    base: {},
    own: { inherits_from: 'base' },
    other: { inherits_from: '3d_fullres' },
  });
  expect(['3d_fullres', 'base', 'own', 'other'].filter((name) => isTemplate(plans, name))).toEqual(['base']);
});

test('a long chain resolves to its end, and one that is longer says so', () => {
  const length = limits.inheritance + 2;
  const chain = Array.from({ length }, (_, i) => [
    `c${i}`,
    i === 0 ? { batch_size: 2 } : { inherits_from: `c${i - 1}` },
  ]);
  const plans = plansOf(Object.fromEntries(chain));
  const last = plans.configuration(`c${length - 2}`);
  expect([last?.batchSize, last?.lineage.length, last?.inheritanceProblem]).toEqual([2, length - 1, undefined]);
  expect(plans.configuration(`c${length - 1}`)?.inheritanceProblem?.kind).toBe('too-deep');
  expect(plans.parents.size).toBe(length - 1);
});
