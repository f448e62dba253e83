import type { ClassKind } from './class-names.js';

/** What a scan of the sources of one nnU-Net says; nothing of it is ever run. */
export interface Installation {
  /** `2.8.1`; `undefined` where nothing states it. */
  readonly version: string | undefined;
  /** The same as a range that admits this release only: `2.4.0` for 2.4. */
  readonly release: string | undefined;
  /** How reports call it: `nnU-Net 2.8.1 in venv /home/me/venv`. */
  readonly label: string;
  /** Folder of the package `nnunetv2`. */
  readonly folder: string;
  /** What nnU-Net finds under a name; it takes the first attribute of that name in the modules of one of its packages. */
  lookUp(kind: LookedUpKind, name: string): Lookup;
  /** Names of the classes, or functions, that are defined in the modules of that package. */
  namesOf(kind: LookedUpKind): readonly string[];
  /** What `pydoc.locate` finds under a dotted name. */
  locate(path: string): Lookup;
  /** What `get_network_from_plans` finds: under the dotted name, or else under its last component in `dynamic_network_architectures`. */
  locateNetwork(path: string): Lookup;
  /** A trainer that does not come with nnU-Net, where its source is found. */
  trainer(name: string): TrainerSource | undefined;
}

export type LookedUpKind = Exclude<ClassKind, 'class'>;

export type Lookup =
  | FoundName
  /** nnU-Net finds nothing. */
  | { readonly kind: 'missing' }
  /** It may be there: a module is compiled, or makes its names while it runs. */
  | { readonly kind: 'unsure' };

export interface FoundName {
  readonly kind: 'found';
  /** `unknown`: imported from where the scan does not follow. */
  readonly what: 'class' | 'function' | 'module' | 'value' | 'unknown';
  /** Where it is defined, as far as that was followed. */
  readonly file: string;
  /** Of a function: how many arguments it must and may get by position; `undefined`: any number. */
  readonly positional?: { readonly required: number; readonly most: number | undefined };
}

/** Where nnU-Net looks, as folders below the package `nnunetv2`, with all folders inside. */
export const lookupFolders: Readonly<Record<LookedUpKind, readonly string[]>> = {
  // utilities/find_objects.py
  trainer: ['training', 'nnUNetTrainer'],
  // imageio/reader_writer_registry.py
  reader: ['imageio'],
  // preprocessing/preprocessors/default_preprocessor.py
  normalization: ['preprocessing', 'normalization'],
  // preprocessing/resampling/utils.py
  'resampling function': ['preprocessing', 'resampling'],
  // utilities/plans_handling/plans_handler.py
  preprocessor: ['preprocessing'],
  // utilities/label_handling/label_handling.py
  'label manager': ['utilities', 'label_handling'],
  // experiment_planning/plan_and_preprocess_api.py
  planner: ['experiment_planning'],
};

/** The source of a trainer that does not come with nnU-Net. */
export interface TrainerSource {
  readonly name: string;
  readonly file: string;
  /** The class and those that it extends, up to the ones of nnU-Net. */
  readonly classes: readonly TrainerClass[];
  /** The trainers of nnU-Net that these extend. */
  readonly stock: readonly string[];
  /** False where a class that it extends was not found, or is no plain name. */
  readonly isComplete: boolean;
}

export interface TrainerClass {
  readonly name: string;
  readonly file: string;
  /** Methods and attributes of its body. */
  readonly members: ReadonlySet<string>;
  /** Attributes that its methods assign to `self`. */
  readonly assigned: ReadonlySet<string>;
  /** Dotted names of what its methods change by a key. */
  readonly changed: ReadonlySet<string>;
}
