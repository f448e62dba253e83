import type { Binding, ClassOutline, ModuleOutline, ModuleReference } from '../../io/python-sources/outline.js';
import { readOutline } from '../../io/python-sources/read-outline.js';
import { type Storage, StorageError } from '../../io/storage.js';
import type { FoundName, Lookup } from '../../nnunet/installation/installation.js';
import { join } from '../paths.js';

/** A module on the search path. */
export type FoundModule =
  | {
      readonly kind: 'source';
      /** Dotted name. */
      readonly name: string;
      readonly file: string;
      /** The folder of a package; `undefined` for a single file. */
      readonly folder: string | undefined;
    }
  /** A folder without `__init__.py`. */
  | { readonly kind: 'namespace'; readonly name: string; readonly folder: string }
  | { readonly kind: 'compiled' };

export type SourceModule = Extract<FoundModule, { readonly kind: 'source' }>;

/** What a name in a module stands for, once imports were followed. */
export interface Definition {
  readonly module: SourceModule;
  readonly binding: Binding;
}

/** Where Python looks for packages. */
export interface SearchPath {
  /** In the order in which they are searched. */
  readonly folders: readonly string[];
  /** Packages that editable installations place elsewhere, by name. */
  readonly placed: ReadonlyMap<string, string>;
  /** Whether a package that is in none of them is surely not there. */
  readonly isComplete: boolean;
}

/** No source that somebody wrote is as large. */
const largestSource = 4_000_000;

/** Extension modules, and sources that were taken away. */
const compiled = /\.(so|pyd|pyc)$/;

