import { defineRule } from '../../src/engine/rule.js';
import { readLabels } from '../../src/nnunet/dataset/labels.js';
import { isReordered } from '../../src/nnunet/dataset/region-order.js';
import { quotedList } from '../../src/nnunet/words/wording.js';

/** With regions the order of the keys of `labels` is the order of the outputs (utilities/label_handling/label_handling.py, _get_regions). */
export const labelOrder = defineRule({
  id: 'dataset/label-order',
  subject: 'dataset',
  severity: 'warning',
  since: '0.1.0',
  summary: 'Regions have the same order in every copy of dataset.json.',
  why: `For regions the order of the keys in \`labels\` matters. The i-th region is the i-th output of the network, and nnU-Net writes it as
\`regions_class_order[i]\`. A tool that sorts the keys of dataset.json changes what the outputs are.`,
  remedy: 'Restore the order of the labels. Do not save dataset.json with a tool that sorts keys.',
  sources: ['nnunetv2/utilities/label_handling/label_handling.py: _get_regions'],
  examples: [
    {
      title: 'The preprocessed dataset.json was sorted',
      changes: [
        {
          file: 'nnUNet_raw/Dataset122_PancreasCT/dataset.json',
          set: '/labels',
          to: { background: 0, whole: [1, 2], core: 2 },
        },
        { file: 'nnUNet_raw/Dataset122_PancreasCT/dataset.json', set: '/regions_class_order', to: [1, 2] },
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json',
          set: '/labels',
          to: { background: 0, core: 2, whole: [1, 2] },
        },
        { file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json', set: '/regions_class_order', to: [1, 2] },
      ],
      reports: 'reordered',
    },
  ],
  messages: {
    reordered: ({ names, others, source }: { names: string; others: string; source: string }) =>
      `dataset.json has its regions in the order ${names}, ${source} has the order ${others}. The order decides which output of the network is which region, and with which value nnU-Net writes it.`,
  },
  *check({ datasetJson, rawDatasetJson, models }) {
    const own = readLabels(datasetJson.value)?.manager;
    if (own === undefined || !own.hasRegions) return;
    const copies = [
      ...(rawDatasetJson === undefined ? [] : [{ document: rawDatasetJson, source: 'dataset.json of the raw folder' }]),
      ...models.map((model) => ({ document: model.datasetJson, source: `dataset.json of the model ${model.name}` })),
    ];
    for (const { document, source } of copies) {
      const other = readLabels(document.value)?.manager;
      if (other === undefined || !isReordered(own.regions, other.regions)) continue;
      const names = (manager: typeof own) => quotedList(manager.regions.map((region) => region.name));
      yield {
        message: 'reordered',
        at: { document: datasetJson, pointer: '/labels' },
        data: { names: names(own), others: names(other), source },
        related: [{ document, pointer: '/labels', message: `the order in ${source}` }],
      };
    }
  },
});
