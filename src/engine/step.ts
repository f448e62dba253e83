import type { Finding, NotCheckedEntry } from './report.js';

/**
 * One step on the way from what the rules found to what is reported: it marks findings as suppressed, drops some or adds its own.
 * Each step sees what the one before it left; the engine sorts when all are done. The order, from the first to the last:
 * what is put aside by the config (suppressions), by the baseline, by `--since`.
 * Severities are not a step's to change: the runner settles them, overrides included.
 */
export type Step = (findings: readonly Finding[], run: RunFacts) => readonly Finding[];

/** What a step may want to know of a run besides its findings. */
export interface RunFacts {
  /** Names of the rules that looked at something. */
  readonly ran: ReadonlySet<string>;
  readonly notChecked: readonly NotCheckedEntry[];
  readonly coverage: Coverage;
}

/** Where nothing can have been missed: only there can anybody say that something is no longer needed. */
export interface Coverage {
  /** Absolute paths at or below which everything was looked at by the rules about files. */
  readonly paths: readonly string[];
  /** Whether nothing lies outside of these paths, as far as anybody can know. */
  readonly isWhole: boolean;
  /** Whether every transfer of the config was checked. */
  readonly transfers: boolean;
}

export const noCoverage: Coverage = { paths: [], isWhole: false, transfers: false };

/** Whether a path is one of some others or lies in one of them. */
export function isAtOrBelowSome(path: string, others: readonly string[]): boolean {
  return others.some((other) => path === other || other === '/' || path.startsWith(`${other}/`));
}
