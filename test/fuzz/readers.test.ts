import { below, mutated, randomFrom } from './mutate.js';
import { outcome, readers, seedFiles } from './targets.js';

const runs = 1500;
const files = seedFiles();

/** A longer one: `tsx test/fuzz/readers.ts`. */
test.each([...readers])('%s: damaged files are read or refused, nothing else', (_name, read) => {
  const random = randomFrom(20_250_801);
  const kinds = new Set<string>();
  for (let run = 0; run < runs; run++) {
    const bytes = mutated(files[below(files.length, random)] ?? new Uint8Array(0), random);
    const result = outcome(read, bytes);
    if (result.kind === 'failed') throw result.error;
    kinds.add(result.kind);
  }
  expect([...kinds].sort()).toEqual(['read', 'refused']);
});

test('a seed repeats its numbers', () => {
  const [one, other] = [randomFrom(7), randomFrom(7)];
  for (let index = 0; index < 100; index++) expect(one()).toBe(other());
});
