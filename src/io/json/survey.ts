import type { JsonValue } from './value.js';

export interface Survey {
  /** Members of all objects together. */
  readonly keys: number;
  /** Objects and lists within each other, at most one more than was asked for. */
  readonly depth: number;
  /** No number is an infinity, into which `JSON.parse` turns what is too large. */
  readonly allFinite: boolean;
}

/** What of a parsed value tells whether its text needs a closer look. Level by level, so that no depth can overflow the stack. */
export function survey(value: JsonValue, maximumDepth: number): Survey {
  let keys = 0;
  let depth = 0;
  let allFinite = true;
  let level: JsonValue[] = [value];
  while (level.length > 0 && depth <= maximumDepth + 1) {
    const next: JsonValue[] = [];
    const sort = (member: JsonValue): void => {
      if (typeof member === 'number') allFinite &&= Number.isFinite(member);
      else if (typeof member === 'object' && member !== null) next.push(member);
    };
    for (const container of level) {
      if (Array.isArray(container)) container.forEach(sort);
      else if (typeof container === 'object' && container !== null) {
        const members = Object.values(container);
        keys += members.length;
        members.forEach(sort);
      } else sort(container);
    }
    level = next;
    depth += 1;
  }
  return { keys, depth: depth - 1, allFinite };
}

/**
 * Quotes followed by a colon: as many as the text writes keys, or more, when such a pair stands within a string.
 * As many as the parsed objects have members: then no key was dropped.
 */
export function countKeys(text: string): number {
  let count = 0;
  for (let colon = text.indexOf(':'); colon !== -1; colon = text.indexOf(':', colon + 1)) {
    let before = colon - 1;
    while (before > 0 && ' \t\r\n'.includes(text.charAt(before))) before -= 1;
    if (text.charAt(before) === '"') count += 1;
  }
  return count;
}

/** Whether brackets outside strings ever stand deeper than that. Exact for JSON; for other texts the scanner decides. */
export function isDeeperThan(text: string, maximumDepth: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x22: // "
        at = afterString(text, at) - 1;
        break;
      case 0x5b: // [
      case 0x7b: // {
        depth += 1;
        if (depth > maximumDepth) return true;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth -= 1;
        break;
    }
  }
  return false;
}

function afterString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at += 1;
    else if (code === 0x22) return at + 1;
  }
  return text.length;
}
