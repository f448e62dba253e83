import { type NetworkDescription, type Normalization, pathOfField } from './description.js';
import { type NetworkProblem, type ProblemLog, raises } from './problem.js';

/** One `ConvDropoutNormReLU` during a forward pass. */
export interface Layer {
  /** Stage whose kernel and stride it uses: where a problem is pointed at. */
  readonly stage: number;
  readonly to: number;
  readonly kernel: readonly number[];
  /** Default 1. */
  readonly stride?: readonly number[];
  /** `false` where the layer has none, whatever the network has. */
  readonly dropout?: boolean;
  readonly activation?: boolean;
}

type Size = readonly number[];

/** The checks that torch makes of each layer; each returns the size of the output, or `undefined` when the batch cannot go on. */
export class LayerChecks {
  constructor(
    private readonly network: NetworkDescription,
    readonly patch: Size,
    private readonly batchSize: number,
    private readonly log: ProblemLog,
    private readonly phase: 'forward' | 'inference' = 'forward',
  ) {}

  layer(size: Size, layer: Layer): Size | undefined {
    const output = this.convolution(size, layer);
    if (output === undefined) return undefined;
    const { dropout = true, activation = true } = layer;
    if (dropout && !this.dropout()) return undefined;
    const order = this.network.activationFirst ? [activation, 'norm' as const] : ['norm' as const, activation];
    for (const step of order) {
      if (step === 'norm' ? !this.normalization(output, layer.to) : step && !this.activation(layer.to))
        return undefined;
    }
    return output;
  }

  /** Average pooling with kernel = stride, as residual blocks have it in a strided skip connection. */
  pooling(size: Size, stage: number, stride: readonly number[]): Size | undefined {
    const steps = this.stepsOf(stride, stage);
    if (steps === undefined) return undefined;
    const short = size.findIndex((voxels, axis) => voxels < (steps[axis] ?? 1));
    if (short < 0) return size.map((voxels, axis) => Math.floor(voxels / (steps[axis] ?? 1)));
    return this.tooSmall(size[short] ?? 0, short, `stride ${steps[short] ?? 1} of stage ${stage}`);
  }

  /** Transposed convolution with kernel = stride; `stage` is the one whose stride is undone. */
  transposed(size: Size, stage: number): Size | undefined {
    const stride = this.network.strides[stage] ?? [];
    const at = pathOfField(this.network, 'strides', stage);
    if (stride.length !== this.network.dimension) return this.wrongLength('stride-dimension', at, stride);
    return size.map((voxels, axis) => voxels * (stride[axis] ?? 1));
  }

  activation(channels: number): boolean {
    const weights = this.network.activation?.weights ?? null;
    if (weights === null || weights === 1 || weights === channels) return true;
    this.report({
      code: 'activation-parameters',
      at: pathOfField(this.network, 'activation'),
      data: { weights, channels },
      message: `PReLU has ${weights} weights for ${channels} features; torch takes one weight, or one for each feature.`,
      exception: raises(
        'RuntimeError',
        `Mismatch of parameter numbers and input channel size. Found parameter numbers = ${weights} and channel size = ${channels}.`,
      ),
    });
    return false;
  }

  private convolution(size: Size, layer: Layer): Size | undefined {
    const { stage, kernel, to } = layer;
    const at = pathOfField(this.network, 'kernelSizes', stage);
    if (kernel.length !== this.network.dimension) return this.wrongLength('kernel-dimension', at, kernel);
    const steps = this.stepsOf(layer.stride ?? [1], stage);
    if (steps === undefined) return undefined;
    const empty = kernel.findIndex((extent) => extent < 1);
    if (empty >= 0) {
      this.report({
        code: 'kernel-not-positive',
        at: [...at, empty],
        data: { found: kernel[empty] ?? 0 },
        message: `A kernel of ${kernel[empty] ?? 0} voxels has no convolution; the first batch stops there.`,
        exception: raises('RuntimeError'),
      });
      return undefined;
    }
    if (to < 1) {
      this.report({
        code: 'no-features',
        at: pathOfField(this.network, 'featuresPerStage', stage),
        data: { found: to },
        message: 'A stage without features lets no batch through.',
        exception: raises('RuntimeError'),
      });
      return undefined;
    }
    const output: number[] = [];
    for (const [axis, voxels] of size.entries()) {
      const extent = kernel[axis] ?? 1;
      const padded = voxels + 2 * Math.floor((extent - 1) / 2);
      if (padded < extent) return this.tooSmall(voxels, axis, `kernel ${extent} of stage ${stage}`);
      output.push(Math.floor((padded - extent) / (steps[axis] ?? 1)) + 1);
    }
    return output;
  }

