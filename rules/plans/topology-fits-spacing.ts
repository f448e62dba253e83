import { defineRule } from '../../src/engine/rule.js';
import { judgeNetwork, problemsAbout } from '../../src/nnunet/network/judge-network.js';
import { plannedTopology } from '../../src/nnunet/network/topology.js';
import { timesList } from '../../src/nnunet/words/wording.js';

interface Differs {
  readonly what: string;
  readonly spacing: readonly number[];
  readonly found: string;
  readonly planned: string;
}

export const topologyFitsSpacing = defineRule({
  id: 'plans/topology-fits-spacing',
  subject: 'configuration',
  severity: 'info',
  since: '0.1.0',
  summary: 'Strides and kernels are those that the planner would choose for this spacing and patch size.',
  topic: 'topology',
  yieldsTo: ['transfer/spacing-match', 'transfer/patch-size-match', 'transfer/weights-loadable:refused'],
  why: `The planner derives the network from spacing and patch size: axes of coarse spacing are halved later and get flat kernels first. If you edit \`spacing\` or \`patch_size\` by hand, the old network stays. It trains,
but it does not fit the new anisotropy, and that costs accuracy. Pretrained weights are a good reason to keep it.`,
  remedy:
    'If you need this network for pretrained weights, nothing needs to be done. If not, plan with -overwrite_target_spacing.',
  sources: [
    'nnunetv2/experiment_planning/experiment_planners/network_topology.py: get_pool_and_conv_props',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2701',
  ],
  examples: [
    {
      title: 'Only the spacing was edited',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/spacing',
          to: [5, 0.5, 0.5],
        },
      ],
      reports: 'differs',
    },
  ],
  messages: {
    differs: ({ what, spacing, found, planned }: Differs) =>
      `For a spacing of ${timesList(spacing)} mm and this patch size the planner would choose ${what} ${planned}, not ${found}. nnU-Net trains with what the plans say.`,
  },
  *check({ configuration, plansFile }, { installation }) {
    const { spacing, patchSize } = configuration;
    if (plansFile.place === 'embedded' || plansFile.place === 'model' || configuration.inheritanceProblem !== undefined)
      return;
    if (spacing === undefined || patchSize === undefined || spacing.length !== patchSize.length) return;
    if (spacing.some((length) => length <= 0) || patchSize.some((size) => size < 1)) return;
    const { network } = judgeNetwork(configuration, plansFile.document).reading;
    // That the patch does not even pass is told by another rule.
    if (network === undefined || problemsAbout('patch', { configuration, plansFile }, installation).length > 0) return;
    const planned = plannedTopology(spacing, patchSize);
    const pairs = [
      ['strides', network.strides, planned.strides],
      ['kernels', network.kernelSizes, planned.kernels],
    ] as const;
    for (const [what, found, wanted] of pairs) {
      if (shown(found) === shown(wanted)) continue;
      const data = { what, spacing, found: shown(found), planned: shown(wanted) };
      yield {
        message: 'differs',
        at: configuration.at(configuration.has('architecture') ? 'architecture' : 'patch_size'),
        data,
      };
      return;
    }
  },
});

/** `1×1×1, 1×2×2 …`, one group per stage. */
function shown(stages: readonly (readonly number[])[]): string {
  return stages.map((stage) => stage.join('×')).join(', ');
}
