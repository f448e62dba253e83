/** One comparison of a range such as `>=2.0 <2.3`. */
interface Comparator {
  readonly operator: string;
  readonly version: readonly number[];
  /** How many numbers of the version were written: 2 in `2.5`, which stands for all of 2.5.x. */
  readonly written: number;
}

/**
 * Whether a range of nnU-Net versions admits any below a given one: `<=2.2`, `2.1`, `>=2.0` and `~2.1` admit some below 2.2.1, `>=2.5` does not.
 * A range that cannot be read admits none: nothing is said on the strength of it.
 */
export function admitsBelow(range: string, limit: readonly [number, number, number]): boolean {
  return range.split('||').some((alternative) => {
    const comparators = readComparators(alternative);
    if (comparators === undefined || comparators.length === 0) return false;
    return comparators.every(({ operator, version }) => {
      // An upper end leaves everything below it.
      if (operator.startsWith('<')) return true;
      const order = compare(version, limit);
      return operator === '>' ? order < 0 && !isJustBelow(version, limit) : order < 0;
    });
  });
}

/** Whether a range admits a version such as `2.6.3`. A range that cannot be read admits none. */
export function admits(range: string, version: string): boolean {
  const candidate = versionOf(version);
  return range.split('||').some((alternative) => {
    const comparators = readComparators(alternative);
    return comparators?.every((comparator) => fulfils(candidate, comparator)) === true;
  });
}

function fulfils(candidate: readonly number[], { operator, version, written }: Comparator): boolean {
  const order = compare(candidate, version);
  const roughOrder = compare(candidate.slice(0, written), version.slice(0, written));
  switch (operator) {
    case '>=':
      return order >= 0;
    case '>':
      return roughOrder > 0;
    case '<':
      return order < 0;
    case '<=':
      return roughOrder <= 0;
    case '~':
      return (
        order >= 0 && compare(candidate.slice(0, Math.min(2, written)), version.slice(0, Math.min(2, written))) === 0
      );
    case '^':
      return order >= 0 && candidate[0] === version[0];
    default:
      return roughOrder === 0;
  }
}

/** `2.6.4` of a version as Python writes it, such as `2.6.4.dev3+g1f2e` or `v2.6.4rc1`; `undefined` where it begins with no number. */
export function releaseNumber(version: string): string | undefined {
  return /^v?(\d+(?:\.\d+){0,2})/.exec(version)?.[1];
}

/** `2.6.3` in three numbers; what is not said is 0. */
export function versionOf(text: string): readonly [number, number, number] {
  const [major = 0, minor = 0, patch = 0] = text.split('.').map(Number);
  return [major, minor, patch];
}

function readComparators(text: string): readonly Comparator[] | undefined {
  const written = text
    .replaceAll(/([<>=~^])\s+/g, '$1')
    .split(/[\s,]+/)
    .filter((part) => part !== '');
  const read = written.map((part): Comparator | undefined => {
    const [, operator = '', major, minor, patch] =
      /^(<=|>=|[<>=~^]?=?)v?(\d+)(?:\.(\d+|x|\*))?(?:\.(\d+|x|\*))?$/.exec(part) ?? [];
    if (major === undefined) return undefined;
    const given = [major, minor, patch].filter((piece) => piece !== undefined && /^\d+$/.test(piece)).map(Number);
    return { operator, version: [0, 1, 2].map((i) => given[i] ?? 0), written: given.length };
  });
  return read.every((one) => one !== undefined) ? read : undefined;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = [0, 1, 2].find((i) => (a[i] ?? 0) !== (b[i] ?? 0));
  return at === undefined ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

function isJustBelow(version: readonly number[], limit: readonly number[]): boolean {
  return version[0] === limit[0] && version[1] === limit[1] && (version[2] ?? 0) + 1 === limit[2];
}
