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

/** What makes two findings the same: neither their position in the file nor their number. */
export function identityText(finding: {
  readonly rule: string;
  readonly messageId: string;
  readonly subject: string;
  readonly pointer: string | undefined;
  readonly data: FindingData;
}): string {
  return [finding.rule, finding.messageId, finding.subject, finding.pointer ?? '', canonicalJson(finding.data)].join(
    '\n',
  );
}
