/** Four significant digits are more than an eye can see in a drawing. */
export function shown(value: number): string {
  return String(Number(value.toPrecision(4))).replace('-', '−');
}

/** `3 × 1 × 1` */
export function shownTimes(values: readonly number[]): string {
  return values.map(shown).join(' × ');
}

/** A position in an SVG, in per cent of its width. */
export function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))}%`;
}

/** A coordinate in an SVG: hundredths of a pixel. */
export function coordinate(value: number): string {
  return String(Number(value.toFixed(2)));
}

/** The greatest of 1, 2 and 5 times a power of ten that is at most this number. */
export function roundBelow(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const times = [5, 2, 1].find((factor) => factor * power <= value) ?? 1;
  return times * power;
}