/** Modules whose names may not all stand in their text. */
const mayHoldMore = /\bimport\s*\(?\s*\*|__getattr__|\bexec\s*\(|\bglobals\s*\(|\bsetattr\s*\(|sys\.modules/;

/** Python's modules as files: which names they have, without running them. Everything is read when it is asked for, and once. */
export class PythonModules {
  readonly #texts = new Map<string, string | undefined>();
  readonly #outlines = new Map<string, ModuleOutline>();
  readonly #modules = new Map<string, FoundModule | undefined>();

  constructor(
    private readonly storage: Storage,
    private readonly path: () => SearchPath,
  ) {}

  /** `undefined` where there is none; see {@link SearchPath.isComplete} for whether that is sure. */
  module(name: string): FoundModule | undefined {
    if (this.#modules.has(name)) return this.#modules.get(name);
    const dot = name.lastIndexOf('.');
    const found = dot < 0 ? this.#topLevel(name) : this.#inside(this.module(name.slice(0, dot)), name);
    this.#modules.set(name, found);
    return found;
  }

  get isComplete(): boolean {
    return this.path().isComplete;
  }

  #topLevel(name: string): FoundModule | undefined {
    const { folders, placed } = this.path();
    let namespace: FoundModule | undefined;
    for (const folder of folders) {
      const found = this.#moduleAt(folder, name, name);
      if (found !== undefined && found.kind !== 'namespace') return found;
      namespace ??= found;
    }
    const place = placed.get(name);
    if (place === undefined) return namespace;
    return place.endsWith('.py')
      ? { kind: 'source', name, file: place, folder: undefined }
      : (this.#packageAt(place, name) ?? namespace);
  }

  #inside(parent: FoundModule | undefined, name: string): FoundModule | undefined {
    const last = name.slice(name.lastIndexOf('.') + 1);
    if (parent === undefined || parent.kind === 'compiled') return parent;
    return parent.folder === undefined ? undefined : this.#moduleAt(parent.folder, last, name);
  }

  #moduleAt(folder: string, last: string, name: string): FoundModule | undefined {
    const package_ = this.#packageAt(join(folder, last), name);
    if (package_?.kind === 'source') return package_;
    const file = join(folder, `${last}.py`);
    if (this.#isFile(file)) return { kind: 'source', name, file, folder: undefined };
    const isCompiled = this.storage
      .list(folder)
      ?.some((entry) => entry.name.startsWith(`${last}.`) && compiled.test(entry.name));
    return isCompiled === true ? { kind: 'compiled' } : package_;
  }

  #packageAt(folder: string, name: string): FoundModule | undefined {
    const file = join(folder, '__init__.py');
    if (this.#isFile(file)) return { kind: 'source', name, file, folder };
    return this.storage.stat(folder)?.kind === 'folder' ? { kind: 'namespace', name, folder } : undefined;
  }

  #isFile(file: string): boolean {
    return this.storage.stat(file)?.kind === 'file';
  }

  text(file: string): string | undefined {
    if (this.#texts.has(file)) return this.#texts.get(file);
    const text = readText(this.storage, file);
    this.#texts.set(file, text);
    return text;
  }

  outline(file: string): ModuleOutline | undefined {
    const known = this.#outlines.get(file);
    if (known !== undefined) return known;
    const text = this.text(file);
    if (text === undefined) return undefined;
    const outline = readOutline(text);
    this.#outlines.set(file, outline);
    return outline;
  }

  /** Whether a module has an attribute of that name: `hasattr(module, name)`. */
  attribute(module: SourceModule, name: string, seen: ReadonlySet<string> = new Set()): Definition | 'none' | 'unsure' {
    const text = this.text(module.file);
    if (text === undefined) return 'unsure';
    // A name stands in the text of its module; parsing takes longest.
    if (!text.includes(name) && !mayHoldMore.test(text)) return 'none';
    const outline = this.outline(module.file);
    const binding = outline?.names.get(name);
    if (outline === undefined) return 'unsure';
    if (binding !== undefined) return { module, binding };
    let isUnsure = outline.isOpen;
    if (name.startsWith('_')) return isUnsure ? 'unsure' : 'none';
    for (const reference of outline.starImports) {
      const other = this.module(absoluteName(reference, module));
      if (other?.kind !== 'source' || seen.has(other.file)) {
        isUnsure ||= other?.kind !== 'source';
        continue;
      }
      const exported = this.outline(other.file)?.exported;
      if (exported?.includes(name) === false) continue;
      const found = this.attribute(other, name, new Set([...seen, module.file]));
      if (found === 'unsure') isUnsure = true;
      else if (found !== 'none') return found;
    }
    return isUnsure ? 'unsure' : 'none';
  }

  /** Follows imports and other names to the class or function itself; what cannot be followed further is returned as it is. */
  definition({ module, binding }: Definition, depth = 0): Definition {
    if (depth > 20) return { module, binding };
    if (binding.kind === 'alias') {
      const found = this.#member(module, binding.of, depth);
      return found ?? { module, binding };
    }
    if (binding.kind !== 'import' || binding.name === undefined) return { module, binding };
    const from = this.module(absoluteName(binding.from, module));
    if (from?.kind !== 'source') return { module, binding };
    const found = this.attribute(from, binding.name);
    return typeof found === 'string' ? { module, binding } : this.definition(found, depth + 1);
  }

  /** The class that a name as written in a module stands for: `nnUNetTrainer`, `trainers.base.Mine`. */
  classNamed(module: SourceModule, dotted: string): (Definition & { readonly binding: ClassOutline }) | undefined {
    const found = this.#member(module, dotted, 0);
    const { binding } = found ?? {};
    return found !== undefined && binding?.kind === 'class' ? { ...found, binding } : undefined;
  }

  #member(module: SourceModule, dotted: string, depth: number): Definition | undefined {
    const [first = '', ...rest] = dotted.split('.');
    const found = this.attribute(module, first);
    if (typeof found === 'string') return undefined;
    let at: Definition | undefined = this.definition(found, depth + 1);
    for (const [i, part] of rest.entries()) {
      if (at === undefined) return undefined;
      at = this.#memberOf(at, part, rest.slice(0, i + 1).join('.'), depth);
    }
    return at;
  }

  #memberOf({ module, binding }: Definition, part: string, path: string, depth: number): Definition | undefined {
    if (binding.kind === 'class') {
      const member = binding.members.get(part);
      return member === undefined ? undefined : { module, binding: member };
    }
    if (binding.kind !== 'import' || binding.name !== undefined) return undefined;
    const base = absoluteName(binding.from, module);
    const inner = this.module(`${base}.${path.split('.').slice(0, -1).join('.')}`.replace(/\.$/, ''));
    const submodule = this.module(`${base}.${path}`);
    if (submodule?.kind === 'source') {
      const from: ModuleReference = { level: 0, module: base };
      return { module, binding: { kind: 'import', from, name: undefined } };
    }
    const found = inner?.kind === 'source' ? this.attribute(inner, part) : 'none';
    return typeof found === 'string' ? undefined : this.definition(found, depth + 1);
  }

  /** nnU-Net's `recursive_find_python_class`: the modules of a folder in the order of their names, then the packages in it. */
  findBelow(folder: string, module: string, name: string): Definition | 'none' | 'unsure' {
    let isUnsure = false;
    const { modules, packages, hasCompiled } = this.#modulesIn(folder);
    isUnsure ||= hasCompiled;
    for (const last of modules) {
      const file = join(folder, `${last}.py`);
      const inside = module === '' ? last : `${module}.${last}`;
      const found = this.attribute({ kind: 'source', name: inside, file, folder: undefined }, name);
      if (found === 'unsure') isUnsure = true;
      else if (found !== 'none') return found;
    }
    for (const last of packages) {
      const found = this.findBelow(join(folder, last), module === '' ? last : `${module}.${last}`, name);
      if (found === 'unsure') isUnsure = true;
      else if (found !== 'none') return found;
    }
    return isUnsure ? 'unsure' : 'none';
  }

  /** As `pkgutil.iter_modules` sees a folder. */
  #modulesIn(folder: string) {
    const entries = this.storage.list(folder) ?? [];
    const isPackage = (name: string) => this.#isFile(join(folder, name, '__init__.py'));
    const packages = entries
      .filter(({ name, kind }) => kind === 'folder' && !name.includes('.') && isPackage(name))
      .map(({ name }) => name);
    const sources = entries.filter(({ name, kind }) => kind === 'file' && /^[^.]+\.py$/.test(name));
    const modules = sources
      .map(({ name }) => name.slice(0, -'.py'.length))
      .filter((name) => name !== '__init__' && !packages.includes(name));
    const hasCompiled = entries.some(({ name, kind }) => kind === 'file' && compiled.test(name));
    return { modules, packages, hasCompiled };
  }

  /** Names of the classes and functions whose definitions begin a line, as suggestions for a mistyped name. */
  definedBelow(folder: string): readonly string[] {
    const { modules, packages } = this.#modulesIn(folder);
    const own = modules.flatMap((name) => {
      const text = this.text(join(folder, `${name}.py`)) ?? '';
      return [...text.matchAll(/^(?:class|def)\s+(\w+)/gm)].map(([, found = '']) => found);
    });
    return [...own, ...packages.flatMap((name) => this.definedBelow(join(folder, name)))];
  }

  /** `pydoc.locate`: the longest part of a dotted name that can be imported, and attributes of it. */
  locate(path: string): Lookup {
    const parts = path.split('.').filter((part) => part !== '');
    let module: FoundModule | undefined;
    let length = 0;
    for (; length < parts.length; length += 1) {
      const next = this.module(parts.slice(0, length + 1).join('.'));
      if (next === undefined) break;
      module = next;
    }
    if (module === undefined) return this.isComplete || parts.length < 2 ? { kind: 'missing' } : { kind: 'unsure' };
    if (module.kind === 'compiled') return { kind: 'unsure' };
    const rest = parts.slice(length);
    const file = module.kind === 'source' ? module.file : module.folder;
    if (rest.length === 0) return { kind: 'found', what: 'module', file };
    if (module.kind === 'namespace') return { kind: 'missing' };
    const [first = '', ...inner] = rest;
    const found = this.attribute(module, first);
    if (found === 'unsure') return { kind: 'unsure' };
    if (found === 'none') return { kind: 'missing' };
    if (inner.length === 0) return this.describe(found);
    const member = this.#member(module, rest.join('.'), 0);
    return member === undefined ? { kind: 'unsure' } : this.describe(member);
  }

  describe(definition: Definition): FoundName {
    const { module, binding } = this.definition(definition);
    const base = { kind: 'found', file: module.file } as const;
    if (binding.kind === 'class' || binding.kind === 'value') return { ...base, what: binding.kind };
    if (binding.kind === 'function') {
      const { required, positional, takesMore } = binding;
      return { ...base, what: 'function', positional: { required, most: takesMore ? undefined : positional.length } };
    }
    return { ...base, what: binding.kind === 'import' && binding.name === undefined ? 'module' : 'unknown' };
  }
}

function absoluteName({ level, module }: ModuleReference, { name, folder }: SourceModule): string {
  if (level === 0) return module;
  const parts = name.split('.');
  // In the `__init__.py` of a package one dot is the package itself.
  const kept = parts.slice(0, parts.length - level + (folder === undefined ? 0 : 1));
  return [...kept, ...(module === '' ? [] : [module])].join('.');
}

function readText(storage: Storage, file: string): string | undefined {
  try {
    return new TextDecoder().decode(storage.readBytes(file, largestSource));
  } catch (error) {
    if (error instanceof StorageError) return undefined;
    throw error;
  }
}
