import { defineRule } from '../../src/engine/rule.js';
import { medianShape } from '../../src/nnunet/dataset/median-shape.js';
import type { Configuration } from '../../src/nnunet/plans/configuration.js';
import { isPlanned } from '../../src/nnunet/plans/uses.js';
import { numberList } from '../../src/nnunet/values/numbers.js';
import { timesList } from '../../src/nnunet/words/wording.js';
import type { PlansFile } from '../../src/workspace/subjects.js';

interface Stale {
  readonly configuration: string;
  readonly stated: readonly number[];
  readonly now: readonly number[];
  readonly fitting: string;
}

export const staleCustomConfiguration = defineRule({
  id: 'plans/stale-custom-configuration',
  subject: 'plans',
  severity: 'warning',
  since: '0.1.0',
  summary: 'Your own configurations fit the images of today, like the planned ones.',
  why: `Planning again replaces the planned configurations and keeps all others unchanged. A configuration with its own spacing, patch size and network, which does not inherit them,
still describes the dataset as it was: fewer cases, another size, another channel.`,
  remedy: 'Let it inherit what you do not want to change, or write it again.',
  sources: ['nnunetv2/experiment_planning/experiment_planners/default_experiment_planner.py: save_plans'],
  examples: [
    {
      title: 'A configuration from the time when images were larger',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json',
          set: '/configurations/3d_mine',
          to: {
            inherits_from: '3d_fullres',
            spacing: [3, 1, 1],
            patch_size: [16, 64, 64],
            median_image_size_in_voxels: [90, 300, 300],
          },
        },
      ],
      reports: 'stale',
    },
  ],
  messages: {
    stale: ({ configuration, stated, now, fitting }: Stale) =>
      `"${configuration}" was made for images of ${timesList(stated)} voxels. At its spacing the images of today have ${timesList(now)}, and "${fitting}" fits them. nnU-Net keeps your own configurations unchanged when it plans again.`,
  },
  *check(file) {
    const planned = file.plans.configurations.filter(({ name }) => isPlanned(name));
    const fitting = planned.find((configuration) => comparison(configuration, file)?.fits === true);
    // Plans of another dataset fit nothing here: that is no news of a single configuration.
    if (file.place !== 'preprocessed' || fitting === undefined) return;
    for (const configuration of file.plans.configurations) {
      const own = ['median_image_size_in_voxels', 'spacing', 'patch_size'];
      if (isPlanned(configuration.name) || own.some((key) => configuration.isInherited(key))) continue;
      const compared = comparison(configuration, file);
      if (compared === undefined || compared.fits) continue;
      const { stated, now } = compared;
      const data = { configuration: configuration.name, stated, now, fitting: fitting.name };
      yield { message: 'stale', at: configuration.at('median_image_size_in_voxels'), data };
    }
  },
});

/** What a configuration says of the median image against what the fingerprint says. A tenth is a matter of a few cases more. */
function comparison(configuration: Configuration, { plans, dataset }: PlansFile) {
  const stated = numberList(configuration.get('median_image_size_in_voxels'));
  const { spacing } = configuration;
  const order = plans.transposeForward;
  if (stated === undefined || spacing === undefined || order === undefined || stated.length !== spacing.length)
    return undefined;
  const now = medianShape(dataset?.fingerprint.value, order, spacing);
  if (now === undefined) return undefined;
  const isNear = (voxels: number, axis: number) => {
    const other = now[axis] ?? Number.NaN;
    return Math.abs(voxels - other) <= Math.max(1, 0.1 * other);
  };
  return { stated, now, fits: stated.every(isNear) };
}
