import type { Binding, ModuleReference } from './outline.js';
import { childrenOf, type Source, type SyntaxNode, textOf } from './syntax.js';

type Import = Extract<Binding, { readonly kind: 'import' }>;

interface BoundImport {
  /** Name in this module; `*` for everything. */
  readonly bound: string;
  readonly binding: Import;
}

/** What an `import` or `from … import` statement binds. */
export function importsOf(node: SyntaxNode, source: Source): readonly BoundImport[] {
  const words = childrenOf(node).flatMap((child) => {
    if (child.name === '(' || child.name === ')') return [];
    return child.name === 'Ellipsis' ? ['.', '.', '.'] : [textOf(child, source)];
  });
  if (words[0] !== 'from') return splitAtCommas(words.slice(1)).map(moduleImport);
  const middle = words.indexOf('import');
  const from = referenceOf(words.slice(1, middle));
  return splitAtCommas(words.slice(middle + 1)).flatMap((part): readonly BoundImport[] => {
    const [name, as, bound] = part;
    if (name === undefined) return [];
    return [{ bound: as === 'as' ? (bound ?? name) : name, binding: { kind: 'import', from, name } }];
  });
}

/** `import a.b` binds `a`, `import a.b as c` the inner module. */
function moduleImport(words: readonly string[]): BoundImport {
  const as = words.indexOf('as');
  const module = (as < 0 ? words : words.slice(0, as)).join('');
  const bound = as < 0 ? (words[0] ?? '') : (words[as + 1] ?? '');
  return { bound, binding: { kind: 'import', from: { level: 0, module: as < 0 ? bound : module }, name: undefined } };
}

function referenceOf(words: readonly string[]): ModuleReference {
  const first = words.findIndex((word) => word !== '.');
  const level = first < 0 ? words.length : first;
  return { level, module: words.slice(level).join('') };
}

function splitAtCommas(words: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  for (const word of words) {
    if (word === ',') parts.push([]);
    else parts.at(-1)?.push(word);
  }
  return parts.filter((part) => part.length > 0);
}
