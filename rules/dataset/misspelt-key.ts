import { defineRule } from '../../src/engine/rule.js';
import { isObject, member, pointer } from '../../src/io/json/value.js';
import { nearMiss } from '../../src/nnunet/words/near-miss.js';
import { inQuotes } from '../../src/nnunet/words/wording.js';

interface Misspelt {
  readonly file: string;
  readonly key: string;
  readonly meant: string;
}

/** Keys that nnU-Net does without; the rules about those that it needs name a misspelt one themselves. */
const optionalKeys = ['overwrite_image_reader_writer'];

/** nnU-Net reads the keys that it knows and never looks at the others. */
export const misspeltKey = defineRule({
  id: 'dataset/misspelt-key',
  subject: 'dataset',
  severity: 'warning',
  since: '0.1.0',
  summary: 'The keys of dataset.json are spelt as nnU-Net reads them.',
  why: `nnU-Net reads the keys of dataset.json that it knows, and ignores the rest. An optional key that is spelt differently, or has a blank at its end, has no effect: another class than you
chose reads the images.`,
  remedy: 'Spell the key as nnU-Net does.',
  sources: ['nnunetv2/imageio/reader_writer_registry.py'],
  examples: [
    {
      title: 'Two blanks at the end of the key',
      changes: [
        {
          file: 'nnUNet_raw/Dataset122_PancreasCT/dataset.json',
          set: '/overwrite_image_reader_writer  ',
          to: 'NibabelIO',
        },
      ],
      reports: 'misspelt',
    },
  ],
  messages: {
    misspelt: ({ file, key, meant }: Misspelt) =>
      `${file} has the key "${key}", which nnU-Net does not read. It reads "${meant}".`,
  },
  *check({ datasetJson, rawDatasetJson }) {
    const told = new Set<string>();
    for (const document of [datasetJson, rawDatasetJson]) {
      if (document === undefined || !isObject(document.value)) continue;
      const file = document === datasetJson ? 'dataset.json' : 'dataset.json of the raw folder';
      const keys = Object.keys(document.value);
      const absent = optionalKeys.filter((key) => !keys.includes(key));
      for (const key of keys) {
        const meant = nearMiss(key, absent);
        if (meant === undefined || told.has(key)) continue;
        told.add(key);
        // The raw file is the original of the other: what is misspelt in both is mended in both.
        const copies = [datasetJson, rawDatasetJson].filter((copy) => member(copy?.value, key) !== undefined);
        yield {
          message: 'misspelt',
          at: { document, pointer: pointer(key) },
          data: { file, key, meant },
          remedy: `Write ${inQuotes(meant)}.`,
          fix: {
            edits: copies.flatMap((copy) =>
              copy === undefined ? [] : [{ document: copy, pointer: pointer(key), key: meant }],
            ),
            // Images were read by another class until now.
            isSafe: false,
          },
        };
      }
    }
  },
});
