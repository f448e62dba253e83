import { nearMiss } from '../words/near-miss.js';
import { torchAliases, torchModuleClasses } from './torch-names.js';

/** Names of classes that do as what an argument asks for. */
const suitableNames: ReadonlyMap<string, RegExp> = new Map([
  ['conv_op', /^Conv\dd$/],
  ['norm_op', /Norm/],
  ['dropout_op', /Dropout/],
  ['nonlin', /^(?!Conv|.*Norm|.*Dropout)/],
]);

const normsByModule: ReadonlyMap<string, string> = new Map([
  ['instancenorm', 'InstanceNorm'],
  ['batchnorm', 'BatchNorm'],
]);

/**
 * The class of torch.nn that a name was surely meant to lead to, under the name that nnU-Net's planners would write. Two, where the module says one
 * and the class another: `instancenorm.BatchNorm3d`.
 */
export function meantOperators(argument: string, written: string): readonly string[] {
  const suitable = suitableNames.get(argument);
  if (suitable === undefined) return [];
  const last = written.trim().split('.').at(-1) ?? '';
  const known = new Set([...torchModuleClasses].filter((one) => suitable.test(one)));
  const name = known.has(last) ? last : nearMiss(last, known);
  const meant = name === undefined ? undefined : torchAliases(name)[0];
  const [, module = ''] = /^torch\.nn\.modules\.(instancenorm|batchnorm)\./.exec(written) ?? [];
  const stem = normsByModule.get(module);
  const other = stem === undefined ? undefined : torchAliases(stem + (/\dd$/.exec(last)?.[0] ?? ''))[0];
  return [...new Set([other, meant])].filter((one) => one !== undefined);
}
