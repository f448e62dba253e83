import type { ArchitectureBlock } from './constructor-arguments.js';
import { reportNotImported } from './operator-arguments.js';
import type { Operator } from './operator-lookup.js';
import { convolutions, type Dimension } from './operators.js';
import { type ProblemLog, raises } from './problem.js';

/** When the constructor first spreads a scalar over the axes: that is where a wrong `conv_op` is noticed, if not before. */
export type FirstScalar = 'at once' | 'later' | 'never';

/**
 * The dimension of `conv_op`; `undefined` when it is no convolution, or one that is not known here.
 * @param firstScalar decides which exception a wrong class ends in
 */
export function convolutionDimension(
  block: ArchitectureBlock,
  operator: Operator,
  firstScalar: FirstScalar,
  log: ProblemLog,
): Dimension | undefined {
  const at = block.pathOf('conv_op');
  switch (operator.kind) {
    case 'default':
    case 'foreign':
      return undefined;
    case 'value':
      reportNotImported({ argument: 'conv_op', at }, operator.value, log);
      return undefined;
    case 'null':
    case 'none':
      log.add({
        code: 'operator-none',
        phase: 'build',
        at,
        data: { argument: 'conv_op', found: operator.kind === 'none' ? operator.written : null },
        message:
          operator.kind === 'none'
            ? `conv_op names ${operator.written}, which does not exist; the constructor gets None and stops.`
            : 'conv_op is null; a network needs a convolution.',
        exception: raises('TypeError'),
      });
      return undefined;
    default:
  }
  const dimension = operator.kind === 'torch' ? convolutions.get(operator.name) : undefined;
  if (dimension !== undefined) return dimension;
  // Both take the arguments of a convolution; the decoder is the first to ask for their dimension.
  const passesAtFirst = operator.kind === 'torch' && /^(ConvTranspose|Identity)/.test(operator.name);
  const exceptionOfClass = passesAtFirst ? (firstScalar === 'never' ? 'ValueError' : 'RuntimeError') : 'TypeError';
  const exception = firstScalar === 'at once' && operator.kind !== 'module' ? 'RuntimeError' : exceptionOfClass;
  log.add({
    code: 'operator-unsuitable',
    phase: 'build',
    at,
    data: { argument: 'conv_op', found: operator.written },
    message: `conv_op names ${operator.written}, which is none of Conv1d, Conv2d and Conv3d; building the network stops there.`,
    exception: raises(exception),
  });
  return undefined;
}
