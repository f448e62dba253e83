/**
 * The known name that was probably meant: at most one typing error in three characters away, or the only one that
 * contains what was typed. `undefined` when nothing is near; of equally near names the first.
 */
export function nearestName(typed: string, known: Iterable<string>): string | undefined {
  // Nobody mistypes a name of that length, and comparing it with every known one would take long.
  if (typed.length > 200) return undefined;
  const wanted = typed.toLowerCase();
  const names = [...new Set(known)].filter((name) => name !== typed);
  const mostErrors = Math.max(1, Math.floor(wanted.length / 3));
  let nearest: string | undefined;
  let fewest = mostErrors + 1;
  for (const name of names) {
    if (Math.abs(name.length - wanted.length) >= fewest) continue;
    const errors = typingErrors(wanted, name.toLowerCase());
    if (errors < fewest) {
      fewest = errors;
      nearest = name;
    }
  }
  if (nearest !== undefined || wanted.length < 3) return nearest;
  const containing = names.filter((name) => name.toLowerCase().includes(wanted));
  return containing.length === 1 ? containing[0] : undefined;
}

/** Letters to insert, drop, replace or swap with their neighbour to get from one word to the other (optimal string alignment). */
export function typingErrors(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (previous[j - 1] ?? 0) + Number(a[i - 1] !== b[j - 1]);
      let errors = Math.min(replaced, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        errors = Math.min(errors, (beforePrevious[j - 2] ?? 0) + 1);
      }
      current.push(errors);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}
