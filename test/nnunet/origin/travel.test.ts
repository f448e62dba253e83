import { originOf } from '../../../src/nnunet/origin/origin.js';
import { travelOf } from '../../../src/nnunet/origin/travel.js';
import { Plans } from '../../../src/nnunet/plans/plans.js';

/** Statistics that tell datasets apart by one number. */
const statistics = (mean: number) => ({ '0': { mean, std: 1 } });
const plansOf = (mean: number) =>
  new Plans({ foreground_intensity_properties_per_channel: statistics(mean), transpose_forward: [0, 1, 2] });
const fingerprints = (means: Readonly<Record<string, number>>) =>
  Object.entries(means).map(
    ([name, mean]) => [name, { foreground_intensity_properties_per_channel: statistics(mean) }] as const,
  );

/** Which way plans travelled whose statistics have these means, among datasets A (pretraining) and B (finetuning). */
function travel(trained: number, finetuning: number, means: Readonly<Record<string, number>>) {
  const side = (dataset: string, mean: number) => {
    const plans = plansOf(mean);
    return { dataset, plans, origin: originOf(plans, fingerprints(means)) };
  };
  return travelOf({ pretraining: side('A', trained), finetuning: side('B', finetuning) });
}

test.each([
  ['plans of A on both sides', 1, 1, { A: 1, B: 2 }, 'to-finetuning'],
  ['plans of B on both sides', 2, 2, { A: 1, B: 2 }, 'to-pretraining'],
  ['each its own', 1, 2, { A: 1, B: 2 }, 'apart'],
  ['exchanged', 2, 1, { A: 1, B: 2 }, 'apart'],
  ['plans of a third on both sides', 3, 3, { A: 1, B: 2, C: 3 }, 'together'],
  ['plans of somebody out of reach', 3, 3, { A: 1, B: 2 }, 'together'],
  ['plans of a third on one side', 1, 3, { A: 1, B: 2, C: 3 }, 'apart'],
  ['equal datasets', 1, 1, { A: 1, B: 1 }, 'equal-fingerprints'],
  ['no fingerprint of A', 1, 1, { B: 2 }, 'unknown'],
  ['no fingerprint of B, plans of A', 1, 1, { A: 1 }, 'to-finetuning'],
  ['no fingerprints', 1, 1, {}, 'unknown'],
  ['no fingerprints, but other plans', 1, 2, {}, 'apart'],
] as const)('%s', (_name, trained, finetuning, means, expected) => {
  expect(travel(trained, finetuning, means)).toBe(expected);
});

test('plans without traces tell nothing', () => {
  const side = (dataset: string) => ({ dataset, plans: new Plans({}), origin: originOf(new Plans({}), []) });
  expect(travelOf({ pretraining: side('A'), finetuning: side('B') })).toBe('unknown');
});
