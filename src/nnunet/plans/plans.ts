import { isObject, type JsonObject, type JsonValue, member } from '../../io/json/value.js';
import { integerList, numberList, text } from '../values/numbers.js';
import { Configuration } from './configuration.js';

/**
 * What a plans file says, as `PlansManager` reads it (utilities/plans_handling/plans_handler.py), from any JSON value:
 * views are `undefined` where the value could not be used, and never throw.
 */
export class Plans {
  readonly #configurations = new Map<string, Configuration>();
  #names: readonly string[] | undefined;
  #all: readonly Configuration[] | undefined;
  #parents: ReadonlySet<string> | undefined;

  constructor(readonly value: JsonValue | undefined) {}

  get(key: string): JsonValue | undefined {
    return member(this.value, key);
  }

  /** Name of the dataset whose data nnU-Net will train on, whatever folder the file lies in. */
  get datasetName(): string | undefined {
    return text(this.get('dataset_name'));
  }

  /** The plans identifier that nnU-Net builds the model folder's name from, whatever the file is called. */
  get plansName(): string | undefined {
    return text(this.get('plans_name'));
  }

  get imageReaderWriter(): string | undefined {
    return text(this.get('image_reader_writer'));
  }

  /** Position i of the working axis order shows image axis `transposeForward[i]`. */
  get transposeForward(): readonly number[] | undefined {
    return axisList(this.get('transpose_forward'));
  }

  get transposeBackward(): readonly number[] | undefined {
    return axisList(this.get('transpose_backward'));
  }

  /** Median spacing of the origin's cases in mm, after `transpose_forward`. nnU-Net never reads it back: evidence of the origin. */
  get originalMedianSpacing(): readonly number[] | undefined {
    return numberList(this.get('original_median_spacing_after_transp'));
  }

  /** Median shape of the origin's cases in voxels, after `transpose_forward`. nnU-Net never reads it back: evidence of the origin. */
  get originalMedianShape(): readonly number[] | undefined {
    return numberList(this.get('original_median_shape_after_transp'));
  }

  /** Intensity statistics by channel number (as text); the older key is still understood. */
  get intensityProperties(): JsonObject | undefined {
    const value = this.get(this.intensityPropertiesKey);
    return isObject(value) ? value : undefined;
  }

  get intensityPropertiesKey(): string {
    const current = 'foreground_intensity_properties_per_channel';
    const older = 'foreground_intensity_properties_by_modality';
    return this.get(current) === undefined && this.get(older) !== undefined ? older : current;
  }

  get configurationNames(): readonly string[] {
    const configurations = this.get('configurations');
    this.#names ??= isObject(configurations) ? Object.keys(configurations) : [];
    return this.#names;
  }

  /** The configuration with its inheritance resolved; `undefined` when the plans have none of that name. */
  configuration(name: string): Configuration | undefined {
    const known = this.#configurations.get(name);
    if (known !== undefined) return known;
    const configurations = this.get('configurations');
    if (!isObject(configurations) || member(configurations, name) === undefined) return undefined;
    const configuration = new Configuration(name, configurations);
    this.#configurations.set(name, configuration);
    return configuration;
  }

  get configurations(): readonly Configuration[] {
    this.#all ??= this.configurationNames
      .map((name) => this.configuration(name))
      .filter((found) => found !== undefined);
    return this.#all;
  }

  /** Names of the configurations that another one inherits from, directly and so at all. */
  get parents(): ReadonlySet<string> {
    this.#parents ??= new Set(this.configurations.flatMap(({ lineage }) => lineage[1] ?? []));
    return this.#parents;
  }
}

/** A configuration with the plans that it belongs to, as rules see it. */
export interface ConfigurationInFile {
  readonly configuration: Configuration;
  readonly plansFile: {
    readonly plans: Plans;
    readonly datasetJson?: { readonly value: JsonValue | undefined } | undefined;
  };
}

/** Python counts with false as with 0. */
function axisList(value: JsonValue | undefined): readonly number[] | undefined {
  return integerList(
    Array.isArray(value) ? value.map((entry) => (typeof entry === 'boolean' ? Number(entry) : entry)) : undefined,
  );
}
