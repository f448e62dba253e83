/** What a Python source says about the names in a module, without running it. */
export interface ModuleOutline {
  /** Names that the module has once it is imported; of several bindings the last, but none of an `except` over one before. */
  readonly names: ReadonlyMap<string, Binding>;
  /** Modules that it takes everything from: `from x import *`. */
  readonly starImports: readonly ModuleReference[];
  /** `__all__`, where it is a list of texts: what others get who take everything. */
  readonly exported: readonly string[] | undefined;
  /** There may be names that no reading of the source tells: it runs `exec`, writes into `globals()`, or could not be read as a whole. */
  readonly isOpen: boolean;
}

/** `..a.b` of `from ..a.b import c`: level 2, module `a.b`. */
export interface ModuleReference {
  /** Number of dots; 0 for an absolute name. */
  readonly level: number;
  readonly module: string;
}

export type Binding =
  | ClassOutline
  | FunctionOutline
  /** `name` absent: the module itself. */
  | { readonly kind: 'import'; readonly from: ModuleReference; readonly name: string | undefined }
  /** Another name for something, dotted. */
  | { readonly kind: 'alias'; readonly of: string }
  | { readonly kind: 'value' };

export interface ClassOutline {
  readonly kind: 'class';
  readonly name: string;
  /** Dotted names as written, generics without their arguments; empty for a base that is no plain name. */
  readonly bases: readonly string[];
  /** Methods, attributes and classes of its body. */
  readonly members: ReadonlyMap<string, Binding>;
  /** Attributes that its methods assign to `self`. */
  readonly assigned: ReadonlySet<string>;
  /** Dotted names of what its methods change by a key: `plans` of `plans['configurations'][c]['batch_size'] = 8`. */
  readonly changed: ReadonlySet<string>;
}

export interface FunctionOutline {
  readonly kind: 'function';
  readonly name: string;
  /** Names of the arguments that can be given by position, in their order. */
  readonly positional: readonly string[];
  /** How many of them have no default. */
  readonly required: number;
  /** Takes any number by position: `*args`. */
  readonly takesMore: boolean;
}
