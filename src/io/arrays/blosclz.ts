/**
 * Decompresses BloscLZ, an LZ77 code of literals and matches (c-blosc2: blosclz.c, `blosclz_decompress`).
 * @returns the bytes, or `undefined` when the data do not decompress to exactly `length` of them
 */
export function decompressBloscLz(data: Uint8Array, length: number): Uint8Array | undefined {
  const output = new Uint8Array(length);
  let input = 0;
  let end = 0;
  const next = (): number => data[input++] ?? 0;
  let control = next() & 31;
  for (;;) {
    if (control < 32) {
      const count = control + 1;
      if (end + count > length || input + count > data.length) return undefined;
      output.set(data.subarray(input, input + count), end);
      input += count;
      end += count;
    } else {
      const match = readMatch(control, next);
      if (input > data.length || end + match.count > length || match.distance > end) return undefined;
      // Byte by byte: a match may reach into what it writes.
      for (let index = 0; index < match.count; index++, end++) output[end] = output[end - match.distance] ?? 0;
    }
    if (input >= data.length) return end === length ? output : undefined;
    control = next();
  }
}

const farDistance = 8191;

function readMatch(control: number, next: () => number): { readonly count: number; readonly distance: number } {
  let count = (control >>> 5) - 1;
  if (count === 6) {
    let more = 255;
    while (more === 255) {
      more = next();
      count += more;
    }
  }
  const high = (control & 31) << 8;
  const low = next();
  const isFar = low === 255 && high === 31 << 8;
  const distance = isFar ? ((next() << 8) | next()) + farDistance : high + low;
  return { count: count + 3, distance: distance + 1 };
}
