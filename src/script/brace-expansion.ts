/** More words than anybody writes by hand: `{1..100000}` is left alone. */
export const mostWords = 1000;

/**
 * The words that a brace expression stands for, as Bash makes them: `{0..4}`, `{01..10..3}`, `{a,b}`.
 * @param text with its braces
 * @returns `undefined` where Bash leaves it as it is, or where it would be too many
 */
export function expandBraces(text: string): readonly string[] | undefined {
  const inner = text.slice(1, -1);
  const [, from, to, step] = /^(-?\d+|[A-Za-z])\.\.(-?\d+|[A-Za-z])(?:\.\.(-?\d+))?$/.exec(inner) ?? [];
  if (from !== undefined && to !== undefined) return sequence(from, to, step);
  const alternatives = splitAtCommas(inner);
  return alternatives.length < 2 ? undefined : alternatives;
}

function sequence(from: string, to: string, step: string | undefined): readonly string[] | undefined {
  const areNumbers = /\d$/.test(from) && /\d$/.test(to);
  if (!areNumbers && (/\d$/.test(from) || /\d$/.test(to))) return undefined;
  const [first, last] = areNumbers ? [Number(from), Number(to)] : [from.charCodeAt(0), to.charCodeAt(0)];
  const size = Math.max(1, Math.abs(Number(step ?? 1)));
  const count = Math.floor(Math.abs(last - first) / size) + 1;
  if (count > mostWords) return undefined;
  const isPadded = areNumbers && [from, to].some((end) => /^-?0\d/.test(end));
  const width = isPadded ? Math.max(from.length, to.length) : 0;
  if (width > mostWords) return undefined;
  return Array.from({ length: count }, (_, i) => {
    const value = first + Math.sign(last - first) * size * i;
    if (!areNumbers) return String.fromCharCode(value);
    const digits = String(Math.abs(value)).padStart(value < 0 ? width - 1 : width, '0');
    return value < 0 ? `-${digits}` : digits;
  });
}

/** At commas that are neither quoted nor inside other braces. */
function splitAtCommas(text: string): readonly string[] {
  const parts: string[] = [];
  let [depth, start] = [0, 0];
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\') at += 1;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '{') depth += 1;
    else if (character === '}') depth -= 1;
    else if (character === ',' && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}
