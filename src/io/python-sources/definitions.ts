import type { ClassOutline, FunctionOutline } from './outline.js';
import { childrenOf, dottedName, type Source, type SyntaxNode, stringOf, textOf } from './syntax.js';

/** @param namesIn what the statements of a body bind */
export function readClass(
  node: SyntaxNode,
  source: Source,
  namesIn: (body: SyntaxNode) => ClassOutline['members'],
): ClassOutline {
  const children = childrenOf(node);
  const body = children.find(({ name }) => name === 'Body');
  return {
    kind: 'class',
    name: nameOf(children, source),
    bases: basesOf(
      children.find(({ name }) => name === 'ArgList'),
      source,
    ),
    members: body === undefined ? new Map() : namesIn(body),
    ...assignmentsIn(body, source),
  };
}

export function readFunction(node: SyntaxNode, source: Source): FunctionOutline {
  const children = childrenOf(node);
  const positional: string[] = [];
  let required = 0;
  let takesMore = false;
  const list = children.find(({ name }) => name === 'ParamList');
  for (const parameter of splitAtCommas(list === undefined ? [] : childrenOf(list))) {
    const [first, second] = parameter;
    if (first?.name === '**') break;
    if (first?.name === '*') {
      takesMore = second !== undefined;
      break;
    }
    if (first?.name !== 'VariableName') continue;
    positional.push(textOf(first, source));
    if (!parameter.some(({ name }) => name === 'AssignOp')) required += 1;
  }
  return { kind: 'function', name: nameOf(children, source), positional, required, takesMore };
}

function nameOf(children: readonly SyntaxNode[], source: Source): string {
  const name = children.find((child) => child.name === 'VariableName');
  return name === undefined ? '' : textOf(name, source);
}

function basesOf(list: SyntaxNode | undefined, source: Source): readonly string[] {
  if (list === undefined) return [];
  return splitAtCommas(childrenOf(list)).flatMap((argument): readonly string[] => {
    const [first, second] = argument;
    // `metaclass=ABCMeta`
    if (first === undefined || second?.name === 'AssignOp') return [];
    return [(argument.length === 1 ? dottedName(first, source) : undefined) ?? ''];
  });
}

/** `self.num_epochs = 100`, `self.a, self.b = …`, `setattr(self, 'num_epochs', 100)` and `plans['x'] = 1` anywhere in the methods. */
function assignmentsIn(body: SyntaxNode | undefined, source: Source): Pick<ClassOutline, 'assigned' | 'changed'> {
  const assigned = new Set<string>();
  const changed = new Set<string>();
  body?.cursor().iterate(({ name, node }) => {
    if (name === 'AssignStatement' || name === 'UpdateStatement') {
      const children = childrenOf(node);
      const last = children.findLastIndex((child) => child.name === 'AssignOp' || child.name === 'UpdateOp');
      for (const target of children.slice(0, Math.max(last, 0))) {
        const path = dottedName(target, source);
        if (path === undefined) continue;
        const [object, attribute, ...deeper] = path.split('.');
        if (childrenOf(target).at(-1)?.name === ']') changed.add(path);
        else if (object === 'self' && attribute !== undefined && deeper.length === 0) assigned.add(attribute);
      }
    } else if (name === 'CallExpression' && textOf(node, source).startsWith('setattr')) {
      const [, object, , key] = childrenOf(childrenOf(node)[1] ?? node);
      const attribute = key === undefined ? undefined : stringOf(key, source);
      if (object !== undefined && textOf(object, source) === 'self' && attribute !== undefined) assigned.add(attribute);
    }
  });
  return { assigned, changed };
}

function splitAtCommas(nodes: readonly SyntaxNode[]): readonly (readonly SyntaxNode[])[] {
  const parts: SyntaxNode[][] = [[]];
  for (const node of nodes) {
    if (node.name === ',') parts.push([]);
    else if (node.name !== '(' && node.name !== ')') parts.at(-1)?.push(node);
  }
  return parts.filter((part) => part.length > 0);
}
