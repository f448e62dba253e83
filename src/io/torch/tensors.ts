import type { Budget } from '../../budget.js';
import { numbersOf, textOf } from '../pickle/access.js';
import { hasOddAttributes } from '../pickle/attributes.js';
import { PyDict } from '../pickle/dictionary.js';
import { type CallHandler, type CallHandlers, inert } from '../pickle/handlers.js';
import { NumpyArray, shapeOf } from '../pickle/numpy-values.js';
import { type PickleValue, PyGlobal, PyObject, PyTuple, PyValue } from '../pickle/values.js';
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

/** The element types that stand beside their tensor, and of tensors without storage. */
function isDtype(value: PickleValue | undefined): value is PyGlobal {
  return value instanceof PyGlobal && value.module === 'torch' && dtypeNamed(value.name) !== undefined;
}

/** What torch calls to make tensors (torch/_utils.py), with the arguments that `torch.save` gives to it. */
export const tensorHandlers: CallHandlers = new Map<string, CallHandler>([
  // storage, offset, size, stride
  ['torch._utils _rebuild_tensor', (args) => (args.length === 4 ? tensorOf(args) : undefined)],
  // …, requires_grad, backward_hooks, metadata
  ['torch._utils _rebuild_tensor_v2', (args) => (endsUsually(args.slice(4)) ? tensorOf(args) : undefined)],
  // …, requires_grad, backward_hooks, dtype, metadata
  [
    'torch._utils _rebuild_tensor_v3',
    (args) => (endsUsually([args[4], args[5], args[7]]) && isDtype(args[6]) ? tensorOf(args, args[6]) : undefined),
  ],
  // …, quantizer parameters, requires_grad, backward_hooks
  [
    'torch._utils _rebuild_qtensor',
    (args) => (args[4] instanceof PyTuple && endsUsually(args.slice(5)) ? tensorOf(args) : undefined),
  ],
  // data, requires_grad, backward_hooks
  ['torch._utils _rebuild_parameter', ([data, ...rest]) => (endsUsually(rest) ? tensorIn(data) : undefined)],
  // data, requires_grad, backward_hooks, attributes
  [
    'torch._utils _rebuild_parameter_with_state',
    ([data, grad, hooks, state], budget) =>
      endsUsually([grad, hooks]) && !hasOddAttributes(state, budget) ? tensorIn(data) : undefined,
  ],
  // function, type, its arguments, attributes: a tensor with attributes, or of a subclass
  ...['torch._tensor', 'torch.tensor'].flatMap((module) =>
    ['_rebuild_from_type', '_rebuild_from_type_v2'].map((name): [string, CallHandler] => [
      `${module} ${name}`,
      rebuildFromType,
    ]),
  ),
  // dtype, size, stride, requires_grad
  ['torch._utils _rebuild_meta_tensor_no_storage', inert(([dtype, ...rest]) => isDtype(dtype) && rest.every(isPlain))],
  // layout, (indices, values, size, …)
  [
    'torch._utils _rebuild_sparse_tensor',
    inert(([layout, data, ...more]) => isLayout(layout) && data !== undefined && isPlain(data) && more.length === 0),
  ],
  ['torch._utils _rebuild_nested_tensor', inert((args) => args.every((arg) => arg instanceof TorchTensor))],
  // data, dtype, device, requires_grad: tensors of accelerators that have no storages
  [
    'torch._utils _rebuild_device_tensor_from_numpy',
    inert(([data, ...rest]) => data instanceof NumpyArray && isOnDevice(rest)),
  ],
  ['torch._utils _rebuild_xla_tensor', inert(([data, ...rest]) => data instanceof NumpyArray && isOnDevice(rest))],
  [
    'torch._utils _rebuild_device_tensor_from_cpu_tensor',
    inert(([data, ...rest]) => data instanceof TorchTensor && isOnDevice(rest)),
  ],
  ['torch.serialization _get_layout', inert(([name, ...more]) => typeof name === 'string' && more.length === 0)],
  ['torch Size', inert(([size, ...more]) => shapeIn(size) !== undefined && more.length === 0)],
  ['torch device', inert(isDevice)],
]);

