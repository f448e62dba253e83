import { readFileSync } from 'node:fs';
import type { JsonValue } from '../../../src/io/json/value.js';
import { CaseFiles } from '../../../src/nnunet/dataset/case-files.js';
import { rawCases } from '../../../src/nnunet/dataset/case-names.js';
import { readLabels } from '../../../src/nnunet/dataset/labels.js';
import { mistakenLabels } from '../../../src/nnunet/dataset/region-order.js';
import { firstDifferingFold } from '../../../src/nnunet/dataset/splits.js';
import { caseIdentifiers, readStorageFormat } from '../../../src/nnunet/dataset/storage-format.js';

interface Recorded {
  readonly cases: readonly {
    readonly files: readonly string[];
    readonly ending: string;
    readonly cases: Readonly<Record<string, readonly string[]>>;
  }[];
  readonly formats: readonly {
    readonly files: readonly string[];
    readonly format: 'b2nd' | 'npz' | null;
    readonly identifiers?: readonly string[];
  }[];
  readonly orders: readonly {
    readonly labels: JsonValue;
    readonly order: JsonValue;
    readonly written: readonly (readonly [label: number, writtenAs: number])[];
  }[];
  readonly splits: readonly { readonly raw: JsonValue; readonly preprocessed: JsonValue; readonly accepted: boolean }[];
}

const recorded = JSON.parse(readFileSync('test/fixtures/dataset/recorded.json', 'utf8')) as Recorded;

describe('as recorded from nnU-Net', () => {
  test.each(recorded.cases)('cases with ending "$ending" among $files', ({ files, ending, cases }) => {
    const found = rawCases(files, ending).map(({ identifier, images }) => [identifier, images]);
    expect(Object.fromEntries(found)).toEqual(cases);
  });

  test.each(recorded.formats)('format of $files', ({ files: names, format, identifiers = [] }) => {
    const files = CaseFiles.of(names);
    const found = readStorageFormat(files).format ?? null;
    expect(found).toBe(format);
    if (found !== null) expect([...caseIdentifiers(found, files)].sort()).toEqual(identifiers);
  });

  test.each(recorded.orders)('labels $labels written in the order $order', ({ labels, order, written }) => {
    const manager = readLabels({ labels, regions_class_order: order })?.manager;
    const mistaken = manager === undefined ? [] : mistakenLabels(manager, order);
    const wanted = written.filter(([label, writtenAs]) => label !== writtenAs);
    expect(mistaken.map(({ label, writtenAs }) => [label, writtenAs])).toEqual(wanted);
  });

  test.each(recorded.splits)(
    'planning accepts $preprocessed beside $raw: $accepted',
    ({ raw, preprocessed, accepted }) => {
      expect(firstDifferingFold(raw, preprocessed) === undefined).toBe(accepted);
    },
  );
});
