import { defineRule, type RuleContext } from '../../src/engine/rule.js';
import { valueAt } from '../../src/io/json/value.js';
import { overrideIn, overrideText } from '../../src/nnunet/installation/trainer-overrides.js';
import { isOfLoss, judgeNetwork, problemsAbout } from '../../src/nnunet/network/judge-network.js';
import { judgeNetworkClass } from '../../src/nnunet/network/judge-network-class.js';
import { meantOperators } from '../../src/nnunet/network/meant-operator.js';
import { networkOfTrainer } from '../../src/nnunet/network/trainer-network.js';
import { unsuitableOperators } from '../../src/nnunet/network/unsuitable-operator.js';
import { quoted, quotedList } from '../../src/nnunet/words/wording.js';

interface Says {
  readonly problem: string;
  readonly says: string;
}

interface Name {
  readonly name: string;
}

interface Argument extends Name {
  readonly argument: string;
}

export const networkKnown = defineRule({
  id: 'plans/network-known',
  subject: 'configuration',
  severity: 'error',
  severities: { foreign: 'info', foreignLegacy: 'info', foreignOperator: 'info', noDropout: 'warning' },
  since: '0.1.0',
  summary: 'The network, its convolution, normalization, nonlinearity and dropout are classes that Python finds.',
  topic: 'network',
  yieldsTo: [{ to: 'transfer/edited-after-transfer', messages: ['foreign', 'foreignOperator'], same: 'place' }],
  why: `nnU-Net looks up dotted names in the architecture with \`pydoc.locate\`, which returns \`None\` for a name that does not exist. If it does not find the network or convolution, nnU-Net stops. If it does not find the **normalization
or nonlinearity, the network trains without it, and nnU-Net does not tell you**. A bare \`InstanceNorm3d\` or a blank at the end of a name is enough. Forks have their own networks, so nnplans only notes a foreign class.`,
  remedy:
    'Write the full dotted name, such as torch.nn.modules.instancenorm.InstanceNorm3d. If it is your own class, list it in knownClasses of the config.',
  sources: [
    'nnunetv2/utilities/get_network_from_plans.py',
    'dynamic_network_architectures/building_blocks/simple_conv_blocks.py',
  ],
  examples: [
    {
      title: 'The normalization lost its module',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/architecture/arch_kwargs/norm_op',
          to: 'InstanceNorm3d',
        },
      ],
      reports: 'silentlyNothing',
    },
    {
      title: 'A typing error in the network class',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/architecture/network_class_name',
          to: 'dynamic_network_architectures.architectures.unet.PlainConvUnet',
        },
      ],
      reports: 'mistyped',
    },
    {
      title: 'The network of a fork',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/architecture/network_class_name',
          to: 'vesselnet.VesselUNet',
        },
      ],
      reports: 'foreign',
    },
  ],
  messages: {
    mistyped: ({ name }: Name) => `There is no network class ${name} in nnU-Net. It stops when it builds the network.`,
    noNetwork: ({ name }: Name) =>
      `The network class is ${name}, which is no network. nnU-Net stops when it builds it.`,
    foreign: ({ name }: Name) =>
      `The network class ${name} does not come with nnU-Net. Without the code that has it, nnU-Net stops when it builds the network.`,
    missing: ({ name, installation }: Name & { readonly installation: string }) =>
      `There is no network class ${name} in ${installation}, nor in the packages beside it. nnU-Net stops with "Network class could not be found".`,
    foreignLegacy: ({ name }: Name) =>
      `nnU-Net does not convert the network class ${name} from the keys before 2.3, only PlainConvUNet and ResidualEncoderUNet. Without the fork that wrote the plans, nnU-Net stops when it reads the configuration.`,
    otherArguments: ({ name }: Name) =>
      `The network class ${name} does not take the arguments of a U-Net, which arch_kwargs has. nnU-Net stops when it builds the network.`,
    unusable: ({ says }: Says) => says,
    silentlyNothing: ({ argument, name }: Argument) =>
      `"${argument}" names ${name}, which does not exist. nnU-Net builds the network without it and does not tell you.`,
    noDropout: ({ argument, name }: Argument) =>
      `"${argument}" names ${name}, which does not exist. nnU-Net builds the network without dropout and does not tell you.`,
    isFunction: ({ argument, name }: Argument) =>
      `"${argument}" names ${name}, a function where a class is expected. nnU-Net stops when it builds the network.`,
    otherLayer: ({ argument, name }: Argument) =>
      `"${argument}" names ${name}, a layer that takes other arguments than nnU-Net gives it. nnU-Net stops when it builds the network.`,
    foreignOperator: ({ argument, name }: Argument) =>
      `"${argument}" names ${name}, which comes neither with torch.nn nor with nnU-Net.`,
  },
  *check(subject, { knownClasses, installation }) {
    const { configuration, plansFile } = subject;
    const written = (pointer: string, names: readonly string[], isSafe: boolean) => {
      const [only, second] = names;
      if (only === undefined) return {};
      const remedy = `Write ${quotedList(names, 'or')}.`;
      if (second !== undefined) return { remedy };
      return { remedy, fix: { edits: [{ document: plansFile.document, pointer, value: only }], isSafe } };
    };
    const problems = problemsAbout('classes', subject, installation);
    for (const { code, data, pointer: at, message: says } of problems) {
      const path = String(data['found'] ?? '');
      const name = quoted(path);
      if (code === 'network-class-unknown' || code === 'legacy-class-unknown') {
        const judged = judgeNetworkClass(path);
        const isKnown = knownClasses.has(path) || knownClasses.has(path.split('.').at(-1) ?? '');
        if (isKnown) continue;
        const found = installation?.locateNetwork(path);
        if (code === 'network-class-unknown' && found?.kind === 'found') {
          if (found.what === 'module' || found.what === 'function') yield { message: 'noNetwork', at, data: { name } };
          continue;
        }
        if (judged.kind === 'near miss') {
          yield { message: 'mistyped', at, data: { name }, ...written(at, [judged.meant], true) };
        } else if (found?.kind === 'missing' && installation !== undefined && code === 'network-class-unknown') {
          yield { message: 'missing', at, data: { name, installation: installation.label } };
        } else if (judged.kind === 'foreign') {
          yield {
            message: code === 'legacy-class-unknown' ? 'foreignLegacy' : 'foreign',
            at,
            data: { name },
            remedy: 'Use the code that has it, and list the class in knownClasses of the config.',
          };
        } else yield { message: 'noNetwork', at, data: { name } };
        continue;
      }
      const remedy = written(at, meantOperators(String(data['argument'] ?? ''), path), true);
      yield { message: 'unusable', at, data: { problem: code, says }, ...remedy };
    }
    if (plansFile.place === 'embedded' || configuration.inheritanceProblem !== undefined) return;
    const { reading, problems: all } = judgeNetwork(configuration, plansFile.document);
    const unsuitable = unsuitableOperators(configuration);
    const isOther = reading.networkClass?.kind === 'other';
    const isInQuestion =
      isOther || [all, unsuitable, reading.unresolved, reading.foreign].some(({ length }) => length > 0);
    const reason = isInQuestion ? whyNotTold(plansFile.trainer, installation) : undefined;
    if (reason !== undefined) {
      yield { notChecked: reason };
      return;
    }
    const loss = all.some(isOfLoss) ? overrideIn(installation, plansFile.trainer, 'loss') : undefined;
    if (loss !== undefined) yield { notChecked: overrideText(plansFile.trainer ?? '', 'loss', loss) };
    if (isOther && configuration.get('architecture') !== undefined) {
      const at = configuration.at('architecture', 'network_class_name');
      yield { message: 'otherArguments', at, data: { name: quoted(reading.classPath) } };
    }
    for (const { argument, written: found, at: path } of reading.unresolved) {
      const [first = '', ...inside] = path;
      const at = configuration.at(String(first), ...inside);
      if (problems.some((problem) => problem.pointer === at)) continue;
      const finding = { at, data: { argument, name: quoted(found) } };
      // Weights that were trained without it do not load with it.
      const meant = written(at, meantOperators(argument, found), false);
      // Its arguments are rarely there either: planners write no dropout.
      const isDropout = argument === 'dropout_op';
      const remedy =
        isDropout && meant.remedy !== undefined
          ? {
              remedy: `Write null for no dropout. ${meant.remedy.replace(/\.$/, '')}, with its dropout_op_kwargs, for dropout.`,
            }
          : meant;
      const message = isDropout ? 'noDropout' : 'silentlyNothing';
      yield { message, ...finding, ...remedy };
    }
    for (const { argument, name, kind } of unsuitable) {
      const at = configuration.at('architecture', 'arch_kwargs', argument);
      if (problems.some((problem) => problem.pointer === at)) continue;
      yield {
        message: kind === 'a function' ? 'isFunction' : 'otherLayer',
        at,
        data: { argument, name: quoted(name) },
      };
    }
    for (const argument of reading.foreign) {
      const at = configuration.at('architecture', 'arch_kwargs', argument);
      const name = valueAt(plansFile.plans.value, at);
      const isTold = unsuitable.some((one) => one.argument === argument);
      if (typeof name !== 'string' || knownClasses.has(name) || isTold) continue;
      const data = { argument, name: quoted(name) };
      const found = installation?.locate(name);
      if (found?.kind === 'found' && found.what !== 'function') continue;
      if (found?.kind === 'found') yield { message: 'isFunction', at, data };
      else if (found?.kind === 'missing')
        yield { message: argument === 'dropout_op' ? 'noDropout' : 'silentlyNothing', at, data };
      else yield { message: 'foreignOperator', at, data };
    }
  },
});

/** Why the plans do not tell which network is built. */
function whyNotTold(trainer: string | undefined, installation: RuleContext['installation']): string | undefined {
  if (trainer === undefined) return undefined;
  const network = networkOfTrainer(trainer, installation);
  if (network.kind === 'own') return network.reason;
  if (!network.isAssumed) return undefined;
  const override = overrideIn(installation, trainer, 'plans');
  return override === undefined
    ? `${trainer} is not a trainer of nnU-Net and may build any network`
    : overrideText(trainer, 'plans', override);
}
