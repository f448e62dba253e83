import { spawnSync } from 'node:child_process';

export interface Measurement {
  /** Wall-clock seconds, the middle one of all runs. */
  readonly seconds: number;
  /** Largest resident memory of any run, in megabytes; `undefined` where the system does not tell. */
  readonly megabytes: number | undefined;
}

export type CommandToMeasure = readonly string[] | { readonly program: string; readonly argv: readonly string[] };

const timer = '/usr/bin/time';

/** Certificates that every start of Node would read take as long as Node itself, and would make each ratio look better than it is. */
const { NODE_EXTRA_CA_CERTS: _, ...environment } = process.env;

/**
 * Runs several command lines in turn, so that a slow moment of the machine meets all of them alike.
 * @param commands arguments of node, or another program with its arguments, by name
 * @param variables of the environment, besides those of this process
 */
export function interleaved(
  commands: ReadonlyMap<string, CommandToMeasure>,
  runs: number,
  variables: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, Measurement> {
  const times = new Map<string, number[]>([...commands.keys()].map((name) => [name, []]));
  const memory = new Map<string, number>();
  for (let run = 0; run < runs + 1; run += 1) {
    for (const [name, command] of commands) {
      const { program, argv } = 'program' in command ? command : { program: process.execPath, argv: command };
      const start = performance.now();
      const { stderr, error } = spawnSync(timer, ['-f', 'maxrss %M', program, ...argv], {
        encoding: 'utf8',
        env: { ...environment, ...variables },
        maxBuffer: 2 ** 30,
      });
      if (error !== undefined) throw error;
      // The first run warms the disk's cache.
      if (run > 0) times.get(name)?.push((performance.now() - start) / 1000);
      const kilobytes = Number(/maxrss (\d+)/.exec(stderr)?.[1] ?? 0);
      memory.set(name, Math.max(memory.get(name) ?? 0, kilobytes / 1024));
    }
  }
  return new Map(
    [...times].map(([name, seconds]) => [name, { seconds: median(seconds), megabytes: memory.get(name) }]),
  );
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** One line for each command: how many times as long as the first it took. */
export function printRatios(title: string, measured: ReadonlyMap<string, Measurement>, aim?: number): void {
  const [base] = measured.values();
  console.log(`\n${title}${aim === undefined ? '' : ` (aim: at most ${aim})`}`);
  for (const [name, { seconds, megabytes }] of measured) {
    const ratio = (seconds / (base?.seconds ?? Number.NaN)).toFixed(2);
    const memory = megabytes === undefined ? '' : `  ${megabytes.toFixed(0)} MB`;
    console.log(`  ${name.padEnd(36)} ${ratio.padStart(6)}  ${(seconds * 1000).toFixed(0).padStart(7)} ms${memory}`);
  }
}
