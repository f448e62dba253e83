import { defineRule } from '../../src/engine/rule.js';
import { isObject, type JsonValue, member, pointer } from '../../src/io/json/value.js';
import { copiesToJudge, inBoth } from '../../src/nnunet/dataset/dataset-copies.js';
import { type LabelManager, readLabels } from '../../src/nnunet/dataset/labels.js';
import { mistakenLabels, orderWithoutMistakes } from '../../src/nnunet/dataset/region-order.js';
import { nearMiss } from '../../src/nnunet/words/near-miss.js';
import { counted, inQuotes, quoted, quotedList, wordList } from '../../src/nnunet/words/wording.js';
import type { Dataset } from '../../src/workspace/subjects.js';

interface OrderMissing {
  readonly file: string;
  readonly region: string;
  readonly instead: string | undefined;
}

const orderKey = 'regions_class_order';
const oneForEach = 'Write one label for each region, in the order of the regions.';

/** The i-th region is written as `regions_class_order[i]`; later regions overwrite earlier ones (utilities/label_handling/label_handling.py). */
export const regions = defineRule({
  id: 'dataset/regions',
  subject: 'dataset',
  severity: 'error',
  severities: { comesOutAs: 'warning' },
  since: '0.1.0',
  summary: 'If labels are regions, regions_class_order turns them back into the right labels.',
  topic: 'regions',
  yieldsTo: [{ to: 'dataset/label-order', messages: ['comesOutAs'] }],
  why: `With regions the network has one output per region, in the order in which \`labels\` names them. nnU-Net writes a prediction region after region, the i-th as
\`regions_class_order[i]\`, each over those before it. So larger regions come first, and each entry is the label of its region that no later region holds.

nnU-Net checks only the number of entries. With another order labels change places, and nnU-Net does not tell you.`,
  remedy:
    'Put larger regions before the smaller regions inside them. Give for each region the label that no later region holds.',
  sources: [
    'nnunetv2/utilities/label_handling/label_handling.py: convert_probabilities_to_segmentation',
    'https://github.com/MIC-DKFZ/nnUNet/issues/1952',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2900',
    'https://github.com/MIC-DKFZ/nnUNet/issues/3042',
  ],
  examples: [
    {
      title: 'Regions without an order',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json',
          set: '/labels',
          to: { background: 0, organ: [1, 2], tumour: 2 },
        },
      ],
      reports: 'orderMissing',
    },
    {
      title: 'The order of the regions the wrong way round',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json',
          set: '/labels',
          to: { background: 0, organ: [1, 2], tumour: 2 },
        },
        { file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json', set: '/regions_class_order', to: [2, 1] },
      ],
      reports: 'comesOutAs',
    },
  ],
  messages: {
    orderMissing: ({ file, region, instead }: OrderMissing) =>
      `${file} has regions ("${region}" is one) but ${instead === undefined ? 'no "regions_class_order"' : `"${instead}" in place of "regions_class_order"`}. nnU-Net stops before the first step.`,
    orderLength: ({ file, found, regions: names }: { file: string; found: string; regions: string }) =>
      `regions_class_order of ${file} is ${found}; one entry is expected for each region: ${names}. nnU-Net stops before the first step.`,
    orderEntry: ({ file, found }: { file: string; found: string }) =>
      `regions_class_order of ${file} holds ${found} where the value of a label is expected. nnU-Net trains and stops when it writes a prediction.`,
    member: ({ file, region, found }: { file: string; region: string; found: string }) =>
      `Region "${region}" of ${file} holds ${found}, where whole numbers are expected. nnU-Net reads such labels, but not for regions: training stops when it sets up the augmentation.`,
    comesOutAs: ({ file, labels }: { file: string; labels: string }) =>
      `With regions_class_order of ${file}, ${labels}: the last region that holds a label decides its value. nnU-Net does not tell you.`,
  },
  *check({ datasetJson, rawDatasetJson }) {
    for (const copy of copiesToJudge(datasetJson, rawDatasetJson, ['labels', orderKey])) {
      const { document, file } = copy;
      const about = [...inBoth(copy, '/labels'), ...inBoth(copy, `/${orderKey}`)];
      const at = (...parts: readonly (string | number)[]) => ({ document, pointer: pointer(...parts) });
      const order = member(document.value, orderKey);
      const faultyOrder = (value: JsonValue | undefined) =>
        ({
          message: 'orderEntry',
          at: at(orderKey),
          about,
          data: { file, found: quoted(value) },
          remedy: oneForEach,
        }) as const;
      const reading = readLabels(document.value, (place) => document.isFloat(place));
      for (const problem of reading?.problems ?? []) {
        if (problem.kind === 'order-missing') {
          const keys = isObject(document.value) ? Object.keys(document.value) : [];
          const instead = keys.find((key) => nearMiss(key, [orderKey]) !== undefined);
          yield {
            message: 'orderMissing',
            at: { document, pointer: problem.at },
            about,
            data: { file, region: problem.region, instead },
            ...(instead === undefined
              ? { remedy: `Add ${inQuotes(orderKey)}: one label for each region, in the order of the regions.` }
              : {
                  remedy: `Write ${inQuotes(orderKey)} in place of ${inQuotes(instead)}.`,
                  fix: { edits: [{ document, pointer: pointer(instead), key: orderKey }], isSafe: true },
                }),
          };
        } else if (problem.kind === 'order-length') {
          const found = `${quoted(order)} (${counted(problem.entries, 'entry', 'entries')})`;
          yield {
            message: 'orderLength',
            at: at(orderKey),
            about,
            data: { file, found, regions: quotedList(problem.regions) },
            remedy: oneForEach,
          };
        } else if (problem.kind === 'order-not-a-list') {
          yield faultyOrder(order);
        }
      }
      const manager = reading?.manager;
      if (manager === undefined || !manager.hasRegions) continue;
      const faulty = faultyEntry(order);
      if (faulty !== undefined) yield faultyOrder(faulty);
      for (const { name } of manager.regions) {
        const value = member(member(document.value, 'labels'), name);
        if (!isUnreadable(value, document, pointer('labels', name))) continue;
        yield {
          message: 'member',
          at: at('labels', name),
          about,
          data: { file, region: name, found: quoted(value) },
          remedy: 'Write whole numbers, such as [1, 2].',
        };
      }
      const mistaken = mistakenLabels(manager, order).map(
        ({ label, writtenAs, region }) => `label ${label} comes out as ${writtenAs} (from "${region}")`,
      );
      if (faulty === undefined && mistaken.length > 0)
        yield {
          message: 'comesOutAs',
          at: at(orderKey),
          about,
          data: { file, labels: wordList(mistaken) },
          ...reordered(manager, order, [datasetJson, rawDatasetJson]),
        };
    }
  },
});

