import { defineRule } from '../../src/engine/rule.js';
import { isObject, member } from '../../src/io/json/value.js';
import { architectureKeys, cycleOf } from '../../src/nnunet/plans/inheritance.js';
import { nearMiss } from '../../src/nnunet/words/near-miss.js';
import { inQuotes, quoted, quotedList } from '../../src/nnunet/words/wording.js';

interface UnknownParent {
  readonly configuration: string;
  readonly parent: string;
  readonly known: readonly string[];
}

interface Partial {
  readonly configuration: string;
  readonly missing: readonly string[];
}

/** A child's value replaces the parent's whole: `dict.update` does not look inside. */
export const inheritance = defineRule({
  id: 'plans/inheritance',
  subject: 'configuration',
  severity: 'error',
  since: '0.1.0',
  summary:
    'Configurations inherit from configurations that exist, not in a circle, and replace an architecture only as a whole.',
  why: `\`inherits_from\` names another configuration of the same file. nnU-Net follows these names first, and stops if one does not exist or leads back to where it came from.
The merge is shallow: a child that has \`architecture\` with one key replaces the parent's whole block. nnU-Net then misses the other keys.`,
  remedy: 'Correct the name in inherits_from, or copy what is missing from the parent.',
  sources: ['nnunetv2/utilities/plans_handling/plans_handler.py: _internal_resolve_configuration_inheritance'],
  examples: [
    {
      title: 'A typing error in the name of the parent',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres_bs4',
          to: { inherits_from: '3d_fulres', batch_size: 4 },
        },
      ],
      reports: 'unknownParent',
    },
    {
      title: 'Only the number of features was to be changed',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres_wide',
          to: { inherits_from: '3d_fullres', architecture: { arch_kwargs: { features_per_stage: [4, 8, 16] } } },
        },
      ],
      reports: 'partialArchitecture',
    },
  ],
  messages: {
    unknownParent: ({ configuration, parent, known }: UnknownParent) =>
      `Configuration "${configuration}" inherits from ${parent}; the configurations of this file are ${quotedList(known)}. nnU-Net stops when it is asked for "${configuration}".`,
    cycle: ({ configurations }: { readonly configurations: readonly string[] }) =>
      `${quotedList(configurations)} inherit from one another in a circle. nnU-Net stops when it is asked for any of them.`,
    partialArchitecture: ({ configuration, missing }: Partial) =>
      `Configuration "${configuration}" has an "architecture" without ${quotedList(missing)}. It replaces the inherited architecture as a whole, so nnU-Net stops when it builds the network.`,
  },
  *check({ configuration, plansFile: { plans, place, document } }) {
    if (place === 'embedded') return;
    const problem = configuration.inheritanceProblem;
    const fault = problem === undefined ? undefined : plans.configuration(problem.configuration);
    if (problem?.kind === 'cycle') {
      const configurations = cycleOf(configuration);
      const at = plans.configuration(configurations[0] ?? '')?.at('inherits_from');
      yield { message: 'cycle', ...(at === undefined ? {} : { at }), data: { configurations } };
    } else if (problem?.kind === 'unknown-parent' && fault !== undefined) {
      const { parent, configuration: name } = problem;
      const known = plans.configurationNames;
      const meant = typeof parent === 'string' ? nearMiss(parent, known) : undefined;
      yield {
        message: 'unknownParent',
        at: fault.at('inherits_from'),
        data: { configuration: name, parent: quoted(parent), known },
        ...(meant === undefined
          ? {}
          : {
              remedy: `Write ${inQuotes(meant)}.`,
              fix: { edits: [{ document, pointer: fault.at('inherits_from'), value: meant }], isSafe: true },
            }),
      };
    }
    if (problem?.kind === 'too-deep') {
      const levels = problem.lineage.length - 1;
      yield {
        notChecked: `it inherits over more than ${levels} levels, and was not followed further`,
        leavesOpen: true,
      };
    }
    const owner = configuration.writtenIn('architecture');
    const architecture = configuration.get('architecture');
    if (problem !== undefined || !isObject(architecture)) return;
    const missing = architectureKeys.filter((key) => member(architecture, key) === undefined);
    const ancestors = plans.configuration(owner)?.lineage.slice(1) ?? [];
    if (missing.length === 0 || !ancestors.some((name) => plans.configuration(name)?.has('architecture'))) return;
    yield {
      message: 'partialArchitecture',
      at: configuration.at('architecture'),
      data: { configuration: owner, missing },
    };
  },
});
