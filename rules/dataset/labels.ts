import { defineRule } from '../../src/engine/rule.js';
import { isObject, type JsonValue, member } from '../../src/io/json/value.js';
import { copiesToJudge, inBoth } from '../../src/nnunet/dataset/dataset-copies.js';
import { type LabelProblem, readLabels } from '../../src/nnunet/dataset/labels.js';
import { nearMiss } from '../../src/nnunet/words/near-miss.js';
import { inQuotes, quoted } from '../../src/nnunet/words/wording.js';

interface Found {
  readonly file: string;
  readonly label: string;
  readonly found: string;
}

const stops = 'nnU-Net stops before the first step.';

/** LabelManager raises for what cannot be; what comes of values that it accepts is told by dataset/label-values. */
export const labels = defineRule({
  id: 'dataset/labels',
  subject: 'dataset',
  severity: 'error',
  since: '0.1.0',
  summary:
    'The labels of dataset.json are numbers by name, with "background" 0 and "ignore", if there is one, highest.',
  why: `nnU-Net makes the outputs of the network from the labels, and checks the labels when it loads the plans. Training and preprocessing use the copy in the preprocessed folder, the
integrity check uses the one in the raw folder. Planning does not check them, so you see the mistake late.`,
  remedy: 'Correct the labels in dataset.json, in the raw folder and in the preprocessed folder.',
  sources: [
    'nnunetv2/utilities/label_handling/label_handling.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2500',
    'https://github.com/MIC-DKFZ/nnUNet/issues/1787',
  ],
  examples: [
    {
      title: 'Names and values changed places, as in nnU-Net v1',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json',
          set: '/labels',
          to: { '0': 'background', '1': 'pancreas', '2': 'tumour' },
        },
      ],
      reports: 'inverted',
    },
    {
      title: 'An ignore label between the others',
      changes: [{ file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json', set: '/labels/ignore', to: 1 }],
      reports: 'ignoreNotHighest',
    },
  ],
  messages: {
    inverted: ({ file }: { file: string }) =>
      `The labels of ${file} are written as in nnU-Net v1, names by value. nnU-Net v2 needs values by name, such as "background": 0. ${stops}`,
    backgroundMissing: ({ file, instead }: { file: string; instead: string | undefined }) =>
      `The labels of ${file} have no "background"${instead === undefined ? '' : `; "${instead}" is another name for nnU-Net`}. Every dataset needs "background" with the value 0. ${stops}`,
    background: ({ file, found }: Found) => `Label "background" of ${file} is ${found}; it must be 0. ${stops}`,
    notANumber: ({ file, label, found }: Found) =>
      `Label "${label}" of ${file} is ${found}, where a whole number is expected. ${stops}`,
    ignoreNotInteger: ({ file, found }: Found) =>
      `Label "ignore" of ${file} is ${found}, where a whole number without a decimal point is expected. ${stops}`,
    ignoreNotHighest: ({ file, ignore, wanted }: { file: string; ignore: number; wanted: number }) =>
      `Label "ignore" of ${file} is ${ignore}; it must follow the highest label, and so be ${wanted}. ${stops}`,
  },
  *check({ datasetJson, rawDatasetJson }) {
    for (const copy of copiesToJudge(datasetJson, rawDatasetJson, ['labels'])) {
      const { document, file } = copy;
      const written = member(document.value, 'labels');
      if (isInverted(written)) {
        yield {
          message: 'inverted',
          at: { document, pointer: '/labels' },
          about: inBoth(copy, '/labels'),
          data: { file },
        };
        continue;
      }
      const reading = readLabels(document.value, (place) => document.isFloat(place));
      for (const problem of reading?.problems ?? []) {
        const finding = findingFor(problem, file, written, document.numberText(problem.at));
        if (finding === undefined) continue;
        const place = { at: { document, pointer: problem.at }, about: inBoth(copy, problem.at) };
        const instead = finding.message === 'backgroundMissing' ? finding.data.instead : undefined;
        yield instead === undefined
          ? { ...finding, ...place }
          : { ...finding, ...place, remedy: `Write "background" in place of ${inQuotes(instead)}.` };
      }
    }
  },
});

/** `{"0": "background", "1": "liver"}` */
function isInverted(labels: JsonValue | undefined): boolean {
  if (!isObject(labels)) return false;
  const entries = Object.entries(labels);
  return entries.length > 0 && entries.every(([key, value]) => /^\d+$/.test(key) && typeof value === 'string');
}

function findingFor(problem: LabelProblem, file: string, labels: JsonValue | undefined, number: string | undefined) {
  switch (problem.kind) {
    case 'background-missing': {
      const instead = isObject(labels) ? nearBackground(labels) : undefined;
      return { message: 'backgroundMissing', data: { file, instead } } as const;
    }
    case 'background-is-list':
    case 'background-not-zero': {
      const found = number ?? quoted(member(labels, 'background'));
      return { message: 'background', data: { file, label: 'background', found } } as const;
    }
    case 'not-a-number':
      return { message: 'notANumber', data: { file, label: problem.label, found: quoted(problem.value) } } as const;
    case 'ignore-not-integer': {
      const found = number ?? quoted(problem.value);
      return { message: 'ignoreNotInteger', data: { file, label: 'ignore', found } } as const;
    }
    case 'ignore-not-highest': {
      const { ignore, highest } = problem;
      return { message: 'ignoreNotHighest', data: { file, ignore, wanted: highest + 1 } } as const;
    }
    default:
      // The order of the regions is the business of dataset/regions.
      return undefined;
  }
}

function nearBackground(labels: { readonly [name: string]: JsonValue }): string | undefined {
  return Object.keys(labels).find((name) => nearMiss(name, ['background']) !== undefined);
}
