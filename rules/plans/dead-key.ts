import { defineRule } from '../../src/engine/rule.js';
import { pointer } from '../../src/io/json/value.js';
import { deadKeys, unreadTopLevelKeys } from '../../src/nnunet/plans/dead-keys.js';
import { inQuotes, quotedList } from '../../src/nnunet/words/wording.js';

interface Keys {
  readonly configuration: string;
  readonly keys: readonly string[];
}

interface Mistyped {
  readonly configuration: string;
  readonly key: string;
  readonly meant: string;
}

/** Keys of a configuration that data do not depend on. */
const withoutData = new Set(['batch_size', 'patch_size', 'batch_dice', 'previous_stage', 'next_stage']);

export const deadKey = defineRule({
  id: 'plans/dead-key',
  subject: 'plans',
  severity: 'warning',
  severities: { unread: 'info', unreadAtTop: 'info' },
  since: '0.1.0',
  summary: 'nnU-Net reads every key of the plans.',
  why: `nnU-Net ignores keys that it does not know, and does not tell you. It ignores the keys that described the network before 2.3, such as \`UNet_base_num_features\`, if a configuration has, or inherits, an \`architecture\`.
Even an example in nnU-Net's documentation still uses them. A misspelt key in a configuration that inherits the right one changes nothing.`,
  remedy: 'Write it where nnU-Net reads it, or remove it.',
  sources: ['nnunetv2/utilities/plans_handling/plans_handler.py', 'https://github.com/MIC-DKFZ/nnUNet/issues/2830'],
  examples: [
    {
      title: 'The number of features, as the documentation shows it',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres_wide',
          to: { inherits_from: '3d_fullres', UNet_base_num_features: 64 },
        },
      ],
      reports: 'legacy',
    },
    {
      title: 'A misspelt key',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres_bs8',
          to: { inherits_from: '3d_fullres', batchsize: 8 },
        },
      ],
      reports: 'mistyped',
    },
  ],
  messages: {
    legacy: ({ configuration, keys }: Keys) =>
      `${quotedList(keys)} of "${configuration}" ${keys.length === 1 ? 'has' : 'have'} no effect: the configuration has an "architecture", and nnU-Net reads the network only from there.`,
    mistyped: ({ configuration, key, meant }: Mistyped) =>
      `"${key}" of "${configuration}" has no effect: nnU-Net reads "${meant}", which "${configuration}" inherits.`,
    unread: ({ configuration, keys }: Keys) => `nnU-Net does not read ${quotedList(keys)} of "${configuration}".`,
    unreadAtTop: ({ keys }: Pick<Keys, 'keys'>) => `nnU-Net does not read ${quotedList(keys)} of the plans.`,
  },
  *check({ plans, place, document }) {
    if (place === 'embedded') return;
    if (place === 'model') {
      const hasAny = plans.configurations.some((configuration) => {
        const { legacy, mistyped, unread } = deadKeys(configuration);
        return legacy.length + mistyped.length + unread.length > 0;
      });
      if (hasAny || unreadTopLevelKeys(plans).length > 0) {
        yield {
          notChecked:
            'the model is trained: nnplans looks for keys that nothing reads in the plans that it was trained with',
        };
      }
      return;
    }
    for (const configuration of plans.configurations) {
      const { legacy, mistyped, unread } = deadKeys(configuration);
      const { name } = configuration;
      if (legacy.length > 0) {
        yield {
          message: 'legacy',
          at: pointer('configurations', name, legacy[0] ?? ''),
          data: { configuration: name, keys: legacy },
        };
      }
      for (const { key, meant } of mistyped) {
        const at = pointer('configurations', name, key);
        yield {
          message: 'mistyped',
          at,
          data: { configuration: name, key, meant },
          remedy: `Write ${inQuotes(meant)}.`,
          fix: { edits: [{ document, pointer: at, key: meant }], isSafe: withoutData.has(meant) },
        };
      }
      if (unread.length > 0)
        yield { message: 'unread', at: configuration.pointer, data: { configuration: name, keys: unread } };
    }
    const keys = unreadTopLevelKeys(plans);
    if (keys.length > 0) yield { message: 'unreadAtTop', at: pointer(keys[0] ?? ''), data: { keys } };
  },
});
