import { defineRule } from '../../src/engine/rule.js';
import { pointer } from '../../src/io/json/value.js';
import type { Action } from '../../src/nnunet/command-line/reads.js';
import { atStart, placeName } from '../../src/nnunet/plans/place-names.js';
import { keysOfOtherProgram } from '../../src/nnunet/plans/uses.js';
import { pythonInt } from '../../src/nnunet/values/python-builtins.js';
import { nearMiss } from '../../src/nnunet/words/near-miss.js';
import { firstFew, inQuotes, quoted, sentence } from '../../src/nnunet/words/wording.js';
import { documentProblems } from '../../src/schema/document-problems.js';
import { incompleteConfigurations, schemaViolations, wrongTypesInNetworks } from '../../src/schema/plans-violations.js';
import type { Violation } from '../../src/schema/violations.js';

interface Fault {
  readonly fault: string;
}

interface Value {
  readonly place: string;
  readonly found: string;
  readonly expected: string;
  readonly consequence: string;
}

interface Missing extends Omit<Value, 'found'> {
  readonly keys: readonly string[];
  readonly instead: readonly string[];
}

interface NetworkFault {
  readonly problem: string;
  readonly says: string;
}

/** What nnU-Net reads of plans, and what it does with anything else, stands in schemas/plans.schema.json. */
export const schema = defineRule({
  id: 'plans/schema',
  subject: 'plans',
  severity: 'error',
  severities: { duplicate: 'warning', tolerated: 'warning', otherProgram: 'warning' },
  since: '0.1.0',
  summary: 'The file can be read, and holds what nnU-Net reads from plans, in the types that Python needs.',
  why: `nnU-Net reads plans without checking them. A missing key or a wrong type shows up where the value is used, as a Python error from deep inside: at the first batch, at the first
image of preprocessing, or only in the final validation, after all epochs. For Python 2 and 2.0 differ: where it counts something, a number with a decimal point stops it.

Keys that nnU-Net never reads (\`median_image_size_in_voxels\`, \`original_median_…\`, \`experiment_planner_used\`) may hold anything.`,
  remedy: 'Write the expected value.',
  sources: [
    'nnunetv2/utilities/plans_handling/plans_handler.py',
    'nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py',
    'nnunetv2/preprocessing/preprocessors/default_preprocessor.py',
    'nnunetv2/inference/export_prediction.py',
  ],
  examples: [
    {
      title: 'A script wrote the batch size as a float',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          replace: '"batch_size": 2,',
          by: '"batch_size": 2.0,',
        },
      ],
      reports: 'value',
    },
    {
      title: 'A configuration lost its patch size',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          remove: '/configurations/3d_fullres/patch_size',
        },
      ],
      reports: 'missing',
    },
    {
      title: 'The file is a Git LFS pointer',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          write: 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n',
        },
      ],
      reports: 'unreadable',
    },
  ],
  messages: {
    unreadable: ({ fault }: Fault) => `${sentence(fault)} nnU-Net stops when it opens the plans.`,
    unread: ({ fault }: Fault) => `${sentence(fault)} nnplans did not read it and checks nothing in it.`,
    duplicate: ({ fault }: Fault) => sentence(fault),
    notPlans: ({ found, consequence }: Pick<Value, 'found' | 'consequence'>) =>
      `The file holds ${found} and is no plans file: plans are an object with "configurations". ${consequence}`,
    value: wrongValue,
    tolerated: wrongValue,
    missing: ({ place, keys, instead, expected, consequence }: Missing) =>
      `${atStart(place)} has no ${firstFew(keys)}${instead.length === 0 ? '' : `, but ${firstFew(instead)}, which nnU-Net does not know`}` +
      `${keys.length === 1 ? `; ${expected} is expected` : ''}. ${consequence}`,
    otherProgram: ({ keys }: { readonly keys: readonly string[] }) =>
      `The file lacks ${firstFew(keys, 5)}, which nnU-Net writes into all plans and reads again. It may be for another program; nnU-Net cannot preprocess, train or predict with it.`,
    network: ({ says }: NetworkFault) => says,
  },
  *check(file, { installation }) {
    if (file.place === 'embedded') return;
    for (const { message, at, fault, remedy } of documentProblems(file.document)) {
      yield { message, at, data: { fault }, remedy };
    }
    const lacking = keysOfOtherProgram(file).map(quoted);
    if (lacking.length > 0) yield { message: 'otherProgram', at: '', data: { keys: lacking } };
    const violations = schemaViolations(file);
    for (const violation of violations) {
      const { kind, at, key = '', found, written, expected, consequence, severity } = violation;
      if (at === '' && kind === 'value') {
        yield {
          message: 'notPlans',
          at,
          data: { found: quoted(found), consequence },
          remedy:
            file.place === 'model'
              ? 'Restore the plans of the training from one of its checkpoints: nnplans show CHECKPOINT --extract plans'
              : 'Copy the plans from where they were written. If the file is something else, give it a name without "plans".',
        };
        continue;
      }
      const place = placeName(at);
      if (kind === 'missing') {
        const data = { place, keys: [quoted(key)], instead: [], expected, consequence };
        yield { message: 'missing', at, about: [at + pointer(key)], data };
        continue;
      }
      const data = { place, found: written ?? quoted(found), expected, consequence };
      yield severity === 'warning'
        ? { message: 'tolerated', at, data }
        : { message: 'value', at, data, ...stoppedBy(violation) };
    }
    for (const { at, keys, instead, description } of incompleteConfigurations(file)) {
      const { expected, consequence } = description;
      const data = {
        place: placeName(at),
        keys: keys.map(quoted),
        instead: instead.map(quoted),
        expected,
        consequence,
      };
      const [key, written] = [keys, instead].map((names) => (names.length === 1 ? names[0] : undefined));
      const finding = { message: 'missing', at, about: keys.map((one) => at + pointer(one)), data } as const;
      yield key === undefined || written === undefined || nearMiss(written, [key]) === undefined
        ? finding
        : {
            ...finding,
            remedy: `Write ${inQuotes(key)} in place of ${inQuotes(written)}.`,
            fix: { edits: [{ document: file.document, pointer: at + pointer(written), key }], isSafe: true },
          };
    }
    for (const { pointer: at, code, message: says } of wrongTypesInNetworks(file, violations, installation)) {
      yield { message: 'network', at, data: { problem: code, says } };
    }
  },
});

/** Some of nnU-Net's actions make a whole number of what stands there. */
function stoppedBy({ readBy, convertedBy, found }: Violation): { readonly metBy?: readonly Action[] } {
  if (convertedBy.length === 0 || (pythonInt(found) ?? 0) < 1) return {};
  return { metBy: readBy.filter((action) => !convertedBy.includes(action)) };
}

function wrongValue({ place, found, expected, consequence }: Value): string {
  return `${atStart(place)} is ${found} where ${expected} is expected. ${consequence}`;
}
