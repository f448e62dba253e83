import type { Limits } from './scan.js';
import type { JsonObject, JsonValue } from './value.js';

export interface Survey {
  /** Members of all objects together. */
  readonly keys: number;
  /** Objects and lists within each other, at most one more than was asked for. */
  readonly depth: number;
  /** No number is an infinity, into which `JSON.parse` turns what is too large. */
  readonly allFinite: boolean;
}

/**
 * What of a parsed value tells whether its text needs a closer look. Level by level, so that no depth can overflow the stack.
 * Every value of every file passes through here: indexed loops take half the time of the shorter forms.
 */
export function survey(value: JsonValue, maximumDepth: number): Survey {
  let keys = 0;
  let depth = 0;
  let allFinite = typeof value !== 'number' || Number.isFinite(value);
  let level = isContainer(value) ? [value] : [];
  while (level.length > 0) {
    depth += 1;
    if (depth > maximumDepth) break;
    const next: (JsonValue[] | JsonObject)[] = [];
    for (const container of level) {
      const isList = Array.isArray(container);
      const members = isList ? container : Object.values(container);
      if (!isList) keys += members.length;
      for (let index = 0; index < members.length; index += 1) {
        const member = members[index];
        if (typeof member === 'number') {
          if (member === Number.POSITIVE_INFINITY || member === Number.NEGATIVE_INFINITY) allFinite = false;
        } else if (isContainer(member)) next.push(member);
      }
    }
    level = next;
  }
  return { keys, depth, allFinite };
}

function isContainer(value: JsonValue | undefined): value is JsonValue[] | JsonObject {
  return typeof value === 'object' && value !== null;
}

/**
 * Quotes followed by a colon: as many as the text writes keys, or more, when such a pair stands within a string.
 * As many as the parsed objects have members: then no key was dropped.
 */
export function countKeys(text: string): number {
  let count = 0;
  for (let colon = text.indexOf(':'); colon !== -1; colon = text.indexOf(':', colon + 1)) {
    let before = colon - 1;
    while (isBlank(text.charCodeAt(before))) before -= 1;
    if (text.charCodeAt(before) === 0x22) count += 1;
  }
  return count;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/**
 * Which limit a text goes beyond, before any memory is spent on it. Counts brackets and commas outside strings:
 * exact for JSON; what it says of other texts is for the scanner to confirm.
 */
export function exceeds(text: string, { maximumDepth, maximumValues }: Limits): 'depth' | 'values' | undefined {
  let depth = 0;
  let values = 1;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x22: // "
        at = afterString(text, at) - 1;
        break;
      case 0x2c: // ,
        values += 1;
        break;
      case 0x5b: // [
      case 0x7b: // {
        depth += 1;
        values += 1;
        if (depth > maximumDepth) return 'depth';
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth -= 1;
        break;
    }
  }
  return values > maximumValues ? 'values' : undefined;
}

function afterString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at += 1;
    else if (code === 0x22) return at + 1;
  }
  return text.length;
}
