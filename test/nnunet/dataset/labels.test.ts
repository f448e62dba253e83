import { readFileSync } from 'node:fs';
import { readJsonDocument } from '../../../src/io/json/read.js';
import { memoryStorage } from '../../../src/io/memory-storage.js';
import { readLabels } from '../../../src/nnunet/dataset/labels.js';

interface Recorded {
  readonly json: string;
  readonly raises?: string;
  readonly heads?: number;
  readonly allLabels?: readonly number[];
  readonly foreground?: readonly number[];
  readonly hasRegions?: boolean;
  readonly regions?: number;
  readonly ignore?: number | null;
}

const { cases } = JSON.parse(readFileSync('test/fixtures/dataset/labels.json', 'utf8')) as {
  cases: readonly Recorded[];
};

function reading(json: string) {
  const storage = memoryStorage(new Map([['dataset.json', new TextEncoder().encode(json)]]));
  const document = readJsonDocument(storage, 'dataset.json');
  return readLabels(document.value, (at) => document.isFloat(at));
}

/** The kind of problem for which LabelManager raises with these words. */
const kinds: readonly (readonly [RegExp, readonly string[]])[] = [
  [/Background label not declared/, ['background-missing']],
  [/Background label must be 0\. Not a list/, ['background-is-list']],
  [/Background label must be 0\. Your/, ['background-not-zero']],
  [/int\(\) argument must be|invalid literal for int/, ['not-a-number']],
  [/Ignore label has to be an integer/, ['ignore-not-integer']],
  [/If you use the ignore label/, ['ignore-not-highest']],
  [/if region-based training is requested/, ['order-missing']],
  [/regions_class_order must have/, ['order-length']],
  [/has no len\(\)/, ['order-not-a-list']],
];

describe('labels as LabelManager reads them', () => {
  const readable = cases.filter((one) => one.raises === undefined);
  const raising = cases.filter((one) => one.raises !== undefined);

  test('both kinds are recorded', () => {
    expect(readable.length).toBeGreaterThan(50);
    expect(raising.length).toBeGreaterThan(50);
  });

  test.each(readable)('computes what nnU-Net computed: $json', ({ json, ...wanted }) => {
    const found = reading(json);
    expect(found?.problems).toEqual([]);
    expect({
      heads: found?.manager?.segmentationHeads,
      allLabels: found?.manager?.allLabels,
      foreground: found?.manager?.foregroundLabels,
      hasRegions: found?.manager?.hasRegions,
      regions: found?.manager?.regions.length,
      ignore: found?.manager?.ignoreLabel ?? null,
    }).toEqual(wanted);
  });

  test.each(raising)('names the reason for which nnU-Net raised: $json', ({ json, raises = '' }) => {
    const found = reading(json);
    const expected = kinds.find(([words]) => words.test(raises))?.[1] ?? [];
    expect(found?.manager).toBeUndefined();
    expect(found?.problems.map((problem) => problem.kind)).toEqual(expect.arrayContaining([...expected]));
    expect(expected).not.toEqual([]);
  });

  test.each(['{}', '{"labels": null}', '{"labels": []}', '[]', '"x"'])('is not reached by nnU-Net: %s', (json) => {
    expect(reading(json)).toBeUndefined();
  });

  test('keys of objects are data: no prototype is read', () => {
    expect(reading('{"labels": {"background": 0, "__proto__": 1}}')?.manager?.allLabels).toEqual([0, 1]);
    expect(reading('{"labels": {"constructor": 1}}')?.problems).toEqual([
      { kind: 'background-missing', at: '/labels' },
    ]);
  });
});
