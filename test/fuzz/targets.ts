import { readdirSync, readFileSync } from 'node:fs';
import { readB2ndHeader } from '../../src/io/arrays/b2nd.js';
import { readB2ndVoxels } from '../../src/io/arrays/b2nd-voxels.js';
import { readChunkIndex } from '../../src/io/arrays/chunk-index.js';
import { readNpyHeader } from '../../src/io/arrays/npy.js';
import { readNpz } from '../../src/io/arrays/npz.js';
import { readNpyVoxels, readNpzVoxels } from '../../src/io/arrays/numpy-voxels.js';
import { type ByteSource, memorySource } from '../../src/io/byte-source.js';
import { readCaseProperties } from '../../src/io/case-properties.js';
import { FormatError } from '../../src/io/format-error.js';
import { readImageHeader } from '../../src/io/images/read-image-header.js';
import { readPickleFile } from '../../src/io/pickle/pickle-file.js';
import { toJson } from '../../src/io/pickle/to-json.js';
import { readTorchCheckpoint } from '../../src/io/torch/checkpoint.js';
import { Call, Float, Global, pickled, Tuple } from '../io/pickle/pickle-writer.js';
import { dict, tensor, torchLegacy, torchZip } from '../io/torch/torch-writer.js';
import { zipFile } from '../io/zip/zip-writer.js';

/** Less than some of the files hold, so that they are read in part. */
const fewVoxels = { items: 100_000, bytes: 100_000 };

/** Every reader of binary files, called as its callers call it. */
export const readers: ReadonlyMap<string, (source: ByteSource) => unknown> = new Map<
  string,
  (source: ByteSource) => unknown
>([
  ['checkpoint', readTorchCheckpoint],
  ['pickle', (source) => toJson(readPickleFile(source).value)],
  ['case', readCaseProperties],
  ['npy', readNpyHeader],
  ['npz', readNpz],
  ['image', readImageHeader],
  ['b2nd', (source) => readChunkIndex(source, readB2ndHeader(source))],
  ['b2nd voxels', (source) => readB2ndVoxels(source, readB2ndHeader(source), fewVoxels)],
  ['npy voxels', (source) => readNpyVoxels(source, fewVoxels)],
  ['npz voxels', (source) => readNpzVoxels(source, 'data', fewVoxels)],
]);

/** What a reader did with some bytes: read them, refused them, or failed in a way that none may. */
export type Outcome = { readonly kind: 'read' | 'refused' } | { readonly kind: 'failed'; readonly error: unknown };

export function outcome(read: (source: ByteSource) => unknown, bytes: Uint8Array): Outcome {
  try {
    read(memorySource(bytes));
    return { kind: 'read' };
  } catch (error) {
    return error instanceof FormatError ? { kind: 'refused' } : { kind: 'failed', error };
  }
}

/** Files to damage: genuine ones, and written ones in which every byte means something. */
export function seedFiles(): Uint8Array[] {
  return [...genuine('arrays'), ...genuine('cases'), ...genuine('images'), ...written()];
}

function genuine(folder: string): Uint8Array[] {
  const path = `test/fixtures/binary/${folder}`;
  const files = readdirSync(path).filter((name) => !name.endsWith('.json'));
  return files.map((name) => Uint8Array.from(readFileSync(`${path}/${name}`)));
}

function written(): Uint8Array[] {
  const weights = dict({
    a: tensor({ key: '0', shape: [2, 3] }),
    b: tensor({ key: '1', shape: [4], storageClass: 'LongStorage' }),
  });
  const dtype = new Call(
    new Global('numpy', 'dtype'),
    new Tuple('f8', false, true),
    new Tuple(3, '<', null, null, null, -1, -1, 0),
  );
  const scalar = new Call(new Global('numpy._core.multiarray', 'scalar'), new Tuple(dtype, new Uint8Array(8)));
  const checkpoint = dict({
    network_weights: weights,
    _best_ema: scalar,
    init_args: dict({ plans: dict({ spacing: [new Float(3), 1] }), fold: 0, configuration: '2d' }),
    trainer_name: 'nnUNetTrainer',
  });
  const legacyWeights = dict({ a: tensor({ key: '0', shape: [2] }, true) });
  const storages = { 0: new Uint8Array(24), 1: new Uint8Array(32) };
  return [
    torchZip(checkpoint, storages),
    torchZip(weights, storages, 'archive', {}),
    torchLegacy(legacyWeights, { 0: [2, new Uint8Array(8)] }),
    zipFile([{ name: 'x/data.pkl', content: pickled(checkpoint), deflated: true }]),
    pickled(checkpoint),
  ];
}
