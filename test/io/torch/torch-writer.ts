import { bytes, Call, Global, PersistentId, pickled, Tuple, uint64, type Writable } from '../pickle/pickle-writer.js';
import { type ZipToWrite, zipFile } from '../zip/zip-writer.js';

export interface TensorToWrite {
  readonly key: string;
  readonly shape: readonly number[];
  readonly offset?: number;
  readonly stride?: readonly number[];
  readonly storageClass?: string;
  /** Elements of the storage; as many as the tensor has, unless said otherwise. */
  readonly elements?: number;
  readonly location?: string;
}

/** A tensor as torch pickles it; `legacy` adds the sixth member of the persistent id. */
export function tensor(written: TensorToWrite, legacy = false): Call {
  const { key, shape, offset = 0, storageClass = 'FloatStorage', location = 'cpu' } = written;
  const stride = written.stride ?? shape.map((_, axis) => product(shape.slice(axis + 1)));
  const id = ['storage', new Global('torch', storageClass), key, location, written.elements ?? product(shape)];
  return new Call(
    new Global('torch._utils', '_rebuild_tensor_v2'),
    new Tuple(
      new PersistentId(new Tuple(...id, ...(legacy ? [null] : []))),
      offset,
      new Tuple(...shape),
      new Tuple(...stride),
      false,
      new Call(new Global('collections', 'OrderedDict'), new Tuple()),
    ),
  );
}

/** The zip form: the bytes of the storages by key. */
export function torchZip(
  value: Writable,
  storages: Readonly<Record<string, Uint8Array>> = {},
  archive = 'checkpoint_final',
  options: ZipToWrite = { zip64: true },
): Uint8Array {
  return zipFile(
    [
      { name: `${archive}/data.pkl`, content: pickled(value) },
      ...Object.entries(storages).map(([key, content]) => ({ name: `${archive}/data/${key}`, content })),
      { name: `${archive}/version`, content: bytes('3\n') },
    ],
    options,
  );
}

/** The form before torch 1.6: number of elements and bytes of each storage. */
export function torchLegacy(
  value: Writable,
  storages: Readonly<Record<string, readonly [number, Uint8Array]>>,
): Uint8Array {
  const magic = [0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e];
  return bytes(
    magic,
    pickled(1001),
    pickled(new Map<Writable, Writable>([['little_endian', true]])),
    pickled(value),
    pickled(Object.keys(storages)),
    Object.values(storages).map(([elements, content]) => [uint64(elements), content]),
  );
}

export function dict(entries: Readonly<Record<string, Writable>>): ReadonlyMap<Writable, Writable> {
  return new Map(Object.entries(entries));
}

function product(lengths: readonly number[]): number {
  return lengths.reduce((total, length) => total * length, 1);
}
