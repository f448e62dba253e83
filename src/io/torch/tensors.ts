import { numbersOf, textOf } from '../pickle/access.js';
import type { CallHandler, CallHandlers } from '../pickle/handlers.js';
import { shapeOf } from '../pickle/numpy-values.js';
import { type PickleValue, PyGlobal, PyTuple, PyValue } from '../pickle/values.js';
import { dtypeNamed, dtypeOfStorageClass, type TorchDtype } from './dtypes.js';

/** A piece of memory that one or more tensors share; its bytes stand elsewhere in the file. */
export class TorchStorage extends PyValue {
  readonly typeName = 'torch storage';
  constructor(
    /** `0`, `1`, … in zip files. */
    readonly key: string,
    readonly dtype: TorchDtype,
    /** Where it was when saved: `cpu`, `cuda:0`. */
    readonly location: string,
    /** Number of elements. */
    readonly elements: number,
    /** Elements that a tensor may use: fewer than all, for a view of very old files. */
    readonly usable: number,
  ) {
    super();
  }

  get bytes(): number {
    return this.elements * this.dtype.size;
  }
}

export class TorchTensor extends PyValue {
  readonly typeName = 'torch tensor';
  constructor(
    readonly storage: TorchStorage,
    readonly dtype: TorchDtype,
    /** Elements before its first one in the storage. */
    readonly offset: number,
    readonly shape: readonly number[],
    /** Elements from one position to the next, for each axis. */
    readonly stride: readonly number[],
  ) {
    super();
  }

  override build(): void {
    // Attributes that a program hung on the tensor.
  }

  /** Whether the storage holds all elements; torch refuses the file otherwise. */
  get fitsStorage(): boolean {
    if (this.shape.includes(0)) return true;
    const last = this.shape.reduce((sum, size, axis) => sum + (size - 1) * (this.stride[axis] ?? 0), this.offset);
    return (last + 1) * this.dtype.size <= this.storage.usable * this.storage.dtype.size;
  }
}

/**
 * The storage that a persistent id names: `('storage', class, key, location, elements)`, and in files of the old form a
 * sixth member, None or `(key, offset, elements)` of a view (torch/serialization.py, `persistent_load`).
 */
export function storageOf(id: PickleValue): TorchStorage | undefined {
  if (!(id instanceof PyTuple)) return undefined;
  const [kind, type, key, location, elements, view] = id.items;
  const dtype = type instanceof PyGlobal ? dtypeOfStorageClass(type.name) : undefined;
  const name = typeof key === 'number' || typeof key === 'bigint' ? String(key) : textOf(key);
  if (kind !== 'storage' || dtype === undefined || name === undefined || !isCount(elements)) return undefined;
  const viewElements = view instanceof PyTuple ? view.items[2] : elements;
  return new TorchStorage(name, dtype, textOf(location) ?? '', elements, isCount(viewElements) ? viewElements : 0);
}

/** What torch calls to make tensors (torch/_utils.py). */
export const tensorHandlers: CallHandlers = new Map<string, CallHandler>([
  // storage, offset, size, stride, …
  ['torch._utils._rebuild_tensor', (args) => tensorOf(args)],
  ['torch._utils._rebuild_tensor_v2', (args) => tensorOf(args)],
  // storage, offset, size, stride, requires_grad, backward_hooks, dtype, …
  ['torch._utils._rebuild_tensor_v3', (args) => tensorOf(args, args[6])],
  // data, requires_grad, backward_hooks, …
  ['torch._utils._rebuild_parameter', ([data]) => (data instanceof TorchTensor ? data : undefined)],
  ['torch._utils._rebuild_parameter_with_state', ([data]) => (data instanceof TorchTensor ? data : undefined)],
  // function, type, its arguments, state: a tensor of a subclass or with attributes
  ['torch._tensor._rebuild_from_type_v2', rebuildFromType],
]);

function rebuildFromType([callable, , args]: readonly PickleValue[]): PickleValue | undefined {
  if (!(callable instanceof PyGlobal) || !(args instanceof PyTuple)) return undefined;
  if (callable.module !== 'torch._utils') return undefined;
  return /^_rebuild_tensor(_v2)?$/.test(callable.name) ? tensorOf(args.items) : undefined;
}

function tensorOf(args: readonly PickleValue[], dtypeArgument?: PickleValue): TorchTensor | undefined {
  const [storage, offset, size, stride] = args;
  const shape = shapeOf(size);
  const steps = numbersOf(stride, 64);
  if (!(storage instanceof TorchStorage) || !isCount(offset) || shape === undefined || steps === undefined)
    return undefined;
  if (steps.length !== shape.length || !steps.every((step) => isCount(step))) return undefined;
  const dtype = dtypeArgument instanceof PyGlobal ? dtypeNamed(dtypeArgument.name) : storage.dtype;
  return dtype === undefined ? undefined : new TorchTensor(storage, dtype, offset, shape, steps);
}

function isCount(value: PickleValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
