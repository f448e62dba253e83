import fc from 'fast-check';
import { type JsonValue, pointerParts } from '../../src/io/json/value.js';
import { projectFiles } from '../support/example-project.js';
import { pointersWithin, pythonJson, replaced } from './mutate.js';
import { type Files, faultsOf, judgeProject } from './whole-engine.js';

const files = projectFiles('examples/transfer');
const paths = [...files.keys()].filter((path) => path.endsWith('.json'));

const anyJson: fc.Arbitrary<JsonValue> = fc.jsonValue({ maxDepth: 3 }).map((value) => value as JsonValue);

/** A place in one of the project's JSON files, and what is to stand there. */
const change = fc.constantFrom(...paths).chain((path) => {
  const value: JsonValue = JSON.parse(new TextDecoder().decode(files.get(path)));
  return fc.record({ path: fc.constant(path), place: fc.constantFrom(...pointersWithin(value)), by: anyJson });
});

function changed(changes: readonly { path: string; place: string; by: JsonValue }[]): Files {
  const all = new Map(files);
  for (const { path, place, by } of changes) {
    const value: JsonValue = JSON.parse(new TextDecoder().decode(all.get(path)));
    all.set(path, new TextEncoder().encode(pythonJson(replaced(value, pointerParts(place), by) ?? null)));
  }
  return all;
}

test('random JSON in several places at once: no rule fails, and two runs say the same', () => {
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      const project = changed(changes);
      const results = judgeProject(project);
      expect(faultsOf(results)).toEqual([]);
      expect(judgeProject(project)).toEqual(results);
    }),
    { numRuns: 12 },
  );
});

test('a file cut anywhere: no rule fails', () => {
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.double({ min: 0, max: 1, noNaN: true }), (path, part) => {
      const bytes = files.get(path) ?? new Uint8Array();
      const project = new Map(files).set(path, bytes.subarray(0, Math.floor(bytes.length * part)));
      expect(faultsOf(judgeProject(project))).toEqual([]);
    }),
    { numRuns: 10 },
  );
});

test('any file of the project damaged or missing: no rule fails', () => {
  fc.assert(
    fc.property(fc.constantFrom(...files.keys()), fc.option(fc.uint8Array({ maxLength: 64 })), (path, bytes) => {
      const project = new Map(files);
      if (bytes === null) project.delete(path);
      else project.set(path, bytes);
      expect(faultsOf(judgeProject(project))).toEqual([]);
    }),
    { numRuns: 10 },
  );
});
