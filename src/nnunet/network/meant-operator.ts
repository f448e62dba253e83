import { nearMiss } from '../words/near-miss.js';
import { torchAliases, torchModuleClasses } from './torch-names.js';

/** The class of torch.nn that a name was surely meant to lead to, under the name that nnU-Net's planners would write. */
export function meantOperator(argument: string, written: string): string | undefined {
  if (!['conv_op', 'norm_op', 'dropout_op', 'nonlin'].includes(argument)) return undefined;
  const last = written.trim().split('.').at(-1) ?? '';
  const name = torchModuleClasses.has(last) ? last : nearMiss(last, torchModuleClasses);
  return name === undefined ? undefined : torchAliases(name)[0];
}
