import { defineRule } from '../../src/engine/rule.js';
import { problemsAbout } from '../../src/nnunet/network/judge-network.js';
import { judgeNetworkClass } from '../../src/nnunet/network/judge-network-class.js';
import { legacyArchitectureKeys } from '../../src/nnunet/network/legacy-keys.js';
import { isReached } from '../../src/nnunet/plans/uses.js';
import { text } from '../../src/nnunet/values/numbers.js';
import { admitsBelow } from '../../src/nnunet/values/version-range.js';
import { quotedList } from '../../src/nnunet/words/wording.js';
import type { PlansConfiguration } from '../../src/workspace/subjects.js';

interface Names {
  readonly configurations: readonly string[];
}

interface Missing {
  readonly configuration: string;
  readonly keys: readonly string[];
}

interface Old extends Names {
  readonly nnunet: string;
}

export const legacyFormat = defineRule({
  id: 'plans/legacy-format',
  subject: 'plans',
  severity: 'error',
  severities: { legacy: 'info', convertedWrongly: 'warning' },
  since: '0.1.0',
  summary: "Plans of nnU-Net before 2.3 have all keys that today's nnU-Net needs to convert them.",
  why: `Until 2.2 keys such as \`UNet_class_name\` and \`pool_op_kernel_sizes\` described the network. nnU-Net converts them each time it reads such plans, but only for PlainConvUNet and ResidualEncoderUNet.
It stops if a key is missing, even one that it only deletes. Releases 2.3 to 2.4.2 convert residual encoder plans wrongly. Forks of 2.1 or 2.2 cannot read the new format.`,
  remedy: 'Plan the dataset again, or add the missing keys.',
  sources: [
    'nnunetv2/utilities/plans_handling/plans_handler.py: ConfigurationManager.__init__',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2126',
  ],
  examples: [
    {
      title: 'The architecture was replaced by some of the old keys',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          remove: '/configurations/3d_fullres/architecture',
        },
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/UNet_class_name',
          to: 'PlainConvUNet',
        },
      ],
      reports: 'incomplete',
    },
  ],
  messages: {
    legacy: ({ configurations }: Names) =>
      `${quotedList(configurations)} ${describe(configurations)} the network in the keys of nnU-Net before 2.3. nnU-Net converts them whenever it reads the plans.`,
    incomplete: ({ configuration, keys }: Missing) =>
      `Configuration "${configuration}" has no "architecture". Of the keys that described the network before nnU-Net 2.3 it lacks ${quotedList(keys)}. nnU-Net stops when it reads the configuration.`,
    tooNew: ({ configurations, nnunet }: Old) =>
      `${quotedList(configurations)} ${describe(configurations)} the network in an "architecture", which nnU-Net reads from 2.3 on. The nnU-Net in use is ${nnunet}: older releases look for "conv_kernel_sizes" and stop.`,
    convertedWrongly: ({ configurations, nnunet }: Old) =>
      `${quotedList(configurations)} ${describe(configurations)} a residual encoder in the keys of nnU-Net before 2.3. The nnU-Net in use is ${nnunet}: releases from 2.3 to 2.4.2 convert that wrongly and stop.`,
  },
  *check(file, { nnunet, installation }) {
    if (file.place === 'embedded') return;
    const isCurrent = ({ configuration }: PlansConfiguration) => configuration.has('architecture');
    const current = file.configurations.filter(isCurrent).map(({ configuration }) => configuration.name);
    if (nnunet !== undefined && current.length > 0 && admitsBelow(nnunet, [2, 3, 0])) {
      const remedy = 'Use nnU-Net 2.3 or later, or plan the dataset with the release that is used.';
      yield { message: 'tooNew', at: '/configurations', data: { configurations: current, nnunet }, remedy };
    }
    const legacy = file.configurations.filter(
      ({ configuration }) =>
        !configuration.has('architecture') &&
        configuration.inheritanceProblem === undefined &&
        isReached(file, configuration.pointer) &&
        legacyArchitectureKeys.some((key) => configuration.has(key)),
    );
    const complete: string[] = [];
    // What a fork keeps in these keys, nnU-Net does not convert: plans/network-known tells.
    for (const subject of legacy) {
      const { configuration } = subject;
      const keys = problemsAbout('legacy keys', subject, installation).map(({ data }) => String(data['key'] ?? ''));
      const className = text(configuration.get('UNet_class_name'));
      if (keys.length === 0) {
        if (className !== undefined && isOwn(className)) complete.push(configuration.name);
      } else if (className === undefined || isOwn(className) || judgeNetworkClass(className).kind === 'near miss') {
        yield { message: 'incomplete', at: configuration.pointer, data: { configuration: configuration.name, keys } };
      }
    }
    const residual = complete.filter(
      (name) => file.plans.configuration(name)?.get('UNet_class_name') === 'ResidualEncoderUNet',
    );
    const isBetween = nnunet !== undefined && admitsBelow(nnunet, [2, 5, 0]) && !admitsBelow(nnunet, [2, 3, 0]);
    if (isBetween && residual.length > 0) {
      const remedy = 'Use nnU-Net 2.5 or later, or the release that planned them.';
      yield { message: 'convertedWrongly', at: '/configurations', data: { configurations: residual, nnunet }, remedy };
    }
    // Before 2.3 there was nothing to convert.
    const isNative = installation?.release !== undefined && admitsBelow(installation.release, [2, 3, 0]);
    if (complete.length > 0 && !isNative) {
      const remedy = 'Nothing needs to be done.';
      yield { message: 'legacy', at: '/configurations', data: { configurations: complete }, remedy };
    }
  },
});

/** What forks keep in these keys is theirs to know. */
function isOwn(className: string): boolean {
  return className === 'PlainConvUNet' || className === 'ResidualEncoderUNet';
}

function describe({ length }: readonly string[]): string {
  return length === 1 ? 'describes' : 'describe';
}
