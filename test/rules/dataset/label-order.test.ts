import { labelOrder } from '../../../rules/dataset/label-order.js';
import { ruleTester } from '../../support/rule-tester.js';

const folder = 'nnUNet_preprocessed/Dataset124_GliomaMR';

ruleTester(labelOrder, {
  valid: [
    { name: 'regions in one order everywhere (real run)', project: 'mr-two-channels/regions' },
    { name: 'plain labels have no order (real run)' },
    {
      name: 'background and ignore are no regions',
      project: 'mr-two-channels/regions',
      changes: [
        {
          file: `${folder}/dataset.json`,
          set: '/labels',
          to: { ignore: 3, whole: [1, 2], core: 2, background: 0 },
        },
      ],
    },
  ],
  invalid: [
    {
      name: 'sorted by a tool: the raw copy and the model have the old order',
      project: 'mr-two-channels/regions',
      changes: [
        { file: `${folder}/dataset.json`, set: '/labels', to: { background: 0, core: [2], ignore: 3, whole: [1, 2] } },
      ],
      findings: [
        {
          message: 'reordered',
          at: '/labels',
          data: { names: '"core" and "whole"', others: '"whole" and "core"', source: 'dataset.json of the raw folder' },
          related: [
            {
              file: 'nnUNet_raw/Dataset124_GliomaMR/dataset.json',
              at: '/labels',
              message: 'the order in dataset.json of the raw folder',
            },
          ],
          text: 'in the order "core" and "whole", dataset.json of the raw folder has the order "whole" and "core".',
        },
        {
          message: 'reordered',
          at: '/labels',
          data: {
            names: '"core" and "whole"',
            others: '"whole" and "core"',
            source: 'dataset.json of the model nnUNetTrainer__TinyPlans__3d_fullres',
          },
          related: [
            {
              file: 'nnUNet_results/Dataset124_GliomaMR/nnUNetTrainer__TinyPlans__3d_fullres/dataset.json',
              at: '/labels',
              message: 'the order in dataset.json of the model nnUNetTrainer__TinyPlans__3d_fullres',
            },
          ],
          text: 'dataset.json of the model nnUNetTrainer__TinyPlans__3d_fullres',
        },
      ],
    },
  ],
});
