/** One step of a compiled pattern; numbers are positions of other steps. */
export type Step =
  | { readonly kind: 'character'; readonly fits: (codePoint: number) => boolean }
  | { readonly kind: 'fork'; readonly to: readonly number[] }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'accept' };

/**
 * Whether a pattern occurs in a text. All ways through the pattern are followed at once (Thompson's construction, CACM 11(6), 1968), so that the time
 * grows with the length of the text and of the pattern, whatever both hold: patterns stand in configs, texts in files of other people.
 */
export function occursIn(program: readonly Step[], text: string): boolean {
  const points = [...text].map((character) => character.codePointAt(0) ?? 0);
  let open = new Set<number>();
  for (let position = 0; position <= points.length; position += 1) {
    const here = { program, atStart: position === 0, atEnd: position === points.length };
    // An occurrence may begin anywhere.
    const reached = closure([0, ...open], here);
    if (reached === 'accepted') return true;
    const point = points[position];
    if (point === undefined) return false;
    open = new Set();
    for (const at of reached) {
      const step = program[at];
      if (step?.kind === 'character' && step.fits(point)) open.add(at + 1);
    }
  }
  return false;
}

interface Here {
  readonly program: readonly Step[];
  readonly atStart: boolean;
  readonly atEnd: boolean;
}

/** The steps that are reached without reading a character. */
function closure(from: readonly number[], { program, atStart, atEnd }: Here): ReadonlySet<number> | 'accepted' {
  const reached = new Set<number>();
  const open = [...from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (reached.has(at)) continue;
    reached.add(at);
    const step = program[at];
    if (step?.kind === 'accept') return 'accepted';
    if (step?.kind === 'fork') open.push(...step.to);
    if ((step?.kind === 'start' && atStart) || (step?.kind === 'end' && atEnd)) open.push(at + 1);
  }
  return reached;
}
