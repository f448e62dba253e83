import * as datasetSchema from '../../schemas/compiled/dataset.js';
import * as fingerprintSchema from '../../schemas/compiled/fingerprint.js';
import * as splitsSchema from '../../schemas/compiled/splits.js';
import type { CompiledSchema } from '../../schemas/compiled-schema.js';
import { defineRule, type Place } from '../../src/engine/rule.js';
import { isObject, pointer } from '../../src/io/json/value.js';
import type { Action } from '../../src/nnunet/command-line/reads.js';
import { exchangedNames } from '../../src/nnunet/dataset/channels.js';
import { nearestName } from '../../src/nnunet/words/nearest-name.js';
import { quoted } from '../../src/nnunet/words/wording.js';
import { documentProblems } from '../../src/schema/document-problems.js';
import { type Violation, violationsOf } from '../../src/schema/violations.js';
import type { Dataset } from '../../src/workspace/subjects.js';

interface Unreadable {
  readonly file: string;
  readonly fault: string;
}

interface Value {
  readonly file: string;
  readonly found: string;
  readonly expected: string;
  readonly consequence: string;
}

interface Missing extends Omit<Value, 'found'> {
  readonly key: string;
  readonly instead: string | undefined;
}

/** One mistake, in all copies that have it. */
interface Mistake {
  readonly file: string;
  readonly document: Dataset['datasetJson'];
  readonly violation: Violation;
  readonly about: readonly Place[];
}

interface Reading {
  /** How messages call the file. */
  readonly file: string;
  readonly document: Dataset['datasetJson'];
  readonly schema: CompiledSchema;
  /** What nnU-Net does with this copy of the file. */
  readonly actions: readonly Action[];
}

/** What nnU-Net reads of each file stands in schemas/{dataset,fingerprint,splits}.schema.json. */
export const schema = defineRule({
  id: 'dataset/schema',
  subject: 'dataset',
  severity: 'error',
  severities: { duplicate: 'warning' },
  since: '0.1.0',
  summary:
    'The files dataset.json, dataset_fingerprint.json and splits_final.json can be read and hold what nnU-Net reads from them.',
  why: `nnU-Net reads these files without checking them. A wrong type shows up where the value is used, as a Python error from deep inside. Some come after all epochs,
others the next time somebody plans or preprocesses.`,
  remedy: 'Write the expected value.',
  sources: [
    'nnunetv2/run/run_training.py',
    'nnunetv2/utilities/utils.py',
    'nnunetv2/experiment_planning/experiment_planners/default_experiment_planner.py',
    'nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py: do_split',
  ],
  examples: [
    {
      title: 'The ending of the files is gone',
      changes: [{ file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json', remove: '/file_ending' }],
      reports: 'missing',
    },
    {
      title: 'A comma too many',
      changes: [
        {
          file: 'nnUNet_raw/Dataset122_PancreasCT/dataset.json',
          replace: '".nii.gz"',
          by: '".nii.gz",',
        },
      ],
      reports: 'unreadable',
    },
    {
      title: 'One case instead of a list of cases',
      changes: [{ file: 'nnUNet_preprocessed/Dataset122_PancreasCT/splits_final.json', set: '/0/val', to: 'pan_001' }],
      reports: 'value',
    },
  ],
  messages: {
    unreadable: ({ file, fault }: Unreadable) =>
      `${file} cannot be read: ${fault}. nnU-Net stops when it opens the file.`,
    unread: ({ file, fault }: Unreadable) => `nnplans did not read ${file} and checks nothing in it: ${fault}.`,
    duplicate: ({ file, fault }: Unreadable) => `In ${file} ${fault}.`,
    value: ({ file, found, expected, consequence }: Value) =>
      `${file} says ${found} where ${expected} is expected. ${consequence}`,
    missing: ({ file, key, instead, expected, consequence }: Missing) =>
      `${file} has no "${key}"${instead === undefined ? '' : `, but "${instead}", which nnU-Net does not know`}: ${expected} is expected. ${consequence}`,
  },
  *check(dataset) {
    const mistakes = new Map<string, Mistake>();
    for (const { file, document, schema: compiled, actions } of readings(dataset)) {
      for (const { message, at, fault, remedy } of isMissing(document) ? [] : documentProblems(document)) {
        // Training copies the fingerprint without opening it.
        const metBy: { metBy?: readonly Action[] } = document === dataset.fingerprint ? { metBy: ['plan'] } : {};
        yield { message, at, data: { file, fault }, remedy, ...metBy };
      }
      for (const violation of violationsOf(compiled, document)) {
        if (!violation.readBy.some((action) => actions.includes(action))) continue;
        // The raw dataset.json is the original of the preprocessed one: the same mistake in both is one mistake.
        const what = violation.kind === 'missing' ? violation.key : violation.found;
        const identity = JSON.stringify([compiled.schema['$id'], violation.at, violation.kind, what]);
        const known = mistakes.get(identity);
        const place = { document, pointer: concernedBy(violation) };
        if (known === undefined) mistakes.set(identity, { file, document, violation, about: [place] });
        else mistakes.set(identity, { ...known, about: [...known.about, place] });
      }
    }
    for (const { file, document, violation, about } of mistakes.values()) {
      const found =
        violation.kind === 'missing' ? missing(file, document, violation) : value(file, document, violation);
      yield { ...found, about };
    }
  },
});

/** The value, or where it should stand. */
function concernedBy({ kind, at, key }: Violation): string {
  return kind === 'missing' && key !== undefined ? at + pointer(key) : at;
}

/** What is not there is told by other rules. */
function isMissing({ problems }: Dataset['datasetJson']): boolean {
  return problems.some(({ kind }) => kind === 'missing');
}

/** The files at hand, with what nnU-Net does with each copy. */
function readings(dataset: Dataset): readonly Reading[] {
  const training: readonly Action[] = ['train', 'validate', 'preprocess'];
  const planning: readonly Action[] = ['plan', 'move', 'preprocess'];
  const { datasetJson, fingerprint, splits, rawDatasetJson, rawSplits } = dataset;
  const copies = [
    ['dataset.json', datasetJson, datasetSchema, training],
    ['dataset_fingerprint.json', fingerprint, fingerprintSchema, planning],
    ['splits_final.json', splits, splitsSchema, training],
    ['dataset.json of the raw folder', rawDatasetJson, datasetSchema, planning],
    ['splits_final.json of the raw folder', rawSplits, splitsSchema, training],
  ] as const;
  return copies.flatMap(([file, document, schema, actions]) =>
    document === undefined ? [] : [{ file, document, schema, actions }],
  );
}

function value(file: string, document: Dataset['datasetJson'], violation: Violation) {
  const { at, found, written, expected, consequence } = violation;
  const data = { file, found: written ?? quoted(found), expected, consequence };
  const names = /^\/(channel_names|modality)\//.test(at) ? exchangedNames(document.value) : undefined;
  if (names === undefined) return { message: 'value' as const, at: { document, pointer: at }, data };
  return {
    message: 'value' as const,
    at: { document, pointer: at },
    data,
    remedy: `Names and numbers are exchanged. Write ${JSON.stringify(names)}.`,
    fix: { edits: [{ document, pointer: pointer(at.split('/')[1] ?? ''), value: names }], isSafe: true },
  };
}

function missing(file: string, document: Dataset['datasetJson'], violation: Violation) {
  const { at, found, expected, consequence } = violation;
  const key = violation.key ?? '';
  const instead = isObject(found) ? nearestName(key, Object.keys(found)) : undefined;
  return {
    message: 'missing' as const,
    at: { document, pointer: at },
    data: { file, key, instead, expected, consequence },
  };
}
