import type { JsonValue } from '../../io/json/value.js';
import type { NetworkOrigin } from './description.js';
import type { ConfigurationPath, PythonValue } from './python-value.js';

/** Reads one key of a resolved configuration (inheritance already followed). */
export type ConfigurationGetter = (key: string) => JsonValue | undefined;

/** What nnU-Net hands to the constructor, still with names in place of classes. */
export interface ArchitectureBlock {
  readonly origin: NetworkOrigin;
  /** Value of `network_class_name`. */
  readonly networkClass: PythonValue;
  /** `arch_kwargs`. */
  readonly arguments: ReadonlyMap<string, PythonValue>;
  /** `_kw_requires_import`: the arguments whose names are replaced by what they name. */
  readonly imports: readonly PythonValue[];
  /** Where an argument stands in the configuration; for a missing one, where it would. */
  pathOf(argument: string): ConfigurationPath;
}
