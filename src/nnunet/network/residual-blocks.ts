import type { ArchitectureBlock } from './constructor-arguments.js';
import { checkFeatures } from './entry-checks.js';
import type { Operator } from './operator-lookup.js';
import type { BlockName } from './operators.js';
import { type ProblemLog, raises } from './problem.js';
import { lengthOf, numberOf, type PythonValue } from './python-value.js';
import type { StageLists } from './stage-lists.js';

/** The class of residual block; anything but the two known ones fails an assertion, a name that resolves to nothing too. */
export function chosenBlock(block: ArchitectureBlock, operator: Operator, log: ProblemLog): BlockName | null {
  if (operator.kind === 'default') return 'BasicBlockD';
  if (operator.kind === 'block') return operator.name;
  log.add({
    code: 'block-unknown',
    phase: 'build',
    at: block.pathOf('block'),
    data: { found: 'written' in operator ? operator.written : null },
    message:
      'block must be BasicBlockD or BottleneckD of dynamic_network_architectures, and be listed in _kw_requires_import.',
    exception: raises('AssertionError', 'block must be BasicBlockD or BottleneckD'),
  });
  return null;
}

/**
 * The inner width of each block of a stage (BottleneckD): one number for all blocks, or a list with one for each.
 * `null` is allowed for the argument and fails here.
 */
export function bottleneckWidths(
  block: ArchitectureBlock,
  lists: StageLists,
  stage: number,
  log: ProblemLog,
): readonly PythonValue[] {
  const count = numberOf(lists.convs[stage] ?? { kind: 'NoneType', at: [] }) ?? 0;
  const width: PythonValue = lists.bottleneck?.[stage] ?? { kind: 'NoneType', at: block.pathOf('bottleneck_channels') };
  if (width.kind !== 'list') {
    checkFeatures(width, 'bottleneck_channels', log);
    return new Array<PythonValue>(Math.max(0, Math.trunc(count))).fill(width);
  }
  for (const entry of width.items.slice(0, count)) checkFeatures(entry, 'An entry of bottleneck_channels', log);
  if ((lengthOf(width) ?? 0) < count) {
    log.add({
      code: 'list-length',
      phase: 'build',
      at: width.at,
      data: { name: 'bottleneck_channels', found: width.items.length, expected: count },
      message: `bottleneck_channels has ${width.items.length} entries for the ${count} blocks of stage ${stage}; the constructor looks for one entry per block.`,
      exception: raises('IndexError', 'list index out of range'),
    });
  }
  return width.items.slice(0, count);
}
