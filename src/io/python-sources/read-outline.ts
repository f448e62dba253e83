import { parser } from '@lezer/python';
import { readClass, readFunction } from './definitions.js';
import { importsOf } from './imports.js';
import type { Binding, ModuleOutline, ModuleReference } from './outline.js';
import { childrenOf, dottedName, type Source, type SyntaxNode, stringOf, targetsOf, textOf } from './syntax.js';

/** The names of a module, as far as its source tells; nothing is run. Never throws: what cannot be read makes the outline open. */
export function readOutline(text: string): ModuleOutline {
  const tree = parser.parse(text);
  const reader = new BlockReader({ text }).read(tree.topNode);
  return {
    names: reader.names,
    starImports: reader.starImports,
    exported: reader.exported,
    // `global x` in a function needs no `globals`; who writes that word anywhere may bind any name.
    isOpen: reader.isOpen || text.includes('globals(') || text.includes(':=') || hasFault(tree.topNode),
  };
}

/** Functions that may bind any name of the module in which they are called. */
const binders: ReadonlySet<string> = new Set(['exec', 'setattr', 'vars', 'locals']);

/** Collects what the statements of a module or of a class body bind. */
class BlockReader {
  readonly names = new Map<string, Binding>();
  readonly starImports: ModuleReference[] = [];
  exported: readonly string[] | undefined;
  isOpen = false;

  constructor(private readonly source: Source) {}

  read(block: SyntaxNode): this {
    for (const statement of childrenOf(block)) this.readStatement(statement);
    return this;
  }

  private readStatement(node: SyntaxNode): void {
    switch (node.name) {
      case 'DecoratedStatement':
        this.readDecorated(node);
        return;
      case 'StatementGroup':
        for (const child of childrenOf(node)) this.readStatement(child);
        return;
      case 'ClassDefinition': {
        const read = readClass(node, this.source, (body) => new BlockReader(this.source).read(body).names);
        this.names.set(read.name, read);
        return;
      }
      case 'FunctionDefinition':
        this.readFunction(node);
        return;
      case 'ImportStatement':
        for (const { bound, binding } of importsOf(node, this.source)) {
          if (bound === '*') this.starImports.push(binding.from);
          else this.names.set(bound, binding);
        }
        return;
      case 'AssignStatement':
      case 'UpdateStatement':
        this.readAssignment(node);
        return;
      case 'TypeDefinition':
        this.bindAll(childrenOf(node).slice(1, 2));
        return;
      case 'DeleteStatement':
        for (const name of targetsOf(childrenOf(node), this.source)) this.names.delete(name);
        return;
      case 'IfStatement':
      case 'TryStatement':
      case 'WhileStatement':
      case 'ForStatement':
      case 'WithStatement':
      case 'MatchStatement':
        this.readCompound(node);
        return;
      case 'ExpressionStatement':
        this.readExpression(node);
        return;
    }
  }

  /** A decorator may make anything of a function; of a class it nearly always makes a class. */
  private readDecorated(node: SyntaxNode): void {
    const definition = childrenOf(node).at(-1);
    if (definition === undefined) return;
    this.readStatement(definition);
    if (definition.name === 'FunctionDefinition') {
      this.names.set(readFunction(definition, this.source).name, { kind: 'value' });
    }
  }

  private readFunction(node: SyntaxNode): void {
    const read = readFunction(node, this.source);
    this.names.set(read.name, read);
    if (read.name === '__getattr__') this.isOpen = true;
    for (const name of globalsIn(node, this.source)) this.names.set(name, { kind: 'value' });
  }

  private bindAll(targets: readonly SyntaxNode[]): void {
    for (const name of targetsOf(targets, this.source)) this.names.set(name, { kind: 'value' });
  }

