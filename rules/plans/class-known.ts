import { defineRule, type RuleContext } from '../../src/engine/rule.js';
import { knownClass } from '../../src/nnunet/installation/class-names.js';
import { judgeName } from '../../src/nnunet/installation/judge-name.js';
import { meantName, whyNotUsable } from '../../src/nnunet/installation/name-words.js';
import { classUsesOfConfiguration, classUsesOfPlans } from '../../src/nnunet/plans/class-uses.js';
import { atStart, placeName } from '../../src/nnunet/plans/place-names.js';
import { isReached, isRead } from '../../src/nnunet/plans/uses.js';
import { admitsBelow, versionOf } from '../../src/nnunet/values/version-range.js';
import { inQuotes } from '../../src/nnunet/words/wording.js';
import { describePlansPlace } from '../../src/schema/plans-words.js';
import type { PlansFile } from '../../src/workspace/subjects.js';

interface Unusable {
  readonly place: string;
  readonly why: string;
  readonly consequence: string;
}

interface Foreign {
  readonly place: string;
  readonly name: string;
  readonly consequence: string;
}

interface TooNew extends Omit<Foreign, 'consequence'> {
  readonly since: string;
  readonly nnunet: string;
}

/** Classes in the architecture have a rule of their own (plans/network-known), normalization too (plans/normalization-known). */
export const classKnown = defineRule({
  id: 'plans/class-known',
  subject: 'plans',
  severity: 'error',
  severities: { foreign: 'info', tooNew: 'warning' },
  since: '0.1.0',
  summary:
    'Reader, label manager, preprocessor and resampling functions come with nnU-Net or are listed in knownClasses.',
  topic: 'classes',
  yieldsTo: [
    { to: ['transfer/resampling-match', 'transfer/edited-after-transfer'], messages: ['foreign'], same: 'place' },
  ],
  why: `Plans name classes and functions. nnU-Net looks up each one when it needs it, by exactly that name. Some lookups fail with a clear message, others only when nnU-Net calls the result, \`None\`.

Forks have their own classes, so nnplans only notes a foreign name. A mistyped name, the name of something else, or one that no Python class can have is an error.`,
  remedy: 'Correct the name. If your nnU-Net has this class, list it in knownClasses of the config.',
  sources: [
    'nnunetv2/utilities/find_class_by_name.py',
    'nnunetv2/imageio/reader_writer_registry.py',
    'nnunetv2/preprocessing/resampling/utils.py',
    'nnunetv2/utilities/label_handling/label_handling.py: get_labelmanager_class_from_plans',
  ],
  examples: [
    {
      title: 'A typing error in the reader',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/image_reader_writer',
          to: 'SimpleItkIO',
        },
      ],
      reports: 'unusable',
    },
    {
      title: "A fork's own preprocessor",
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/preprocessor_name',
          to: 'VesselPreprocessor',
        },
      ],
      reports: 'foreign',
    },
  ],
  messages: {
    unusable: ({ place, why, consequence }: Unusable) => `${atStart(place)}: ${why}. ${consequence}`,
    foreign: ({ place, name, consequence }: Foreign) =>
      `${atStart(place)} is "${name}", which does not come with nnU-Net. Without the code that has it: ${consequence}`,
    tooNew: ({ place, name, since, nnunet }: TooNew) =>
      `${atStart(place)} is "${name}", which came with nnU-Net ${since}. The nnU-Net in use is ${nnunet}.`,
  },
  *check(file, context: RuleContext) {
    const { nnunet, installation } = context;
    for (const { kind, name, at } of namesIn(file)) {
      const since = nnunet === undefined || installation !== undefined ? undefined : knownClass(kind, name)?.since;
      if (since !== undefined && nnunet !== undefined && admitsBelow(nnunet, versionOf(since))) {
        const remedy = `Use nnU-Net ${since} or later, or plan the dataset with the release that is used.`;
        yield { message: 'tooNew', at, data: { place: placeName(at), name, since, nnunet }, remedy };
      }
      const judgement = judgeName(kind, name, context);
      const why = whyNotUsable(kind, name, judgement);
      if (judgement.kind !== 'foreign' && why === undefined) continue;
      const { consequence, readBy } = describePlansPlace(at);
      if (!isRead(file, readBy)) continue;
      const place = placeName(at);
      if (judgement.kind === 'foreign') yield { message: 'foreign', at, data: { place, name, consequence } };
      if (why === undefined) continue;
      const meant = meantName(judgement);
      const remedy =
        meant === undefined
          ? {}
          : {
              remedy: `Write ${inQuotes(meant)}.`,
              fix: { edits: [{ document: file.document, pointer: at, value: meant }], isSafe: true },
            };
      yield { message: 'unusable', at, data: { place, why, consequence }, ...remedy };
    }
  },
});

/** Resampling of probabilities is the business of plans/late-failure. */
function namesIn(file: PlansFile) {
  const configurations = file.configurations.filter(({ configuration }) => isReached(file, configuration.pointer));
  return [
    ...classUsesOfPlans(file.plans),
    ...configurations.flatMap(({ configuration }) => classUsesOfConfiguration(configuration)),
  ].filter(({ key }) => key !== 'resampling_fn_probabilities');
}
