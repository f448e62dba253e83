import type { JsonDocument } from '../../src/io/json/document.js';
import { parseJsonDocument } from '../../src/io/json/parse.js';
import { alongside, keptDocument, Memory } from '../../src/workspace/memory.js';

test('what was asked for last is kept, as much as there is room for', () => {
  const memory = new Memory(100);
  const reads: string[] = [];
  const kept = ['a', 'b', 'c'].map((name) =>
    memory.keep(
      () => {
        reads.push(name);
        return name;
      },
      () => 40,
    ),
  );
  const [a, b, c] = kept;
  expect(kept.map((one) => one.get())).toEqual(['a', 'b', 'c']);
  expect([c?.get(), b?.get(), a?.get(), b?.get()]).toEqual(['c', 'b', 'a', 'b']);
  expect(reads).toEqual(['a', 'b', 'c', 'a']);
});

test('one that is larger than all the room is kept until the next', () => {
  const memory = new Memory(100);
  let reads = 0;
  const large = memory.keep(
    () => {
      reads += 1;
      return reads;
    },
    () => 1000,
  );
  expect([large.get(), large.get()]).toEqual([1, 1]);
  memory
    .keep(
      () => 0,
      () => 1,
    )
    .get();
  expect(large.get()).toBe(2);
});

test('what is computed from it goes with it', () => {
  const memory = new Memory(100);
  let reads = 0;
  const kept = memory.keep(
    () => {
      reads += 1;
      return { reads };
    },
    () => 80,
  );
  const twice = kept.alongside(() => kept.get().reads * 2);
  expect([twice(), twice()]).toEqual([2, 2]);
  memory
    .keep(
      () => 0,
      () => 80,
    )
    .get();
  expect([twice(), kept.get().reads]).toEqual([4, 2]);
});

test('a large document is read again, a small one is itself', () => {
  const memory = new Memory(1000);
  const text = JSON.stringify({ number: 2.5, long: 'x'.repeat(2 ** 20) });
  let reads = 0;
  const read = (): JsonDocument => {
    reads += 1;
    return parseJsonDocument(text, 'plans.json');
  };
  const document = keptDocument(memory, read);
  const value = alongside(document, () => document.value);
  expect([reads, document.numberText('/number'), document.position('/number')?.line]).toEqual([1, '2.5', 1]);
  expect(value?.()).toBe(document.value);
  keptDocument(memory, read);
  expect([document.numberText('/number'), reads]).toEqual(['2.5', 3]);
  const small = parseJsonDocument('{}', 'dataset.json');
  expect(keptDocument(memory, () => small)).toBe(small);
  expect(alongside(small, () => 1)).toBeUndefined();
});
