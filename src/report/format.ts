import type { Format } from './appearance.js';

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
