/** Steps that matching may take: each `*` may have to be tried at every place for every place of the others. */
const mostSteps = 10_000_000;
const longestResult = 16 * 1024 * 1024;

/** Whether matching comes to an end soon, whatever text and pattern are. */
export function isSoonMatched(text: string, pattern: string): boolean {
  const stars = pattern.split('*').length - 1;
  return text.length ** (stars + 1) <= mostSteps;
}

/** A pattern of the shell (`*.nii.gz`, `Dataset[0-9]*`) as a regular expression without anchors. */
function patternSource(pattern: string, isGreedy = true): string {
  const many = isGreedy ? '[\\s\\S]*' : '[\\s\\S]*?';
  let source = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern.charAt(at);
    const bracket = character === '[' ? /^\[([!^]?)(\]?[^\]]*)\]/.exec(pattern.slice(at)) : null;
    if (character === '*') source += many;
    else if (character === '?') source += '[\\s\\S]';
    else if (bracket !== null) {
      const [whole, negation, members = ''] = bracket;
      source += `[${negation === '' ? '' : '^'}${members.replace(/[\\\]^]/g, '\\$&')}]`;
      at += whole.length - 1;
    } else if (character === '\\' && at + 1 < pattern.length) {
      at += 1;
      source += escapeRegExp(pattern.charAt(at));
    } else source += escapeRegExp(character);
  }
  return source;
}

export function matchesPattern(text: string, pattern: string): boolean {
  return expression(`^${patternSource(pattern)}$`)?.test(text) ?? false;
}

/**
 * `${text#pattern}`, `##`, `%`, `%%`: without what the pattern fits at the beginning or the end.
 * @returns `undefined` where that would take too long
 */
export function withoutPattern(text: string, pattern: string, operator: '#' | '##' | '%' | '%%'): string | undefined {
  if (!isSoonMatched(text, `${pattern}*`)) return undefined;
  const source = patternSource(pattern, operator.length === 2);
  if (operator.startsWith('#')) return text.replace(expression(`^${source}`) ?? /(?!)/, '');
  // The shortest end is the one that begins last.
  const fits = expression(`^${patternSource(pattern)}$`);
  const starts = Array.from({ length: text.length + 1 }, (_, i) => (operator === '%%' ? i : text.length - i));
  const start = starts.find((candidate) => fits?.test(text.slice(candidate)));
  return start === undefined ? text : text.slice(0, start);
}

/**
 * `${text/pattern/replacement}` and its relatives.
 * @returns `undefined` where that would take too long, or too much room
 */
export function replacePattern(
  text: string,
  pattern: string,
  replacement: string,
  operator: '/' | '//' | '/#' | '/%',
): string | undefined {
  if (pattern === '' && operator.length === 1) return text;
  if (!isSoonMatched(text, pattern) || text.length * replacement.length > longestResult) return undefined;
  const source = patternSource(pattern);
  const anchored = operator === '/#' ? `^${source}` : operator === '/%' ? `${source}$` : source;
  const found = expression(anchored, operator === '//' ? 'g' : '');
  return found === undefined ? text : text.replace(found, () => replacement);
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function expression(source: string, flags = ''): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    // A range such as [z-a] fits nothing, there as here.
    return undefined;
  }
}