/** `requires_grad, backward_hooks, metadata`. Hooks are functions that the next training would call; torch saves none. */
function endsUsually([grad, hooks, metadata]: readonly (PickleValue | undefined)[]): boolean {
  return (
    (grad === undefined || typeof grad === 'boolean') &&
    (hooks === undefined || hooks === null || (hooks instanceof PyDict && hooks.size === 0)) &&
    (metadata === undefined || metadata === null || metadata instanceof PyDict)
  );
}

/** A tensor, or one of a kind that is not looked into. */
function tensorIn(value: PickleValue | undefined): PickleValue | undefined {
  if (value instanceof TorchTensor) return value;
  const isOther =
    value instanceof PyObject && value.callable instanceof PyGlobal && rebuilders.has(value.callable.target);
  return isOther ? value : undefined;
}

function isDevice([type, index, ...more]: readonly PickleValue[]): boolean {
  return typeof type === 'string' && (index === undefined || typeof index === 'number') && more.length === 0;
}

/** dtype, device, requires_grad */
function isOnDevice([dtype, device, grad, ...more]: readonly PickleValue[]): boolean {
  return isDtype(dtype) && typeof device === 'string' && typeof grad === 'boolean' && more.length === 0;
}

function isLayout(value: PickleValue | undefined): boolean {
  if (!(value instanceof PyObject) || !(value.callable instanceof PyGlobal)) return false;
  return value.callable.target === 'torch.serialization _get_layout';
}

/** Numbers, tensors, sizes, and tuples of these. */
function isPlain(value: PickleValue): boolean {
  if (value instanceof PyTuple) return value.items.length <= 64 && value.items.every(isPlainItem);
  return isPlainItem(value);
}

function isPlainItem(value: PickleValue): boolean {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return true;
  return value instanceof TorchTensor || shapeIn(value) !== undefined;
}

/** A tuple of lengths, or the `torch.Size` of one. */
function shapeIn(value: PickleValue | undefined): readonly number[] | undefined {
  const isSize =
    value instanceof PyObject && value.callable instanceof PyGlobal && value.callable.target === 'torch Size';
  if (isSize && value.args instanceof PyTuple) return shapeIn(value.args.items[0]);
  return shapeOf(Array.isArray(value) ? new PyTuple(value) : value);
}

/** torch calls the first argument and gives attributes to the result. */
function rebuildFromType(
  [callable, type, args, state, ...more]: readonly PickleValue[],
  budget: Budget,
): PickleValue | undefined {
  if (!(callable instanceof PyGlobal) || !(type instanceof PyGlobal) || !(args instanceof PyTuple)) return undefined;
  if (!rebuilders.has(callable.target) || !tensorTypes.has(type.target)) return undefined;
  callable.called = true;
  if (hasOddAttributes(state, budget) || more.length > 0) return undefined;
  const tensor = tensorHandlers.get(callable.target)?.(args.items, budget, callable);
  if (tensor === undefined) callable.calledOddly = true;
  return tensor;
}

const rebuilders: ReadonlySet<string> = new Set(
  [
    '_rebuild_tensor',
    '_rebuild_tensor_v2',
    '_rebuild_tensor_v3',
    '_rebuild_qtensor',
    '_rebuild_parameter',
    '_rebuild_parameter_with_state',
    '_rebuild_sparse_tensor',
    '_rebuild_meta_tensor_no_storage',
  ].map((name) => `torch._utils ${name}`),
);

const tensorTypes: ReadonlySet<string> = new Set(['torch Tensor', 'torch.nn.parameter Parameter']);

function tensorOf(args: readonly PickleValue[], dtypeArgument?: PyGlobal): TorchTensor | undefined {
  const [storage, offset, size, stride] = args;
  const shape = shapeIn(size);
  const steps = numbersOf(stride, 64);
  if (!(storage instanceof TorchStorage) || !isCount(offset) || shape === undefined || steps === undefined)
    return undefined;
  if (steps.length !== shape.length || !steps.every((step) => isCount(step))) return undefined;
  const dtype = dtypeArgument === undefined ? storage.dtype : dtypeNamed(dtypeArgument.name);
  return dtype === undefined ? undefined : new TorchTensor(storage, dtype, offset, shape, steps);
}

function isCount(value: PickleValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
