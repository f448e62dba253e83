import type { Report } from '../engine/report.js';
import type { Rule } from '../engine/rule.js';
import type { Severity } from '../engine/severity.js';

/** How a report is to be read. Formats for machines are always complete and pay no heed to columns, colour and quiet. */
export interface Appearance {
  /** Characters to a line. */
  readonly columns: number;
  readonly colour: boolean;
  /** Errors only, and nothing when there are none. */
  readonly quiet: boolean;
  /** How many findings of one rule are shown in full. */
  readonly findingsPerRule: number;
  /** Everything in full: consequences and notes, too. */
  readonly all: boolean;
  /** Severities of findings that make the exit code 1. */
  readonly failing: ReadonlySet<Severity>;
}

/**
 * Every format is made from the same report and, where it explains a rule, from what the rule says of itself; from nothing else.
 * The text ends with a line feed, or is empty.
 */
export type Format = (report: Report, appearance: Appearance, rules: readonly Rule[]) => string;
