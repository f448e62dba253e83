import type { SyntaxNode as LezerNode } from '@lezer/common';

/** A node of the syntax tree, by the names of @lezer/python. */
export type SyntaxNode = LezerNode;

export interface Source {
  readonly text: string;
}

/** Children in their order, comments left out. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== 'Comment') children.push(child);
  }
  return children;
}

export function textOf({ from, to }: SyntaxNode, { text }: Source): string {
  return text.slice(from, to);
}

/** `a.b.C` of a name or of names joined by dots; of `Generic[T]` the name before the bracket; `undefined` for anything else. */
export function dottedName(node: SyntaxNode | undefined, source: Source): string | undefined {
  if (node === undefined) return undefined;
  if (node.name === 'VariableName' || node.name === 'PropertyName') return textOf(node, source);
  if (node.name !== 'MemberExpression') return undefined;
  const [object, mark, property] = childrenOf(node);
  const first = dottedName(object, source);
  if (first === undefined || mark?.name === '[') return first;
  return property?.name === 'PropertyName' ? `${first}.${textOf(property, source)}` : undefined;
}

/** Names that are bound when a value is assigned to these targets. */
export function targetsOf(nodes: readonly SyntaxNode[], source: Source): readonly string[] {
  return nodes.flatMap((node): readonly string[] => {
    if (node.name === 'VariableName') return [textOf(node, source)];
    const isList = ['TupleExpression', 'ArrayExpression', 'ParenthesizedExpression'].includes(node.name);
    return isList ? targetsOf(childrenOf(node), source) : [];
  });
}

/** The text of a plain string; `undefined` for anything else. */
export function stringOf(node: SyntaxNode, source: Source): string | undefined {
  if (node.name !== 'String') return undefined;
  return /^["']([^\\]*)["']$/s.exec(textOf(node, source))?.[1];
}
