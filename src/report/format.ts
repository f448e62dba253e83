import type { Report } from '../engine/report.js';

/** How a person wants to read a report; formats for machines pay no heed to it. */
export interface Appearance {
  /** Characters to a line. */
  readonly columns: number;
  readonly colour: boolean;
  /** Errors only, and nothing when there are none. */
  readonly quiet: boolean;
  /** How many findings of one rule are shown in full. */
  readonly findingsPerRule: number;
}

/** Every format is made from the same report and from nothing else; it ends with a line feed, or is empty. */
export type Format = (report: Report, appearance: Appearance) => string;

export const formatNames = ['table', 'json'] as const;

export type FormatName = (typeof formatNames)[number];

/** Loaded when asked for: a format may bring a library of its own. */
export async function loadFormat(name: FormatName): Promise<Format> {
  switch (name) {
    case 'table':
      return (await import('./table.js')).table;
    case 'json':
      return (await import('./json.js')).json;
  }
}
