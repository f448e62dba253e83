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

export const formatNames = [
  'table',
  'compact',
  'json',
  'sarif',
  'junit',
  'github',
  'gitlab',
  'markdown',
  'html',
] as const;

export type FormatName = (typeof formatNames)[number];

/** Loaded when asked for: a format may bring a library of its own. */
export async function loadFormat(name: FormatName): Promise<Format> {
  switch (name) {
    case 'table':
      return (await import('./terminal/table.js')).table;
    case 'compact':
      return (await import('./terminal/compact.js')).compact;
    case 'json':
      return (await import('./machine/json.js')).json;
    case 'sarif':
      return (await import('./machine/sarif.js')).sarif;
    case 'junit':
      return (await import('./machine/junit.js')).junit;
    case 'github':
      return (await import('./machine/github.js')).github;
    case 'gitlab':
      return (await import('./machine/gitlab.js')).gitlab;
    case 'markdown':
      return (await import('./machine/markdown.js')).markdown;
    case 'html':
      return (await import('./html/html.js')).html;
  }
}
