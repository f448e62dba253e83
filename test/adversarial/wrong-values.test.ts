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

function contentOf(path: string): JsonValue {
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
  const original = contentOf(path);
  const places = pointersWithin(original);

  /** Every fifth place, each with another wrong value than its neighbours: together the files cover every kind of place. */
  test('whatever stands in any place, no rule fails and every message can be read', () => {
    const faults = places.flatMap((place, i) => {
      if (i % 5 !== path.length % 5) return [];
      const by = [...wrongValues, undefined][(i * 7 + place.length) % (wrongValues.length + 1)];
      const changed = replaced(original, pointerParts(place), by);
      if (changed === undefined) return [];
      const found = faultsOf(judgeProject(withValue(path, changed)));
      return found.map((fault) => `${place} is ${by === undefined ? 'removed' : pythonJson(by)}: ${fault}`);
    });
    expect(faults).toEqual([]);
  });

  test('whatever the whole file is', () => {
    const faults = wrongValues
      .filter((_, i) => i % 6 === path.length % 6)
      .flatMap((value) =>
        faultsOf(judgeProject(withValue(path, value))).map((fault) => `${pythonJson(value)}: ${fault}`),
      );
    expect(faults).toEqual([]);
  });
});

test.each([
  ['/configurations/3d_fullres/architecture/arch_kwargs/n_conv_per_stage/2', 2 ** 53],
  ['/configurations/3d_fullres/architecture/arch_kwargs/n_conv_per_stage_decoder', 2 ** 53],
  ['/configurations/2d/architecture/arch_kwargs/n_stages', 2 ** 53],
  ['/configurations/2d/architecture/arch_kwargs/n_stages', 4_000_000_000],
])('plans that ask for more layers than can be counted: %s is %d', (place, by) => {
  const path = `${pretraining}/TinyPlans.json`;
  const results = judgeProject(withValue(path, replaced(contentOf(path), pointerParts(place), by) ?? null));
  expect(faultsOf(results)).toEqual([]);
  expect(results[0]?.findings.map(({ message }) => message).join('\n')).toContain('too large to be meant');
});
