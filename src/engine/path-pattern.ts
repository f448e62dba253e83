/**
 * Which files a pattern of the config means. Written as in .gitignore: `*`, `?` and `[0-9]` within a name, `**` for any number of
 * folders; a pattern without a slash is about a name at any depth; what matches a folder means everything in it.
 *
 * Patterns come from files of unknown origin. They are matched name by name in a time that grows with the length of pattern and path, never
 * faster; the regular expressions that libraries make of a pattern can take for ever.
 */
export interface PathPattern {
  /** @param file absolute path with `/` between names */
  matches(file: string): boolean;
  /** The folder or file below which everything lies that it can mean; `undefined`: it may lie anywhere. Absolute. */
  readonly base: string | undefined;
}

/** `**`, or the signs of one name. */
type Part = 'any folders' | readonly Sign[];

/** `*`, or what one character may be. */
type Sign = 'any characters' | ((character: string) => boolean);

/**
 * @param text as written, relative to `folder` unless it begins with a slash or a drive
 * @param folder absolute; files outside of it are matched by patterns that are not bound to a place, by absolute ones, and by `../`
 */
export function pathPattern(text: string, folder: string): PathPattern {
  const written = namesOf(text);
  const isAbsolute = text.startsWith('/') || isDrive(written[0]);
  const isBound = isAbsolute || (text.replace(/\/+$/, '').includes('/') && written[0] !== '**');
  if (!isBound) {
    const parts: readonly Part[] = ['any folders', ...written.map(partOf)];
    return { base: undefined, matches: (file) => matchesSome(parts, namesOf(insideOf(folder, file) ?? file)) };
  }
  // Signs in the name of the config's own folder are no wildcards.
  const steps = (isAbsolute ? [] : namesOf(folder)).map((name) => ({ name, part: literal(name), isFixed: true }));
  for (const name of written) {
    if (name === '..') steps.pop();
    else steps.push({ name, part: partOf(name), isFixed: !/[*?[]/.test(name) });
  }
  const parts = steps.map(({ part }) => part);
  const firstOpen = steps.findIndex(({ isFixed }) => !isFixed);
  const fixed = steps.slice(0, firstOpen < 0 ? steps.length : firstOpen).map(({ name }) => name);
  return {
    base: `${isDrive(fixed[0]) ? '' : '/'}${fixed.join('/')}`,
    matches: (file) => matchesSome(parts, namesOf(file)),
  };
}

function namesOf(path: string): readonly string[] {
  return path.split('/').filter((name) => name !== '' && name !== '.');
}

function insideOf(folder: string, file: string): string | undefined {
  const start = folder.endsWith('/') ? folder : `${folder}/`;
  return file.startsWith(start) ? file.slice(start.length) : undefined;
}

function isDrive(name: string | undefined): boolean {
  return name !== undefined && /^[A-Za-z]:$/.test(name);
}

function partOf(name: string): Part {
  if (name === '**') return 'any folders';
  const signs: Sign[] = [];
  // A bracket that nothing closes stands for itself.
  for (const [sign] of name.matchAll(/\*+|\[(?:!|\^)?[^/]+?\]|./gsu)) {
    if (sign.startsWith('*')) signs.push('any characters');
    else if (sign === '?') signs.push(() => true);
    else if (sign.length > 2 && sign.startsWith('[')) signs.push(oneOf(sign.slice(1, -1)));
    else signs.push((character) => character === sign);
  }
  return signs;
}

function literal(name: string): Part {
  return [...name].map((sign) => (character: string) => character === sign);
}

/** `0-9`, `abc`, `!abc` */
function oneOf(text: string): (character: string) => boolean {
  const isExcluding = /^[!^]./su.test(text);
  const ranges = [...text.slice(isExcluding ? 1 : 0).matchAll(/(.)-(.)|(.)/gsu)].map(
    ([, from, to, single]) => [from ?? single ?? '', to ?? single ?? ''] as const,
  );
  return (character) => ranges.some(([from, to]) => from <= character && character <= to) !== isExcluding;
}

/** Whether the parts match the whole path or a folder that it lies in: all ways through the parts at once, name by name. */
function matchesSome(parts: readonly Part[], names: readonly string[]): boolean {
  let reached = afterFolders(new Set([0]), parts);
  for (const name of names) {
    const next = new Set<number>();
    for (const at of reached) {
      const part = parts[at];
      if (part === undefined) return true;
      if (part === 'any folders') next.add(at);
      else if (matchesName(part, [...name])) next.add(at + 1);
    }
    reached = afterFolders(next, parts);
  }
  return reached.has(parts.length);
}

/** `**` may stand for no folder at all. */
function afterFolders(reached: Set<number>, parts: readonly Part[]): Set<number> {
  for (const at of reached) if (parts[at] === 'any folders') reached.add(at + 1);
  return reached;
}

/** Goes back to the last `*` only, which is enough: an earlier one cannot do better. */
function matchesName(signs: readonly Sign[], characters: readonly string[]): boolean {
  let sign = 0;
  let star = -1;
  let afterStar = 0;
  for (let i = 0; i < characters.length; ) {
    const wanted = signs[sign];
    if (wanted === 'any characters') {
      star = sign;
      afterStar = i;
      sign += 1;
    } else if (wanted?.(characters[i] ?? '') === true) {
      sign += 1;
      i += 1;
    } else if (star >= 0) {
      sign = star + 1;
      afterStar += 1;
      i = afterStar;
    } else return false;
  }
  return signs.slice(sign).every((rest) => rest === 'any characters');
}
