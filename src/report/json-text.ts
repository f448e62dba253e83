/** A document for machines. JSON has no NaN and no infinities, and `null` would say that there is no value at all: they become text. */
export function jsonText(document: unknown): string {
  return `${JSON.stringify(document, (_key, value: unknown) => printable(value), 2)}\n`;
}

function printable(value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