/** The same entries in the one order in which every label comes out as itself. */
function reordered(
  manager: LabelManager,
  order: JsonValue | undefined,
  copies: readonly (Dataset['datasetJson'] | undefined)[],
) {
  const value = orderWithoutMistakes(manager, order);
  if (value === undefined) return {};
  const same = copies.filter((one) => JSON.stringify(member(one?.value, orderKey)) === JSON.stringify(order));
  return {
    remedy: `Write ${JSON.stringify(value)}. Then predict again what was predicted before.`,
    fix: {
      edits: same.flatMap((document) =>
        document === undefined ? [] : [{ document, pointer: pointer(orderKey), value }],
      ),
      isSafe: true,
    },
  };
}

/** What neither numpy (16 bits without sign) nor torch (16 bits with sign) can be made to write. */
function faultyEntry(order: JsonValue | undefined): JsonValue | undefined {
  if (!Array.isArray(order)) return order;
  return order.find((value) =>
    typeof value === 'boolean' ? false : typeof value !== 'number' || !(value >= 0 && value < 2 ** 15),
  );
}

/** `torch.Tensor` takes a list of numbers, or one whole number: not 2.0, and no text. */
function isUnreadable(value: JsonValue | undefined, document: Dataset['datasetJson'], at: string): boolean {
  if (Array.isArray(value)) return value.some((one) => typeof one === 'string');
  return typeof value === 'string' || (typeof value === 'number' && (!Number.isInteger(value) || document.isFloat(at)));
}
