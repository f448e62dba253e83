import { type JsonValue, pointerParts } from '../../src/io/json/value.js';
import { projectFiles } from '../support/example-project.js';
import { pointersWithin, pythonJson, replaced, wrongValues } from './mutate.js';
import { type Files, faultsOf, judgeProject } from './whole-engine.js';

const files = projectFiles('examples/transfer');
const pretraining = 'nnUNet_preprocessed/Dataset121_AbdomenCT';
const finetuning = 'nnUNet_preprocessed/Dataset122_PancreasCT';

function withValue(path: string, value: JsonValue): Files {
  return new Map(files).set(path, new TextEncoder().encode(pythonJson(value)));
}

function valueOf(path: string): JsonValue {
  return JSON.parse(new TextDecoder().decode(files.get(path)));
}

test('the example itself is judged without a fault', () => {
  expect(faultsOf(judgeProject(files))).toEqual([]);
});

describe.each([
  `${pretraining}/TinyPlans.json`,
  `${finetuning}/PretrainedPlansCustom.json`,
  `${pretraining}/dataset.json`,
  `${finetuning}/dataset.json`,
  `${finetuning}/dataset_fingerprint.json`,
  `${finetuning}/splits_final.json`,
])('%s', (path) => {
  const original = valueOf(path);
  const places = pointersWithin(original);

  /** Each place gets another wrong value than its neighbours: in the order of places, every value comes up for every kind of place. */
  test('whatever stands in any place, no rule fails and every message can be read', () => {
    const faults = places.flatMap((place, i) => {
      const by = [...wrongValues, undefined][(i * 7 + place.length) % (wrongValues.length + 1)];
      const changed = replaced(original, pointerParts(place), by);
      if (changed === undefined) return [];
      const found = faultsOf(judgeProject(withValue(path, changed)));
      return found.map((fault) => `${place} is ${by === undefined ? 'removed' : pythonJson(by)}: ${fault}`);
    });
    expect(faults).toEqual([]);
  });

  test.each(wrongValues.map((value) => [pythonJson(value), value] as const))('the whole file is %s', (_text, value) => {
    expect(faultsOf(judgeProject(withValue(path, value)))).toEqual([]);
  });
});
