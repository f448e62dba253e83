import { createHash } from 'node:crypto';
import { readB2ndHeader } from '../../../src/io/arrays/b2nd.js';
import { readChunkIndex } from '../../../src/io/arrays/chunk-index.js';
import { readNpyHeader } from '../../../src/io/arrays/npy.js';
import { readNpz } from '../../../src/io/arrays/npz.js';
import type { ByteSource } from '../../../src/io/byte-source.js';
import { type CaseProperties, readCaseProperties } from '../../../src/io/case-properties.js';
import { FormatError } from '../../../src/io/format-error.js';
import type { JsonValue } from '../../../src/io/json/value.js';
import type { PickledJson } from '../../../src/io/pickle/to-json.js';
import { readTorchCheckpoint, type TorchCheckpoint } from '../../../src/io/torch/checkpoint.js';

/** What our readers make of a file, in the words of record.py; `{ fails: true }` where they refuse it. */
export function factsOf(path: string, source: ByteSource): unknown {
  try {
    if (path.endsWith('.pth')) return checkpointFacts(readTorchCheckpoint(source));
    if (path.endsWith('.b2nd')) return frameFacts(source);
    if (path.endsWith('.npy')) return arrayFacts(source);
    if (path.endsWith('.npz')) return archiveFacts(source);
    return caseFacts(readCaseProperties(source));
  } catch (error) {
    if (error instanceof FormatError) return { fails: true };
    throw error;
  }
}

function checkpointFacts(checkpoint: TorchCheckpoint): unknown {
  if (checkpoint.problems.some(({ fatal }) => fatal)) return { fails: true };
  if (checkpoint.kind !== 'nnunet') return { keys: checkpoint.keys };
  const keys = new Set(checkpoint.keys);
  const found = checkpoint.initArguments;
  return {
    keys: checkpoint.keys,
    tensors: checkpoint.tensors.size,
    state: sha(tensorLines(checkpoint)),
    ...(found && {
      arguments: found.names,
      plans: jsonHash(found.plans),
      dataset_json: jsonHash(found.datasetJson),
      configuration: found.configuration ?? null,
      fold: found.fold ?? null,
      device: found.device ?? null,
    }),
    trainer: checkpoint.trainerName ?? null,
    epoch: checkpoint.currentEpoch ?? null,
    ema: checkpoint.bestEma === null || checkpoint.bestEma === undefined ? null : doubleHex(checkpoint.bestEma),
    axes: keys.has('inference_allowed_mirroring_axes') ? checkpoint.mirroringAxes : 'absent',
  };
}

function tensorLines({ tensors }: TorchCheckpoint): string {
  const numbers = new Map<string, number>();
  const lines = [...tensors].map(([name, { dtype, shape, storageOffset, storageKey }]) => {
    const alias = numbers.get(storageKey) ?? numbers.size;
    numbers.set(storageKey, alias);
    return `${name}\t${dtype}\t${shape.join(',')}\t${storageOffset}\t${alias}\n`;
  });
  return lines.join('');
}

function frameFacts(source: ByteSource): unknown {
  const header = readB2ndHeader(source);
  if (header.problems.some(({ fatal }) => fatal)) return { fails: true };
  const { shape, chunks, blocks, dtype, codec, compressionLevel, filters } = header;
  const index = readChunkIndex(source, header);
  return {
    shape,
    chunks,
    blocks,
    dtype,
    codec,
    level: compressionLevel,
    filters,
    index: index.chunks.map(initial).join(''),
  };
}

function initial(kind: string): string {
  return kind === 'data' ? 'd' : kind.slice(0, 1);
}

function arrayFacts(source: ByteSource): unknown {
  const { shape, descr, fortranOrder, problems } = readNpyHeader(source);
  if (problems.some(({ fatal }) => fatal)) return { fails: true };
  return { shape, dtype: descr.startsWith('[') ? 'structured' : descr, fortran: fortranOrder };
}

function archiveFacts(source: ByteSource): unknown {
  const archive = readNpz(source);
  return Object.fromEntries([...archive.arrays].map(([name, { shape, descr }]) => [name, { shape, dtype: descr }]));
}

function caseFacts(found: CaseProperties): unknown {
  return {
    keys: found.keys,
    spacing: found.spacing ?? null,
    shape_before_cropping: found.shapeBeforeCropping ?? null,
    bbox_used_for_cropping: found.boundingBox ?? null,
    shape_after_cropping_and_before_resampling: found.shapeAfterCropping ?? null,
    locations: locations(found),
  };
}

function locations({ classLocations }: CaseProperties): unknown {
  if (classLocations === undefined) return 'absent';
  return classLocations?.map(({ keyKind, label, shape }) => [keyKind, label, shape]) ?? null;
}

function jsonHash(json: PickledJson | undefined): string | null {
  return json === undefined ? null : sha(canonical(json.value, json.isIntegralFloat, ''));
}

/** The text of record.py's `canonical`. */
function canonical(value: JsonValue, isFloat: (pointer: string) => boolean, pointer: string): string {
  if (typeof value === 'string') return asciiString(value);
  if (typeof value === 'number') {
    return Number.isInteger(value) && !isFloat(pointer) ? String(value) : `f${doubleHex(value)}`;
  }
  if (value === null || typeof value === 'boolean') return String(value);
  if (Array.isArray(value))
    return `[${value.map((item, index) => canonical(item, isFloat, `${pointer}/${index}`)).join()}]`;
  const members = Object.entries(value).map(([key, member]) => {
    const step = key.replaceAll('~', '~0').replaceAll('/', '~1');
    return `${asciiString(key)}:${canonical(member, isFloat, `${pointer}/${step}`)}`;
  });
  return `{${members.join()}}`;
}

function asciiString(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

function doubleHex(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16).padStart(16, '0');
}

function sha(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
