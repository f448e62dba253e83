import { limits } from '../../budget.js';
import { isObject, type JsonObject, type JsonValue, member, pointer } from '../../io/json/value.js';
import { integerList, numberList, text, textList } from '../values/numbers.js';

/**
 * One configuration of plans with its inheritance resolved, as `PlansManager.get_configuration` gives it
 * (utilities/plans_handling/plans_handler.py). Views such as {@link spacing} are `undefined` unless nnU-Net could use the value;
 * what is wrong with it is told by the rule `plans/schema` alone.
 *
 * All vectors are in the axis order after `transpose_forward`; a 2d configuration leaves out the first of three axes.
 */
export class Configuration {
  /** Names from this configuration to its furthest ancestor. */
  readonly lineage: readonly string[];
  readonly inheritanceProblem: InheritanceProblem | undefined;

  constructor(
    readonly name: string,
    readonly configurations: JsonObject,
  ) {
    const { lineage, problem } = followInheritance(name, configurations);
    this.lineage = lineage;
    this.inheritanceProblem = problem;
  }

  // Python: parent.update(child), from the oldest ancestor down. It is shallow: a child's `architecture` replaces the parent's whole block. Looked
  // up and not copied, since each of many may inherit from each.
  get(key: string): JsonValue | undefined {
    return member(member(this.configurations, this.writtenIn(key)), key);
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  /** Keys after inheritance. */
  keys(): Iterable<string> {
    const written = [...this.lineage].reverse().map((name) => member(this.configurations, name));
    return new Set(written.flatMap((one) => (isObject(one) ? Object.keys(one) : [])));
  }

  /** The configuration in which the value that counts is written: this one or an ancestor. */
  writtenIn(key: string): string {
    return this.lineage.find((name) => member(member(this.configurations, name), key) !== undefined) ?? this.name;
  }

  isInherited(key: string): boolean {
    return this.writtenIn(key) !== this.name;
  }

  /** JSON pointer into the plans file, to where the value that counts is written; for a missing key, where it would stand. */
  at(key: string, ...rest: readonly (string | number)[]): string {
    return pointer('configurations', this.writtenIn(key), key, ...rest);
  }

  /** JSON pointer of a key in the configuration itself, whether it stands there or is inherited. */
  pointerOfOwn(key: string): string {
    return pointer('configurations', this.name, key);
  }

  /** JSON pointer of the configuration itself. */
  get pointer(): string {
    return pointer('configurations', this.name);
  }

  /** mm per voxel that images are resampled to. */
  get spacing(): readonly number[] | undefined {
    return numberList(this.get('spacing'));
  }

  /** voxels */
  get patchSize(): readonly number[] | undefined {
    return integerList(this.get('patch_size'));
  }

  get batchSize(): number | undefined {
    const value = this.get('batch_size');
    return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
  }

  /** One class name per channel. */
  get normalizationSchemes(): readonly string[] | undefined {
    return textList(this.get('normalization_schemes'));
  }

  /** One flag per channel. */
  get useMaskForNorm(): readonly boolean[] | undefined {
    const value = this.get('use_mask_for_norm');
    // ImageNormalization takes None for False.
    const flags = Array.isArray(value) ? value.map((flag) => flag ?? false) : undefined;
    return flags?.every((flag) => typeof flag === 'boolean') === true ? flags : undefined;
  }

  /** Name of the folder with the preprocessed cases, inside the dataset's preprocessed folder. */
  get dataIdentifier(): string | undefined {
    return text(this.get('data_identifier'));
  }

  /** Set for the later stages of a cascade, whose network also sees the earlier stage's segmentation. */
  get previousStage(): string | undefined {
    return text(this.get('previous_stage'));
  }

  /** `next_stage` may be one name or a list of names. */
  get nextStages(): readonly string[] {
    const value = this.get('next_stage');
    return typeof value === 'string' ? [value] : (textList(value) ?? []);
  }
}

export interface InheritanceProblem {
  readonly kind: 'unknown-parent' | 'cycle' | 'not-an-object' | 'too-deep';
  /** The configuration in which the fault is written. */
  readonly configuration: string;
  /** What stands there. */
  readonly parent: JsonValue;
  readonly lineage: readonly string[];
}

function followInheritance(
  start: string,
  configurations: JsonObject,
): { lineage: string[]; problem: InheritanceProblem | undefined } {
  const lineage: string[] = [];
  const visited = new Set<string>();
  let name = start;
  for (;;) {
    const configuration = member(configurations, name);
    lineage.push(name);
    visited.add(name);
    if (!isObject(configuration)) {
      return {
        lineage,
        problem: { kind: 'not-an-object', configuration: name, parent: configuration ?? null, lineage },
      };
    }
    const parent = member(configuration, 'inherits_from');
    if (parent === undefined) return { lineage, problem: undefined };
    if (typeof parent !== 'string' || member(configurations, parent) === undefined) {
      return { lineage, problem: { kind: 'unknown-parent', configuration: name, parent, lineage } };
    }
    if (visited.has(parent)) return { lineage, problem: { kind: 'cycle', configuration: name, parent, lineage } };
    if (lineage.length > limits.inheritance) {
      return { lineage, problem: { kind: 'too-deep', configuration: name, parent, lineage } };
    }
    name = parent;
  }
}
