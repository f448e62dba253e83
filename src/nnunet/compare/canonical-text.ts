import type { JsonValue } from '../../io/json/value.js';

/**
 * One text for equal values, whatever their key order: keys are sorted, `-0` is `0`, `NaN` equals itself.
 * Works without recursion, because a hostile file may be nested deeper than the call stack.
 */
export function canonicalText(value: JsonValue): string {
  const written: string[] = [];
  const waiting: (JsonValue | Literal)[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop() as JsonValue | Literal;
    if (next instanceof Literal) written.push(next.text);
    else if (Array.isArray(next))
      expand(
        next.map((entry) => [entry]),
        '[',
        ']',
        waiting,
      );
    else if (typeof next === 'object' && next !== null) {
      const keys = Object.keys(next).sort();
      const members = keys.map((key) => [new Literal(`${JSON.stringify(key)}:`), next[key] as JsonValue]);
      expand(members, '{', '}', waiting);
    } else written.push(typeof next === 'string' ? JSON.stringify(next) : String(next));
  }
  return written.join('');
}

/** Text that is to be written as it is. */
class Literal {
  constructor(readonly text: string) {}
}

/** Puts a list or an object on the stack, last part first. */
function expand(
  entries: readonly (JsonValue | Literal)[][],
  opening: string,
  closing: string,
  waiting: (JsonValue | Literal)[],
): void {
  waiting.push(new Literal(closing));
  for (let i = entries.length - 1; i >= 0; i -= 1) {
    for (const part of [...(entries[i] ?? [])].reverse()) waiting.push(part);
    if (i > 0) waiting.push(new Literal(','));
  }
  waiting.push(new Literal(opening));
}
