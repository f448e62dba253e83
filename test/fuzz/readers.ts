import { performance } from 'node:perf_hooks';
import { below, mutated, randomFrom } from './mutate.js';
import { outcome, readers, seedFiles } from './targets.js';

/**
 * Damages files at random and reads them: `tsx test/fuzz/readers.ts [RUNS] [SEED]`.
 * Any error but a FormatError ends it with the file that caused it; a seed repeats a run exactly.
 */
const [runs = 100_000, seed = Date.now() % 2 ** 32] = process.argv.slice(2).map(Number);
const random = randomFrom(seed);
const files = seedFiles();
const counts = { read: 0, refused: 0 };
let slowest = { milliseconds: 0, reader: '', size: 0 };

console.log(`${runs} damaged files, ${readers.size} readers, seed ${seed}`);
for (let run = 0; run < runs; run++) {
  const file = files[below(files.length, random)] ?? new Uint8Array(0);
  const bytes = mutated(file, random);
  for (const [reader, read] of readers) {
    const start = performance.now();
    const result = outcome(read, bytes);
    const milliseconds = performance.now() - start;
    if (milliseconds > slowest.milliseconds) slowest = { milliseconds, reader, size: bytes.length };
    if (result.kind === 'failed') {
      console.error(`run ${run}, reader ${reader}:`, result.error);
      console.error(`file in base64: ${Buffer.from(bytes).toString('base64')}`);
      process.exit(1);
    }
    counts[result.kind]++;
  }
}
console.log(`${counts.read} read, ${counts.refused} refused, nothing else`);
console.log(`slowest: ${slowest.milliseconds.toFixed(0)} ms, ${slowest.reader}, ${slowest.size} bytes`);
