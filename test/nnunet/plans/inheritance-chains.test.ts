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

test('a chain of a thousand resolves to its end', () => {
  const length = 1000;
  const chain = Array.from({ length }, (_, i) => [
    `c${i}`,
    i === 0 ? { batch_size: 2 } : { inherits_from: `c${i - 1}` },
  ]);
  const plans = plansOf(Object.fromEntries(chain));
  const last = plans.configuration(`c${length - 1}`);
  expect(last?.batchSize).toBe(2);
  expect(last?.lineage.length).toBe(length);
  expect(plans.configurations.length).toBe(length);
  expect(plans.parents.size).toBe(length - 1);
});
