import type { ByteSource } from '../byte-source.js';
import { notThisFormat } from '../foreign-content.js';
import type { ReadOptions } from '../pickle/budget.js';
import { endOfMagicNumber, readLegacyFile } from './legacy-file.js';
import type { TorchFile } from './torch-file.js';
import { isZipFile, readZipFile } from './zip-file.js';

/**
 * Reads the pickle of a file of `torch.save`, in both of its forms, and none of the weights.
 * @throws FormatError for what `torch.load` cannot open at all, and for TorchScript
 */
export function readTorchFile(source: ByteSource, options: ReadOptions = {}): TorchFile {
  if (isZipFile(source)) return readZipFile(source, options);
  const start = endOfMagicNumber(source);
  if (start === undefined) throw notThisFormat(source, 'a checkpoint of torch');
  return readLegacyFile(source, start, options);
}
