import { defineRule } from '../../src/engine/rule.js';
import { argumentMistakes } from '../../src/nnunet/network/argument-mistakes.js';
import { leftToTrainer, problemsAbout } from '../../src/nnunet/network/judge-network.js';
import { resamplingFaults } from '../../src/nnunet/plans/resampling-faults.js';
import { isRead } from '../../src/nnunet/plans/uses.js';
import { inQuotes, quoted, quotedList } from '../../src/nnunet/words/wording.js';

interface Says {
  readonly problem: string;
  readonly says: string;
  /** Arguments of which the same is true. */
  readonly also: readonly string[];
}

interface Argument {
  readonly name: string;
  readonly function: string;
}

interface Value extends Argument {
  readonly found: string;
  readonly expected: string;
}

/** Everywhere else in plans a key of one's own is harmless; these are handed to Python as keyword arguments. */
export const knownArguments = defineRule({
  id: 'plans/known-arguments',
  subject: 'configuration',
  severity: 'error',
  severities: { valueUnused: 'warning' },
  since: '0.1.0',
  summary: 'The network and the resampling functions take the arguments that the plans give.',
  why: `nnU-Net passes \`arch_kwargs\`, \`norm_op_kwargs\` and the like, and \`resampling_fn_…_kwargs\` to Python functions as they are. A comment, a misspelt key or an argument of another class stops nnU-Net with
"unexpected keyword argument": when it builds the network, or when it resamples the first image.`,
  remedy: 'Correct the name or remove the argument. If the network of a fork takes it, use the nnU-Net of that fork.',
  sources: [
    'nnunetv2/utilities/get_network_from_plans.py',
    'nnunetv2/utilities/plans_handling/plans_handler.py: resampling_fn_data',
    'nnunetv2/preprocessing/resampling/default_resampling.py',
  ],
  examples: [
    {
      title: 'A comment among the arguments of the network',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/architecture/arch_kwargs/_comment',
          to: 'as in the paper',
        },
      ],
      reports: 'network',
    },
    {
      title: 'A misspelt argument of the resampling',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/resampling_fn_seg_kwargs/order_Z',
          to: 1,
        },
      ],
      reports: 'resampling',
    },
  ],
  messages: {
    network: ({ says, also }: Says) => (also.length === 0 ? says : `${says} The same goes for ${quotedList(also)}.`),
    resampling: ({ name, function: called }: Argument) =>
      `${called} takes no argument "${name}". nnUNetv2_preprocess and nnUNetv2_predict stop when they resample the first image.`,
    givenTwice: ({ name, function: called }: Argument) =>
      `nnU-Net itself passes "${name}" to ${called}, and the plans give it too. nnUNetv2_preprocess and nnUNetv2_predict stop when they resample the first image.`,
    value: ({ name, function: called, found, expected }: Value) =>
      `"${name}" of ${called} is ${found} where ${expected} is expected. nnUNetv2_preprocess and nnUNetv2_predict stop at the first image that they resample.`,
    valueUnused: ({ name, function: called, found, expected }: Value) =>
      `"${name}" of ${called} is ${found} where ${expected} is expected. No case of this dataset needs it; nnU-Net stops at the first image that does.`,
  },
  *check(subject, { installation }) {
    const untold = leftToTrainer('arguments', subject, installation);
    if (untold !== undefined) yield { notChecked: untold, leavesOpen: true };
    const { document } = subject.plansFile;
    const renamed = (at: string, key: string) => ({ fix: { edits: [{ document, pointer: at, key }], isSafe: true } });
    for (const { problem, meant, also } of argumentMistakes(
      problemsAbout('arguments', subject, installation),
      subject.configuration,
    )) {
      const isMissing = problem.code === 'argument-missing';
      const remedy =
        meant !== undefined
          ? { remedy: `Write ${inQuotes(meant)}.`, ...renamed(problem.pointer, meant) }
          : isMissing
            ? { remedy: 'Add the argument. nnUNetv2_plan_experiment writes plans that have all of them.' }
            : {};
      yield {
        message: 'network',
        at: problem.pointer,
        data: { problem: problem.code, says: problem.message, also },
        ...remedy,
      };
    }
    const { plansFile } = subject;
    if (!isRead(plansFile, ['predict'])) return;
    for (const kind of ['data', 'seg'] as const) {
      for (const { fault, functionName, at } of resamplingFaults(kind, subject)) {
        const argument = { name: fault.name, function: functionName };
        if (fault.kind === 'unknown') {
          const remedy =
            fault.meant === undefined ? {} : { remedy: `Write ${inQuotes(fault.meant)}.`, ...renamed(at, fault.meant) };
          yield { message: 'resampling', at, data: argument, ...remedy };
        } else if (fault.kind === 'given twice') yield { message: 'givenTwice', at, data: argument };
        else {
          const found = plansFile.document.numberText(at) ?? quoted(fault.found);
          const finding = {
            at,
            data: { ...argument, found, expected: fault.expected },
            remedy: `Write ${fault.expected}.`,
          };
          // Preprocessing takes every case: one that is resampled is enough.
          yield fault.used === 'none' ? { message: 'valueUnused', ...finding } : { message: 'value', ...finding };
        }
      }
    }
  },
});
