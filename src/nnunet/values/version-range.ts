/** A release in three numbers; what follows them is left out, as in `2.5.post1` and `2.8.1.dev0` (PEP 440, which nnU-Net's releases follow). */
type Version = readonly [number, number, number];

/** The versions from one, below another. */
type Interval = readonly [Version, Version];

const first: Version = [0, 0, 0];
const endless: Version = [Number.POSITIVE_INFINITY, 0, 0];

/** Whether a range of nnU-Net's versions, such as `>=2.5`, admits one such as `2.6.3`. A range that cannot be read admits none. */
export function admits(range: string, version: string): boolean {
  const candidate = versionOf(version);
  return intervalsOf(range).some(([from, below]) => compare(from, candidate) <= 0 && compare(candidate, below) < 0);
}

/** Whether a range admits any version below one: `<=2.2`, `2.1`, `>=2.0` and `~2.1` admit some below 2.2.1, `>=2.5` does not. */
export function admitsBelow(range: string, limit: Version): boolean {
  return intervalsOf(range).some(([from, below]) => compare(from, limit) < 0 && compare(from, below) < 0);
}

export function versionOf(text: string): Version {
  const [, major, minor, patch] = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(text) ?? [];
  return [Number(major ?? 0), Number(minor ?? 0), Number(patch ?? 0)];
}

/**
 * One interval for each alternative of a range (`>=2.2 <2.4 || 2.8.x`), written as npm's are. The package semver takes 4 ms to load, a tenth of a
 * whole check, and knows no release such as `2.5.post1`.
 */
function intervalsOf(range: string): readonly Interval[] {
  return range.split('||').flatMap((alternative) => {
    const parts = alternative.replaceAll(/([<>=~^])\s+/g, '$1').match(/[^\s,]+/g) ?? [];
    const intervals = parts.map(intervalOf);
    let [from, below] = parts.length === 0 ? [endless, endless] : [first, endless];
    for (const one of intervals) {
      if (one === undefined) return [];
      if (compare(one[0], from) > 0) from = one[0];
      if (compare(one[1], below) < 0) below = one[1];
    }
    return [[from, below]];
  });
}

function intervalOf(part: string): Interval | undefined {
  const [, operator = '', numbers] = /^(<=|>=|[<>=~^]?=?)v?(\d+(?:\.(?:\d+|x|\*)){0,2})$/.exec(part) ?? [];
  if (numbers === undefined) return undefined;
  const from = versionOf(numbers);
  // `2.5` stands for all of 2.5.x.
  const written = (numbers.match(/\d+/g) ?? []).length;
  const after = (place: number): Version =>
    place <= 1 ? [from[0] + 1, 0, 0] : place === 2 ? [from[0], from[1] + 1, 0] : [from[0], from[1], from[2] + 1];
  switch (operator) {
    case '>=':
      return [from, endless];
    case '>':
      return [after(written), endless];
    case '<':
      return [first, from];
    case '<=':
      return [first, after(written)];
    case '~':
      return [from, after(Math.min(written, 2))];
    case '^':
      return [from, after(1)];
    default:
      return [from, after(written)];
  }
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/**
 * The release of a version as Python writes it, with three numbers, so that as a range it admits no other: `2.6.4` of `2.6.4.dev3+g1f2e`, `2.4.0` of `2.4`;
 * `undefined` where it begins with no number.
 */
export function releaseNumber(version: string): string | undefined {
  const numbers = /^v?(\d+(?:\.\d+){0,2})/.exec(version)?.[1]?.split('.');
  return numbers === undefined ? undefined : [...numbers, '0', '0'].slice(0, 3).join('.');
}
