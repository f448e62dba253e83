import type { ArchitectureBlock } from './constructor-arguments.js';
import { entriesOf } from './entry-checks.js';
import type { Operator } from './operator-lookup.js';
import { convolutions, type Dimension } from './operators.js';
import { type ProblemLog, raises } from './problem.js';
import { jsonOf, numberOf, type PythonValue, representation } from './python-value.js';

/**
 * What the trainer needs of `strides` and `n_stages` for deep supervision, beyond what the network needs: scales are computed with
 * `np.cumprod(np.vstack(strides))`, and the loss of the lowest output gets the weight 0.
 * Source: nnUNetTrainer._get_deep_supervision_scales, _build_loss; batchgeneratorsv2 DownsampleSegForDSTransform.
 */
export function checkDeepSupervision(block: ArchitectureBlock, conv: Operator | undefined, log: ProblemLog): void {
  const strides = block.arguments.get('strides');
  if (strides !== undefined) checkStacking(strides, log);
  const stages = block.arguments.get('n_stages');
  const count = stages === undefined ? undefined : numberOf(stages);
  if (stages !== undefined && count === 1) {
    log.add({
      code: 'too-few-stages',
      phase: 'setup',
      at: stages.at,
      data: { stages: 1 },
      message: 'A network of one stage has no segmentation output; the trainer stops when it weights the outputs.',
      exception: raises('IndexError'),
    });
  }
  if (stages !== undefined && count === 2) {
    log.add({
      code: 'too-few-stages',
      phase: 'loss',
      at: stages.at,
      data: { stages: 2 },
      message:
        'A network of two stages has one segmentation output, and deep supervision gives the lowest output the weight 0: the loss is 0/0, NaN, and nnU-Net does not tell you.',
      exception: null,
    });
  }
  const dimension = conv?.kind === 'torch' ? convolutions.get(conv.name) : undefined;
  if (strides !== undefined) checkLength(strides, dimension, log);
}

/** `np.vstack` makes a row of each stride; the rows must be equally long. */
function checkStacking(strides: PythonValue, log: ProblemLog): void {
  if (strides.kind !== 'list') {
    report(strides, raises('TypeError'), log);
    return;
  }
  const lengths = strides.items.map((stride) => entriesOf(stride).length);
  if (lengths.some((length) => length !== lengths[0])) report(strides, raises('ValueError'), log);
}

/** Each row must have as many entries as the segmentation has axes. */
function checkLength(strides: PythonValue, dimension: Dimension | undefined, log: ProblemLog): void {
  const first = strides.kind === 'list' ? strides.items[0] : undefined;
  if (dimension === undefined || first === undefined || entriesOf(first).length === dimension) return;
  report(strides, raises('AssertionError'), log);
}

function report(strides: PythonValue, exception: ReturnType<typeof raises>, log: ProblemLog): void {
  log.add({
    code: 'strides-not-vectors',
    phase: 'setup',
    at: strides.at,
    data: { found: jsonOf(strides) },
    message: `strides is ${representation(strides)}; for deep supervision the trainer needs a list of vectors, one number per axis each.`,
    exception,
  });
}
