import type { ByteSource } from '../byte-source.js';
import { FormatError } from '../format-error.js';
import type { ReadOptions } from '../pickle/trace.js';
import { readLegacyFile } from './legacy-file.js';
import { isTarFile, refusedTarFile } from './tar-file.js';
import type { TorchFile } from './torch-file.js';
import { isZipFile, readZipFile } from './zip-file.js';

/**
 * Reads the pickle of a file of `torch.save`, in both of its forms, and none of the weights. Which form it is, is decided as
 * torch decides it: by the first bytes of the file.
 * @throws FormatError for what `torch.load` cannot open at all, for TorchScript, and for the tar files of torch 0.1
 */
export function readTorchFile(source: ByteSource, options: ReadOptions = {}): TorchFile {
  try {
    if (isZipFile(source)) return readZipFile(source, options);
    if (isTarFile(source)) throw refusedTarFile(source, options);
    return readLegacyFile(source, options);
  } catch (error) {
    // Such as a pickle of a size that is not even begun.
    if (options.trace !== undefined && error instanceof FormatError && error.fault === 'limit')
      options.trace.unread = error.message;
    throw error;
  }
}
