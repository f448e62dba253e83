/**
 * Decompresses an LZ4 block: literals and matches in turn (LZ4 block format; LZ4HC writes the same).
 * @returns the bytes, or `undefined` when the data do not decompress to exactly `length` of them
 */
export function decompressLz4(data: Uint8Array, length: number): Uint8Array | undefined {
  const output = new Uint8Array(length);
  let input = 0;
  let end = 0;
  /** 15 and more are continued in the bytes that follow. */
  const extended = (count: number): number => {
    let sum = count;
    for (let more = count === 15 ? 255 : 0; more === 255; sum += more) more = data[input++] ?? 0;
    return sum;
  };
  for (;;) {
    const token = data[input++] ?? 0;
    const literals = extended(token >>> 4);
    if (input + literals > data.length || end + literals > length) return undefined;
    output.set(data.subarray(input, input + literals), end);
    input += literals;
    end += literals;
    if (input === data.length) return end === length ? output : undefined;
    if (input + 2 > data.length) return undefined;
    const distance = (data[input] ?? 0) | ((data[input + 1] ?? 0) << 8);
    input += 2;
    const count = extended(token & 15) + 4;
    if (distance === 0 || distance > end || end + count > length) return undefined;
    if (distance >= count && count > 32) output.copyWithin(end, end - distance, end - distance + count);
    // Byte by byte: a match may reach into what it writes.
    else for (let place = end; place < end + count; place++) output[place] = output[place - distance] ?? 0;
    end += count;
  }
}
