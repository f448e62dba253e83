import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type JsonValue, member } from '../../../src/io/json/value.js';
import {
  defaultTolerances,
  type NormalizingStatistics,
  normalizedDifference,
} from '../../../src/nnunet/compare/tolerances.js';
import { Plans } from '../../../src/nnunet/plans/plans.js';

const corpus = '../shared/corpus';
const keys = ['percentile_00_5', 'percentile_99_5', 'mean', 'std'] as const;

/** Statistics of every channel of public plans that CTNormalization scales, each once. */
function channels(): readonly NormalizingStatistics[] {
  const found = new Map<string, NormalizingStatistics>();
  for (const name of readdirSync(corpus, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.json')) continue;
    let value: JsonValue;
    try {
      value = JSON.parse(readFileSync(join(corpus, name), 'utf8')) as JsonValue;
    } catch {
      continue;
    }
    const plans = new Plans(value);
    const schemes = plans.configurations.find((one) => one.normalizationSchemes !== undefined)?.normalizationSchemes;
    for (const [channel, scheme] of (schemes ?? []).entries()) {
      const statistics = member(plans.intensityProperties, String(channel));
      const numbers = keys.map((key) => (isObject(statistics) ? statistics[key] : undefined));
      if (scheme !== 'CTNormalization' || !numbers.every((one) => typeof one === 'number')) continue;
      const [percentile_00_5, percentile_99_5, mean, std] = numbers as [number, number, number, number];
      found.set(numbers.join(), { percentile_00_5, percentile_99_5, mean, std });
    }
  }
  return [...found.values()];
}

test('the tolerance of intensities lies where no two public plans do', () => {
  const all = channels();
  expect(all.length).toBeGreaterThan(20);
  const distances = all.flatMap((a, i) => all.slice(i + 1).map((b) => normalizedDifference(a, b)));
  const { intensity } = defaultTolerances;
  // Those of one dataset that was extracted twice, and those of others.
  expect(distances.filter((distance) => distance <= intensity / 2)).toHaveLength(2);
  expect(distances.filter((distance) => distance > intensity / 2 && distance < intensity * 2)).toEqual([]);
  expect(distances.length).toBeGreaterThan(200);
});