  /** A stride of one entry counts for all axes in a convolution and in a pooling. */
  private stepsOf(stride: readonly number[], stage: number): readonly number[] | undefined {
    const { dimension } = this.network;
    const at = pathOfField(this.network, 'strides', stage);
    if (stride.length !== 1 && stride.length !== dimension) return this.wrongLength('stride-dimension', at, stride);
    // What is no number is reported where the configuration is read.
    if (stride.some((step) => Number.isNaN(step))) return undefined;
    const bad = stride.findIndex((step) => step < 1);
    if (bad >= 0) {
      this.report({
        code: 'stride-not-positive',
        at: [...at, bad],
        data: { found: stride[bad] ?? 0 },
        message: `A stride of ${stride[bad] ?? 0} goes nowhere; the first batch stops there.`,
        exception: raises('RuntimeError'),
      });
      return undefined;
    }
    return stride.length === dimension ? stride : new Array<number>(dimension).fill(stride[0] ?? 1);
  }

  /** Dropout1d refuses images; the other dropouts take any number of axes. */
  private dropout(): boolean {
    if (this.network.dropout !== 'Dropout1d' || this.network.dimension === 1) return true;
    this.report({
      code: 'dropout-dimension',
      at: pathOfField(this.network, 'dropout'),
      data: { found: 1, expected: this.network.dimension },
      message: `Dropout1d takes one axis, not ${this.network.dimension}; the first batch stops there.`,
      exception: raises('RuntimeError'),
    });
    return false;
  }

  private normalization(size: Size, channels: number): boolean {
    const norm = this.network.normalization;
    if (norm === null || norm.kind === 'Identity') return true;
    const { dimension } = this.network;
    if (norm.dimension !== null && norm.dimension !== dimension) return this.otherDimension(norm, size, channels);
    const voxels = size.reduce((product, extent) => product * extent, 1);
    const shape = `torch.Size([${[this.batchSize, channels, ...size].join(', ')}])`;
    if (norm.kind === 'InstanceNorm' && voxels === 1) {
      this.singleVoxel(`Expected more than 1 spatial element when training, got input size ${shape}`);
    }
    if (norm.kind !== 'InstanceNorm' && voxels * this.batchSize === 1) {
      this.singleVoxel(`Expected more than 1 value per channel when training, got input size ${shape}`);
    }
    return true;
  }

  /**
   * A normalization for another number of axes. InstanceNorm takes a batch with one axis too few for a single image without batch axis,
   * and then images for features: it goes on if it has no weights, or if their number happens to fit.
   */
  private otherDimension(norm: Normalization, size: Size, channels: number): boolean {
    const { dimension } = this.network;
    const takesBatchForImage = norm.kind === 'InstanceNorm' && norm.dimension === dimension + 1;
    const goesOn = takesBatchForImage && (!norm.affine || channels === this.batchSize);
    this.report({
      code: 'normalization-dimension',
      at: pathOfField(this.network, 'normalization'),
      data: { found: norm.dimension, expected: dimension },
      message: `${norm.kind}${norm.dimension}d is in a network of ${dimension} dimensions; ${goesOn ? 'it normalizes over the features, and nothing tells you' : 'the first batch stops there'}.`,
      exception: goesOn ? null : raises('ValueError'),
    });
    if (goesOn && channels * size.reduce((product, extent) => product * extent, 1) === 1) {
      this.singleVoxel(
        `Expected more than 1 spatial element when training, got input size torch.Size([1, ${[this.batchSize, channels, ...size].join(', ')}])`,
      );
    }
    return goesOn;
  }

  private singleVoxel(text: string): void {
    this.report({
      code: 'single-voxel',
      at: ['patch_size'],
      data: { patch: [...this.patch] },
      message: `The strides reduce a patch of ${this.patch.join(' × ')} to a single voxel, which cannot be normalized; ${this.phase === 'forward' ? 'training stops at the first batch' : 'prediction, image by image, stops'}.`,
      exception: raises('ValueError', text),
    });
  }

  private tooSmall(voxels: number, axis: number, what: string): undefined {
    this.report({
      code: 'patch-too-small',
      at: ['patch_size', axis],
      data: { axis, size: this.patch[axis] ?? 0, left: voxels },
      message: `A patch of ${this.patch.join(' × ')} leaves ${voxels} ${voxels === 1 ? 'voxel' : 'voxels'} along axis ${axis}, too few for ${what}.`,
      exception: raises('RuntimeError'),
    });
    return undefined;
  }

  private wrongLength(
    code: 'kernel-dimension' | 'stride-dimension',
    at: NetworkProblem['at'],
    found: readonly number[],
  ): undefined {
    const { dimension } = this.network;
    this.report({
      code,
      at,
      data: { found: [...found], expected: dimension },
      message: `[${found.join(', ')}] is given where a network of ${dimension} dimensions needs ${dimension} numbers; the first batch stops there.`,
      exception: raises('RuntimeError'),
    });
    return undefined;
  }

  private report(problem: Omit<NetworkProblem, 'phase'>): void {
    this.log.add({ ...problem, phase: this.phase });
  }
}
