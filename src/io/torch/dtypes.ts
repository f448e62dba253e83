/** An element type of torch. */
export interface TorchDtype {
  /** As torch prints it, without `torch.`: `float32`. */
  readonly name: string;
  /** Bytes an element. */
  readonly size: number;
}

/** Storage classes name their element type (torch/storage.py, `_dtype_to_storage_type_map`). */
const storageClasses: ReadonlyMap<string, TorchDtype> = new Map([
  ['FloatStorage', { name: 'float32', size: 4 }],
  ['DoubleStorage', { name: 'float64', size: 8 }],
  ['HalfStorage', { name: 'float16', size: 2 }],
  ['BFloat16Storage', { name: 'bfloat16', size: 2 }],
  ['LongStorage', { name: 'int64', size: 8 }],
  ['IntStorage', { name: 'int32', size: 4 }],
  ['ShortStorage', { name: 'int16', size: 2 }],
  ['CharStorage', { name: 'int8', size: 1 }],
  ['ByteStorage', { name: 'uint8', size: 1 }],
  ['BoolStorage', { name: 'bool', size: 1 }],
  ['ComplexFloatStorage', { name: 'complex64', size: 8 }],
  ['ComplexDoubleStorage', { name: 'complex128', size: 16 }],
  ['QInt8Storage', { name: 'qint8', size: 1 }],
  ['QUInt8Storage', { name: 'quint8', size: 1 }],
  ['QInt32Storage', { name: 'qint32', size: 4 }],
  ['QUInt4x2Storage', { name: 'quint4x2', size: 1 }],
  ['QUInt2x4Storage', { name: 'quint2x4', size: 1 }],
  ['UntypedStorage', { name: 'uint8', size: 1 }],
]);

/** Types without a storage class of their own stand beside their tensor (`_rebuild_tensor_v3`). */
const namedDtypes: ReadonlyMap<string, number> = new Map([
  ['uint16', 2],
  ['uint32', 4],
  ['uint64', 8],
  ['complex32', 4],
  ['bcomplex32', 4],
  ['float8_e4m3fn', 1],
  ['float8_e4m3fnuz', 1],
  ['float8_e5m2', 1],
  ['float8_e5m2fnuz', 1],
  ['float8_e8m0fnu', 1],
  ['float4_e2m1fn_x2', 1],
  ['bits8', 1],
  ['bits16', 2],
  ['bits1x8', 1],
  ['bits2x4', 1],
  ['bits4x2', 1],
]);

/** The element type of a storage class, whatever module it is named in: torch looks at the name alone. */
export function dtypeOfStorageClass(name: string): TorchDtype | undefined {
  return storageClasses.get(name);
}

/** The element type named `torch.<name>`. */
export function dtypeNamed(name: string): TorchDtype | undefined {
  const size = namedDtypes.get(name);
  if (size !== undefined) return { name, size };
  for (const dtype of storageClasses.values()) if (dtype.name === name) return dtype;
  return undefined;
}
