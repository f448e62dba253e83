import { defineRule } from '../../src/engine/rule.js';
import { isObject, member } from '../../src/io/json/value.js';
import {
  exchangedNames,
  channelNames as namesIn,
  planningChannelKey,
  trainingChannelKey,
  trainingChannels,
} from '../../src/nnunet/dataset/channels.js';
import { copiesToJudge, inBoth } from '../../src/nnunet/dataset/dataset-copies.js';
import { pythonLength } from '../../src/nnunet/values/python-builtins.js';
import { nearMiss } from '../../src/nnunet/words/near-miss.js';
import { counted, inQuotes, quoted } from '../../src/nnunet/words/wording.js';

/** Training counts `modality` where it stands, planning reads `channel_names` where it stands (utilities/label_handling/label_handling.py). */
export const channelNames = defineRule({
  id: 'dataset/channel-names',
  subject: 'dataset',
  severity: 'error',
  severities: { exchanged: 'warning', oldName: 'warning' },
  since: '0.1.0',
  summary: 'A dataset.json names the input channels once, under "channel_names".',
  why: `The network has one input channel for each entry of \`channel_names\`. nnU-Net v1 called this key \`modality\`, and v2 still reads it. If both are there, training
counts \`modality\`, but planning and preprocessing use \`channel_names\`.`,
  remedy: 'Write "channel_names" with one entry per channel, such as {"0": "CT"}, and remove "modality".',
  sources: [
    'nnunetv2/utilities/label_handling/label_handling.py: determine_num_input_channels',
    'nnunetv2/experiment_planning/experiment_planners/default_experiment_planner.py',
    'nnunetv2/experiment_planning/verify_dataset_integrity.py',
  ],
  examples: [
    {
      title: 'A letter too many',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json',
          replace: '"channel_names"',
          by: '"channels_names"',
        },
      ],
      reports: 'missing',
    },
    {
      title: 'A forgotten modality beside channel_names',
      changes: [{ file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json', set: '/modality', to: null }],
      reports: 'uncountable',
    },
  ],
  messages: {
    missing: ({ file, instead }: { file: string; instead: string | undefined }) =>
      `${file} has no "channel_names"${instead === undefined ? '' : `, but "${instead}", which nnU-Net does not know`}. nnU-Net stops when it counts the input channels of the network.`,
    uncountable: ({ file, key, found }: { file: string; key: string; found: string }) =>
      `"${key}" of ${file} is ${found}, where an entry for each channel is expected. nnUNetv2_train stops when it counts the input channels of the network.`,
    none: ({ file, key }: { file: string; key: string }) =>
      `"${key}" of ${file} is empty: nnUNetv2_train builds a network without input channels and stops at the first batch.`,
    disagree: ({ file, modality, names }: { file: string; modality: number; names: number }) =>
      `${file} counts ${counted(names, 'channel')} under "channel_names" and ${modality} under "modality", the name of nnU-Net v1. Training takes ${modality}, planning and preprocessing ${names}.`,
    exchanged: ({ file, key }: { file: string; key: string }) =>
      `In "${key}" of ${file} names and numbers are exchanged; nnU-Net expects {"0": "CT"}. nnUNetv2_plan_experiment takes the number for the name of the channel and does not normalize CT images as CT.`,
    oldName: ({ file }: { file: string }) =>
      `${file} names its channels under "modality", as nnU-Net v1 did. nnU-Net still reads it, but the integrity check needs "channel_names".`,
  },
  *check({ datasetJson, rawDatasetJson }) {
    const planned = rawDatasetJson?.value === undefined ? datasetJson : rawDatasetJson;
    const meant = exchangedNames(planned.value);
    // Numbers in place of names stop planning, which dataset/schema tells; texts do not.
    if (meant !== undefined && namesIn(planned.value) !== undefined) {
      const key = planningChannelKey(planned.value) ?? '';
      const place = { document: planned, pointer: `/${key}` };
      yield {
        message: 'exchanged',
        at: place,
        data: { file: planned === datasetJson ? 'dataset.json' : 'dataset.json of the raw folder', key },
        remedy: `Write ${JSON.stringify(meant)}, then plan and preprocess again what was planned with it.`,
        fix: { edits: [{ ...place, value: meant }], isSafe: false },
      };
    }
    for (const copy of copiesToJudge(datasetJson, rawDatasetJson, ['channel_names', 'modality'])) {
      const { document, file, isRaw } = copy;
      if (!isObject(document.value)) continue;
      const key = isRaw ? planningChannelKey(document.value) : trainingChannelKey(document.value);
      if (key === undefined) {
        const known = ['channel_names', 'modality'];
        const instead = Object.keys(document.value).find((name) => nearMiss(name, known) !== undefined);
        yield {
          message: 'missing',
          at: { document, pointer: '' },
          about: inBoth(copy, '/channel_names'),
          data: { file, instead },
          ...(instead === undefined ? {} : { remedy: `Write "channel_names" in place of ${inQuotes(instead)}.` }),
        };
        continue;
      }
      const at = { document, pointer: `/${key}` };
      const about = inBoth(copy, at.pointer);
      const names = member(document.value, 'channel_names');
      if (names === undefined) yield { message: 'oldName', at, about, data: { file } };
      // What planning makes of the raw copy's types is told by dataset/schema.
      if (isRaw) continue;
      const count = trainingChannels(document.value);
      const named = pythonLength(names);
      if (count === undefined) {
        yield { message: 'uncountable', at, about, data: { file, key, found: quoted(member(document.value, key)) } };
      } else if (count === 0) yield { message: 'none', at, about, data: { file, key } };
      else if (named !== undefined && named !== count)
        yield { message: 'disagree', at, about, data: { file, modality: count, names: named } };
    }
  },
});
