import { defineRule } from '../../src/engine/rule.js';
import { judgeName } from '../../src/nnunet/installation/judge-name.js';
import { meantName, whyNotUsable } from '../../src/nnunet/installation/name-words.js';
import { leftToTrainer, problemsAbout } from '../../src/nnunet/network/judge-network.js';
import { resamplingFaults } from '../../src/nnunet/plans/resampling-faults.js';
import { isRead } from '../../src/nnunet/plans/uses.js';
import { text } from '../../src/nnunet/values/numbers.js';
import { inQuotes, quoted } from '../../src/nnunet/words/wording.js';

interface Says {
  readonly problem: string;
  readonly says: string;
}

interface Argument {
  readonly name: string;
  readonly function: string;
}

interface Value extends Argument {
  readonly found: string;
  readonly expected: string;
}

const late = 'nnUNetv2_train runs all epochs and stops in the final validation';

/** transpose_backward fails as late, and has a rule of its own. */
export const lateFailure = defineRule({
  id: 'plans/late-failure',
  subject: 'configuration',
  severity: 'error',
  severities: { foreign: 'info', valueSometimes: 'warning' },
  since: '0.1.0',
  summary: 'Nothing in the plans fails only after the last epoch.',
  why: `Training reads only a part of the plans. nnU-Net reads what it needs to write segmentations for the first time in the final validation, days later: \`resampling_fn_probabilities\` and its arguments. A
network whose output has another size than its input fails there, too. The trained weights are saved by then. Once the plans are corrected, repeat the validation with \`--val\`.`,
  remedy: 'Correct it before training. If the training is done, correct it and repeat the validation with --val.',
  sources: [
    'nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py: perform_actual_validation',
    'nnunetv2/inference/export_prediction.py',
    'nnunetv2/inference/predict_from_raw_data.py',
  ],
  examples: [
    {
      title: 'A typing error where nobody looks before the end',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/resampling_fn_probabilities',
          to: 'resample_data_or_seg_to_shapes',
        },
      ],
      reports: 'unusable',
    },
  ],
  messages: {
    network: ({ says }: Says) => says,
    unusable: ({ why }: { readonly why: string }) => `Resampling of predictions: ${why}. ${late}.`,
    foreign: ({ name }: { readonly name: string }) =>
      `Predictions are resampled by "${name}", which does not come with nnU-Net. Without the code that has it, ${late}.`,
    argument: ({ name, function: called }: Argument) =>
      `${called} takes no argument "${name}", but resampling_fn_probabilities_kwargs has it. ${late}.`,
    givenTwice: ({ name, function: called }: Argument) =>
      `nnU-Net itself passes "${name}" to ${called}, and resampling_fn_probabilities_kwargs has it too. ${late}.`,
    value: ({ name, function: called, found, expected }: Value) =>
      `"${name}" of ${called} is ${found} where ${expected} is expected. ${late}.`,
    valueSometimes: ({ name, function: called, found, expected }: Value) =>
      `"${name}" of ${called} is ${found} where ${expected} is expected. nnU-Net stops, after all epochs or in prediction, as soon as a prediction needs resampling.`,
  },
  *check(subject, context) {
    const untold = leftToTrainer('late', subject, context.installation);
    if (untold !== undefined) yield { notChecked: untold, leavesOpen: true };
    const { configuration, plansFile } = subject;
    for (const { pointer: at, code, message: says } of problemsAbout('late', subject, context.installation)) {
      yield { message: 'network', at, data: { problem: code, says } };
    }
    const name = text(configuration.get('resampling_fn_probabilities'));
    if (!isRead(plansFile, ['predict']) || name === undefined) return;
    const judgement = judgeName('resampling function', name, context);
    const why = whyNotUsable('resampling function', name, judgement);
    const at = configuration.at('resampling_fn_probabilities');
    if (judgement.kind === 'foreign') {
      const remedy = 'Use the code that has it, and list it in knownClasses of the config.';
      yield { message: 'foreign', at, data: { name }, remedy };
    }
    if (why !== undefined) {
      const meant = meantName(judgement);
      yield {
        message: 'unusable',
        at,
        data: { why },
        ...(meant === undefined
          ? {}
          : {
              remedy: `Write ${inQuotes(meant)}.`,
              fix: { edits: [{ document: plansFile.document, pointer: at, value: meant }], isSafe: true },
            }),
      };
    }
    for (const { fault, functionName, at } of resamplingFaults('probabilities', subject)) {
      const argument = { name: fault.name, function: functionName };
      if (fault.kind === 'unknown') yield { message: 'argument', at, data: argument };
      else if (fault.kind === 'given twice') yield { message: 'givenTwice', at, data: argument };
      else {
        const found = plansFile.document.numberText(at) ?? quoted(fault.found);
        const finding = { at, data: { ...argument, found, expected: fault.expected } };
        // Which cases are predicted depends on the fold: sure only where all of them are resampled.
        yield fault.used === 'all' ? { message: 'value', ...finding } : { message: 'valueSometimes', ...finding };
      }
    }
  },
});