  private readAssignment(node: SyntaxNode): void {
    const children = childrenOf(node);
    const last = children.findLastIndex(({ name }) => name === 'AssignOp' || name === 'UpdateOp');
    // `x: int` alone binds nothing.
    if (last < 0) return;
    const value = children.slice(last + 1);
    const [only] = value;
    const alias = value.length === 1 && only !== undefined ? dottedName(only, this.source) : undefined;
    const targets = targetsOf(children.slice(0, last), this.source);
    for (const name of targets) {
      this.names.set(
        name,
        alias === undefined || targets.length > 1 ? { kind: 'value' } : { kind: 'alias', of: alias },
      );
    }
    if (targets.includes('__all__')) this.exported = this.exportedBy(node.name === 'AssignStatement', only);
    if (textOf(node, this.source).startsWith('sys.modules')) this.isOpen = true;
  }

  private exportedBy(isNew: boolean, value: SyntaxNode | undefined): readonly string[] | undefined {
    const items = value === undefined ? [] : childrenOf(value).filter(({ name }) => !/^[[\](),]$/.test(name));
    const texts = items.map((item) => stringOf(item, this.source));
    const isList = value?.name === 'ArrayExpression' || value?.name === 'TupleExpression';
    if (!isList || texts.some((text) => text === undefined)) return undefined;
    const known = texts.filter((text) => text !== undefined);
    if (isNew) return known;
    return this.exported === undefined ? undefined : [...this.exported, ...known];
  }

  private readCompound(node: SyntaxNode): void {
    const children = childrenOf(node);
    const isDead = node.name === 'IfStatement' && isNeverTrue(children[1], this.source);
    let part = '';
    let isFirst = true;
    for (const [i, child] of children.entries()) {
      if (/^(if|elif|else|try|except|finally|for|with|while)$/.test(child.name)) part = child.name;
      if (child.name === 'Body' || child.name === 'MatchBody') {
        if (!(isFirst && isDead)) this.readPart(child, part);
        isFirst = false;
      } else if (child.name === 'as' || child.name === 'for') {
        const ends = child.name === 'as' ? [',', 'Body'] : ['in'];
        const end = children.findIndex(({ name }, at) => at > i && ends.includes(name));
        this.bindAll(children.slice(i + 1, end < 0 ? undefined : end));
      }
    }
  }

  private readPart(body: SyntaxNode, part: string): void {
    // `except ImportError: Reader = None`: what the `try` bound is what is there where everything is installed.
    const before = part === 'except' ? new Map(this.names) : undefined;
    for (const child of childrenOf(body)) {
      if (child.name === 'MatchClause') this.readCompound(child);
      else this.readStatement(child);
    }
    for (const [name, binding] of before ?? []) this.names.set(name, binding);
  }

  private readExpression(node: SyntaxNode): void {
    const [call] = childrenOf(node);
    if (call?.name !== 'CallExpression') return;
    const called = dottedName(childrenOf(call)[0], this.source);
    if (called !== undefined && binders.has(called)) this.isOpen = true;
  }
}

/** Blocks that do not run when a module is imported. */
function isNeverTrue(condition: SyntaxNode | undefined, source: Source): boolean {
  const text = condition === undefined ? '' : textOf(condition, source).replaceAll(/\s|[()]/g, '');
  return (
    ['TYPE_CHECKING', 'False', '0'].includes(text) ||
    text.endsWith('.TYPE_CHECKING') ||
    /^(__name__==["']__main__["']|["']__main__["']==__name__)$/.test(text)
  );
}

function globalsIn(node: SyntaxNode, source: Source): readonly string[] {
  if (!textOf(node, source).includes('global ')) return [];
  const found: string[] = [];
  node.cursor().iterate((inner) => {
    if (inner.name !== 'ScopeStatement') return;
    const [keyword, ...names] = childrenOf(inner.node);
    if (keyword?.name === 'global') found.push(...targetsOf(names, source));
  });
  return found;
}

function hasFault(top: SyntaxNode): boolean {
  let found = false;
  top.cursor().iterate((inner) => {
    found ||= inner.type.isError;
    return !found;
  });
  return found;
}
