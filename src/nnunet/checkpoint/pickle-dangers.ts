import { isDangerousGlobal, isKnownGlobal } from './pickled-globals.js';

/** What opening a pickle would look up and do, as its reader writes it down (src/io/pickle/trace.ts). */
export interface PickleFacts {
  readonly globals: readonly {
    readonly module: string;
    readonly name: string;
    /** What Python 3 looks up: `module name`. */
    readonly target: string;
    readonly called: boolean;
    /** With arguments, or in a way, that genuine files never use. */
    readonly calledOddly: boolean;
  }[];
  readonly acts: readonly { readonly kind: OddAct; readonly what: string }[];
  readonly unread: string | undefined;
}

export type OddAct = 'result-called' | 'class-changed' | 'odd-state' | 'torchscript' | 'tar' | 'two-pickles';

/**
 * - `runs`: a name that is known to reach the machine, called or not: a later instruction, or the program that opens the file, may call it;
 * - `unknown`: a call of something that no genuine file names;
 * - `reference`: such a name without a call; its module is imported all the same, which runs what stands in that;
 * - `odd-call`: a call of what genuine files call, in another way;
 * - `unread`: the reader stopped before the end;
 * - the others as in {@link OddAct}.
 */
export interface PickleDanger {
  readonly kind: 'runs' | 'unknown' | 'reference' | 'odd-call' | 'unread' | OddAct;
  /** `os.system`, the name of an entry, why it was not read. */
  readonly name: string;
}

/**
 * Everything for which a file is not to be opened, worst first, each once.
 * @param own what forks name, as {@link globalTarget} writes it
 */
export function pickleDangers(facts: PickleFacts, own: ReadonlySet<string>): readonly PickleDanger[] {
  const found = new Map<string, PickleDanger>();
  const tell = (kind: PickleDanger['kind'], name: string) => found.set(`${kind} ${name}`, { kind, name });
  for (const { module, name, target, called, calledOddly } of facts.globals) {
    const full = `${module}.${name}`;
    if (own.has(target)) continue;
    if (isKnownGlobal(target)) {
      if (calledOddly) tell('odd-call', full);
    } else if (isDangerousGlobal(target)) tell('runs', full);
    else tell(called ? 'unknown' : 'reference', full);
  }
  for (const { kind, what } of facts.acts) tell(kind, what);
  if (facts.unread !== undefined) tell('unread', facts.unread);
  return [...found.values()].sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
}

const order: readonly PickleDanger['kind'][] = [
  ...(['runs', 'torchscript', 'unknown', 'result-called', 'odd-call', 'class-changed', 'odd-state'] as const),
  ...(['tar', 'two-pickles', 'reference', 'unread'] as const),
];

/** As a config writes it: the other way round. */
export function writtenGlobal(target: string): string {
  const space = target.indexOf(' ');
  const name = target.slice(space + 1);
  return `${target.slice(0, space)}${name.includes('.') ? ':' : '.'}${name}`;
}

/** The exact pair that a config means by `my_fork.layers.Scale`, or `my_fork.layers:Outer.Inner` for a class within another. */
export function globalTarget(written: string): string {
  const colon = written.indexOf(':');
  const end = colon < 0 ? written.lastIndexOf('.') : colon;
  return `${written.slice(0, end)} ${written.slice(end + 1)}`;
}
