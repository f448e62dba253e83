import type { Invocation } from '../command-line/invocation.js';

interface Placed<P> {
  readonly invocation: Pick<Invocation, 'name'>;
  readonly place: P | undefined;
}

/** The place of another command that a finding is about; none for a command line by itself. */
export function runsHere<P extends object>(
  ...acts: readonly ({ readonly command: Placed<P> } | undefined)[]
): readonly (P & { readonly message: string })[] {
  return acts.flatMap((act) => {
    const place = act?.command.place;
    return act === undefined || place === undefined
      ? []
      : [{ ...place, message: `${act.command.invocation.name} runs here.` }];
  });
}
