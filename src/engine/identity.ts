import type { FindingData } from './rule.js';

/** JSON with sorted keys; numbers that JSON lacks are written as text, so that NaN and null stay apart. */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : JSON.stringify(String(value));
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

/** What makes two findings the same: neither where their file lies, nor their line, nor their number. */
export interface IdentityParts {
  readonly rule: string;
  readonly messageId: string;
  readonly subject: string;
  readonly pointer: string | undefined;
  readonly data: FindingData;
}

/**
 * One text for the same finding. A pointer says in which configuration something is written; which of those that inherit it was looked at
 * first makes no difference.
 */
export function identityText({ rule, messageId, subject, pointer, data }: IdentityParts): string {
  const written = pointer === undefined ? subject : subject.replace(/#[^#/]*$/, '');
  return [rule, messageId, written, pointer ?? '', canonicalJson(stableData(data))].join('\n');
}

/** Data with six significant digits, as messages show them: planning again moves the last ones, and NIfTI keeps 0.8 as 0.800000011920929. */
export function stableData(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? value : Number(value.toPrecision(6));
  if (Array.isArray(value)) return value.map(stableData);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, stableData(inner)]));
}
