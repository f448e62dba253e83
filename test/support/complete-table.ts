import { readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';
import type { Case, ExpectedFinding, InvalidCase } from './rule-tester.js';

/** What a rule said about one case of its table. */
export interface CapturedCase {
  readonly name: string;
  /** The case as it stands in the table. */
  readonly given: Case;
  readonly findings: readonly ExpectedFinding[];
  readonly notChecked: readonly string[];
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Writes into a rule's test what its table does not assert yet, or asserts otherwise: `UPDATE_TABLES=1 npx jest FILE`, then `npm run format`.
 * What was written is to be read, a remedy above all. Cases that are made by an expression, and lack something, are written out one by one.
 */
export function completeTable(captured: readonly CapturedCase[]): void {
  const { testPath } = expect.getState();
  if (testPath === undefined) return;
  const source = ts.createSourceFile(testPath, readFileSync(testPath, 'utf8'), ts.ScriptTarget.Latest, true);
  const edits: Edit[] = [];
  const literals = caseLiterals(source);
  for (const one of captured) {
    const literal = literals.get(one.name);
    if (literal !== undefined) completeCase(literal, one, edits);
  }
  for (const list of ['valid', 'invalid']) writeOut(listOf(source, list), captured, literals, edits);
  let text = source.text;
  // From the end, so that positions stay true; of two at one place the later first.
  for (const { start, end, text: by } of edits.reverse().sort((a, b) => b.start - a.start))
    text = text.slice(0, start) + by + text.slice(end);
  if (text !== source.text) writeFileSync(testPath, text);
}

/** Replaces expressions in a list of cases that make cases of which something is not asserted. */
function writeOut(
  list: ts.ArrayLiteralExpression | undefined,
  captured: readonly CapturedCase[],
  literals: ReadonlyMap<string, ts.ObjectLiteralExpression>,
  edits: Edit[],
): void {
  // They stand in the order of the list: what a literal does not name, an expression made.
  const names = new Set(
    (list?.elements ?? []).flatMap((one) => (ts.isObjectLiteralExpression(one) ? nameOf(one) : [])),
  );
  const first = captured.findIndex(({ name }) => names.has(name));
  let next = first;
  while (next > 0 && !literals.has(captured[next - 1]?.name ?? '')) next -= 1;
  for (const element of list?.elements ?? []) {
    if (ts.isObjectLiteralExpression(element)) {
      const at = captured.findIndex(({ name }) => nameOf(element).includes(name));
      next = at + 1;
      continue;
    }
    const made: CapturedCase[] = [];
    for (; next >= 0 && next < captured.length && !literals.has(captured[next]?.name ?? ''); next += 1) {
      const one = captured[next];
      if (one !== undefined) made.push(one);
    }
    const isComplete = ({ given, findings, notChecked }: CapturedCase) =>
      JSON.stringify(given.notChecked ?? []) === JSON.stringify(notChecked) &&
      findings.every((finding, i) => isEqual(finding, { ...(given as Partial<InvalidCase>).findings?.[i] }));
    if (made.length === 0 || made.every(isComplete)) continue;
    const text = made
      .map(({ given, findings, notChecked }) =>
        JSON.stringify({
          ...given,
          ...(notChecked.length === 0 ? {} : { notChecked }),
          ...(findings.length === 0 ? {} : { findings }),
        }),
      )
      .join(', ');
    edits.push({ start: element.getStart(), end: element.end, text });
  }
}

function isEqual(found: ExpectedFinding, { text: _text, ...wanted }: Partial<ExpectedFinding>): boolean {
  const sorted = (value: object) => JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  return sorted(found) === sorted(wanted);
}

function nameOf(literal: ts.ObjectLiteralExpression): readonly string[] {
  const name = propertyOf(literal, 'name')?.initializer;
  return name !== undefined && ts.isStringLiteralLike(name) ? [name.text] : [];
}

function listOf(source: ts.SourceFile, name: string): ts.ArrayLiteralExpression | undefined {
  let found: ts.ArrayLiteralExpression | undefined;
  const visit = (node: ts.Node): void => {
    const value = ts.isObjectLiteralExpression(node) ? propertyOf(node, name)?.initializer : undefined;
    if (value !== undefined && ts.isArrayLiteralExpression(value)) found ??= value;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function caseLiterals(source: ts.SourceFile): ReadonlyMap<string, ts.ObjectLiteralExpression> {
  const found = new Map<string, ts.ObjectLiteralExpression>();
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      for (const name of nameOf(node)) found.set(name, node);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function completeCase(literal: ts.ObjectLiteralExpression, one: CapturedCase, edits: Edit[]): void {
  setProperty(literal, 'notChecked', one.notChecked.length === 0 ? undefined : one.notChecked, edits);
  const findings = propertyOf(literal, 'findings')?.initializer;
  if (findings === undefined) return;
  const elements = ts.isArrayLiteralExpression(findings) ? findings.elements.filter(ts.isObjectLiteralExpression) : [];
  // A list that is made by an expression, or of another length: written anew.
  if (elements.length !== one.findings.length) {
    edits.push({ start: findings.getStart(), end: findings.end, text: JSON.stringify(one.findings) });
    return;
  }
  for (const [i, element] of elements.entries()) {
    const actual = one.findings[i];
    if (actual !== undefined)
      for (const key of ['message', 'at', 'data', 'related', 'remedy', 'fix'] as const)
        setProperty(element, key, actual[key], edits);
  }
}

/** Leaves a value alone that is written as an expression: whether it holds, the test says. */
function setProperty(literal: ts.ObjectLiteralExpression, key: string, value: unknown, edits: Edit[]): void {
  const property = propertyOf(literal, key);
  if (property !== undefined) {
    if (value === undefined) edits.push({ start: property.getFullStart(), end: property.end + 1, text: '' });
    else if (isOtherLiteral(property.initializer, value))
      edits.push({
        start: property.initializer.getStart(),
        end: property.initializer.end,
        text: JSON.stringify(value),
      });
    return;
  }
  if (
    value === undefined ||
    literal.properties.some((one) => ts.isShorthandPropertyAssignment(one) && one.name.text === key)
  )
    return;
  const text = `${key}: ${JSON.stringify(value)}`;
  const last = literal.properties.at(-1);
  // Findings stay at the end of a case, text at the end of a finding.
  const before = ['findings', 'text'].map((name) => propertyOf(literal, name)).find((one) => one !== undefined);
  const [start, written] =
    before === undefined ? [last?.end ?? literal.getStart() + 1, `, ${text}`] : [before.getStart(), `${text}, `];
  edits.push({ start, end: start, text: written });
}

function isOtherLiteral(node: ts.Expression, value: unknown): boolean {
  const written = literalValue(node);
  return written !== notLiteral && JSON.stringify(written) !== JSON.stringify(value);
}

const notLiteral = Symbol('not literal');

function literalValue(node: ts.Expression): unknown {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
  if (node.kind === ts.SyntaxKind.NullKeyword) return null;
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
    const inner = literalValue(node.operand);
    return typeof inner === 'number' ? -inner : notLiteral;
  }
  if (ts.isArrayLiteralExpression(node)) {
    const values = node.elements.map(literalValue);
    return values.includes(notLiteral) ? notLiteral : values;
  }
  if (ts.isObjectLiteralExpression(node)) {
    const members = node.properties.map((one) =>
      ts.isPropertyAssignment(one) && !ts.isComputedPropertyName(one.name)
        ? ([one.name.text, literalValue(one.initializer)] as const)
        : (['', notLiteral] as const),
    );
    return members.some(([, value]) => value === notLiteral) ? notLiteral : Object.fromEntries(members);
  }
  return notLiteral;
}

function propertyOf(literal: ts.ObjectLiteralExpression, key: string): ts.PropertyAssignment | undefined {
  return literal.properties.find(
    (one): one is ts.PropertyAssignment =>
      ts.isPropertyAssignment(one) && !ts.isComputedPropertyName(one.name) && one.name.text === key,
  );
}
