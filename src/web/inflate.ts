// Takes the place of node:zlib in the page (src/web/build.ts): the same functions, as far as the readers of src/io call them.
import { Gunzip, Inflate } from 'fflate';

export const constants = { Z_SYNC_FLUSH: 2 };

interface Options {
  readonly maxOutputLength?: number;
  /** With `Z_SYNC_FLUSH`, data may break off. */
  readonly finishFlush?: number;
}

/** Compressed bytes that are unpacked at a time, so that a limit holds before memory is gone. */
const piece = 2 ** 14;

export function inflateRawSync(data: Uint8Array, options: Options = {}): Uint8Array {
  return unpack(new Inflate(), data, options);
}

export function gunzipSync(data: Uint8Array, options: Options = {}): Uint8Array {
  return unpack(new Gunzip(), data, options);
}

function unpack(stream: Inflate | Gunzip, data: Uint8Array, { maxOutputLength, finishFlush }: Options): Uint8Array {
  const pieces: Uint8Array[] = [];
  let length = 0;
  let isFinished = false;
  stream.ondata = (unpacked: Uint8Array, final: boolean) => {
    pieces.push(unpacked.slice());
    length += unpacked.length;
    isFinished ||= final;
  };
  const mayBreakOff = finishFlush === constants.Z_SYNC_FLUSH;
  for (let start = 0; start < data.length && !isFinished; start += piece) {
    stream.push(data.subarray(start, start + piece), !mayBreakOff && start + piece >= data.length);
    if (maxOutputLength !== undefined && length > maxOutputLength) {
      throw Object.assign(new RangeError('more than was allowed'), { code: 'ERR_BUFFER_TOO_LARGE' });
    }
  }
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of pieces) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
