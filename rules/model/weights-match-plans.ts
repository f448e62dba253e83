import { defineRule } from '../../src/engine/rule.js';
import { expectedParameters } from '../../src/nnunet/network/expected-parameters.js';
import { parametersIn } from '../../src/nnunet/network/inferred-blocks.js';
import { compareStrict } from '../../src/nnunet/network/load-strictly.js';
import { networkOfTrainer } from '../../src/nnunet/network/trainer-network.js';
import { counted, quoted, sentence, shortened } from '../../src/nnunet/words/wording.js';

interface Fails {
  readonly checkpoint: string;
  readonly first: string;
  readonly others: number;
  readonly causes: readonly string[];
}

/** The predictor builds its network from plans.json and dataset.json of the model folder and loads strictly (inference/predict_from_raw_data.py). */
export const weightsMatchPlans = defineRule({
  id: 'model/weights-match-plans',
  subject: 'checkpoint',
  severity: 'error',
  since: '0.1.0',
  summary: 'The weights of a checkpoint fit the network that its model folder describes.',
  topic: 'weights',
  yieldsTo: ['model/plans-drift:prediction'],
  why: `Prediction builds the network from \`plans.json\` and \`dataset.json\` of the model folder, with the configuration and trainer that the checkpoint names. It loads the weights
strictly: no key may be missing or extra. After an edit of these files, or with weights of another program, it stops with a list of keys as long as the network.`,
  remedy:
    'Restore plans.json and dataset.json of the training from one of its checkpoints: nnplans show CHECKPOINT --extract plans, then nnplans show CHECKPOINT --extract dataset.',
  sources: ['nnunetv2/inference/predict_from_raw_data.py', 'nnunetv2/utilities/get_network_from_plans.py'],
  examples: [
    {
      title: 'plans.json of the model was edited',
      changes: [
        {
          file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json',
          set: '/configurations/3d_fullres/architecture/arch_kwargs/features_per_stage/0',
          to: 4,
        },
      ],
      reports: 'fails',
    },
  ],
  messages: {
    fails: ({ checkpoint, first, others, causes }: Fails) =>
      `The weights of ${checkpoint} do not fit the network of plans.json: ${first}${others > 0 ? `, and ${counted(others, 'more', 'more')}` : ''}. ` +
      `${causes.length > 0 ? `${causes.join(' ')} ` : ''}Prediction stops while it loads them.`,
    configuration: ({ checkpoint, configuration }: { readonly checkpoint: string; readonly configuration: string }) =>
      `${checkpoint} was trained with the configuration ${quoted(configuration)}, which plans.json of the model folder does not have. Prediction stops there.`,
  },
  *check({ content, model, nameInModel: checkpoint }, { knownClasses, installation }) {
    const found = content.checkpoint;
    const name = found?.initArguments?.configuration;
    if (
      model === undefined ||
      found?.kind !== 'nnunet' ||
      name === undefined ||
      model.plansFile.document.value === undefined
    )
      return;
    const configuration = model.plansFile.plans.configuration(name);
    if (configuration === undefined) {
      if (model.plansFile.plans.get('configurations') !== undefined)
        yield {
          message: 'configuration',
          at: { document: model.plansFile.document, pointer: '/configurations' },
          data: { checkpoint, configuration: name },
        };
      return;
    }
    const trainer = networkOfTrainer(found.trainerName ?? 'nnUNetTrainer', installation);
    const expected = expectedParameters(configuration, model.datasetJson.value, trainer);
    if (expected.parameters === undefined) {
      if (!knownClasses.has(found.trainerName ?? '')) yield { notChecked: expected.reason, leavesOpen: true };
      return;
    }
    const stored = parametersIn(found.tensors);
    const { loads, missing, unexpected, mismatched, causes } = compareStrict(expected.parameters, stored);
    if (loads) return;
    if (trainer.kind === 'of the plans' && trainer.isAssumed) {
      // The weights themselves tell that it does not build what most trainers build.
      if (!knownClasses.has(trainer.trainer)) {
        yield {
          notChecked: `${trainer.trainer} does not come with nnU-Net and built another network than the plans describe`,
        };
      }
      return;
    }
    const notTensors = found.nonTensors.length;
    const failures = [
      ...mismatched.map(
        ({ name: key, expected: wanted, found: has }) =>
          `size mismatch for ${key}: ${shapeText(has)} in the checkpoint, ${shapeText(wanted)} in the network`,
      ),
      ...missing.map((key) => `missing key ${key}`),
      ...unexpected.map((key) => `unexpected key ${shortened(key, 80)}`),
    ];
    const data = {
      checkpoint,
      first: failures[0] ?? counted(notTensors, 'entry that is no tensor', 'entries that are no tensors'),
      others: Math.max(0, failures.length - 1),
      causes: causes.map(({ message }) => sentence(message)),
    };
    yield { message: 'fails', at: { document: model.plansFile.document, pointer: configuration.pointer }, data };
  },
});

function shapeText(shape: readonly number[] | undefined): string {
  return `(${(shape ?? []).join(', ')})`;
}
