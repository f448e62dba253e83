import { typingErrors } from './nearest-name.js';

/**
 * The known name that was surely meant: the same but for case, blanks or one or two typing errors, or all of it without its ending
 * (`SimpleITK` for `SimpleITKIO`). Stricter than `nearestName`, because a rule calls the name wrong on the strength of it: a name with
 * another number at its end is a variant of somebody's, not an error.
 */
export function nearMiss(typed: string, known: Iterable<string>): string | undefined {
  const names = [...known];
  if (names.includes(typed) || typed.length > 200) return undefined;
  const wanted = folded(typed);
  return (
    names.find((name) => folded(name) === wanted) ??
    names.find((name) => isMistyped(wanted, folded(name))) ??
    names.find((name) => wanted.length >= 6 && folded(name).startsWith(wanted))
  );
}

function folded(name: string): string {
  return name.trim().toLowerCase();
}

function isMistyped(typed: string, name: string): boolean {
  const shorter = Math.min(typed.length, name.length);
  const most = shorter >= 10 ? 2 : shorter >= 5 ? 1 : 0;
  if (Math.abs(typed.length - name.length) > most || digits(typed) !== digits(name)) return false;
  return typingErrors(typed, name) <= most;
}

/** `L1x1x1` and `L` differ in what they mean, not in how they are spelt. */
function digits(name: string): string {
  return name.replace(/\D+/g, ' ').trim();
}
