import { topologyFitsSpacing } from '../../../rules/plans/topology-fits-spacing.js';
import { ruleTester } from '../../support/rule-tester.js';

const file = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const at = '/configurations/3d_fullres';
ruleTester(topologyFitsSpacing, {
  valid: [
    { name: 'plans as nnU-Net wrote them (real run)' },
    { name: 'residual encoder plans (real run)', project: 'resenc' },
    { name: 'photographs (real run)', project: 'png-2d' },
    { name: 'a cascade (real run)', project: 'cascade' },
    {
      name: 'a network of a fork',
      changes: [
        { file, set: `${at}/architecture/network_class_name`, to: 'mine.Net' },
        { file, set: `${at}/spacing`, to: [1, 1, 1] },
      ],
    },
    {
      name: 'a spacing that is none is told by plans/schema',
      changes: [{ file, set: `${at}/spacing`, to: [0, 1, 1] }],
    },
  ],
  invalid: [
    {
      name: 'anisotropy that is no longer there',
      changes: [{ file, set: `${at}/spacing`, to: [0.8, 0.8, 0.8] }],
      findings: [
        {
          message: 'differs',
          at: '/configurations/3d_fullres/architecture',
          data: {
            what: 'strides',
            spacing: [0.8, 0.8, 0.8],
            found: '1×1×1, 1×2×2, 1×2×2, 2×2×2',
            planned: '1×1×1, 2×2×2, 2×2×2, 1×2×2',
          },
          text: 'the planner would choose strides',
        },
      ],
    },
    {
      name: "kernels of one's own",
      changes: [{ file, set: `${at}/architecture/arch_kwargs/kernel_sizes`, to: 3 }],
      findings: [
        {
          message: 'differs',
          at: '/configurations/3d_fullres/architecture',
          data: {
            what: 'kernels',
            spacing: [5, 0.800000011920929, 0.800000011920929],
            found: '3×3×3, 3×3×3, 3×3×3, 3×3×3',
            planned: '1×3×3, 1×3×3, 3×3×3, 3×3×3',
          },
          text: 'the planner would choose kernels',
        },
      ],
    },
  ],
});
