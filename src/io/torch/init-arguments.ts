import { entryOf, itemsOf, numberOf } from '../pickle/access.js';
import { PyDict } from '../pickle/dictionary.js';
import { type PickledJson, toJson } from '../pickle/to-json.js';
import { type PickleValue, PyGlobal, PyObject } from '../pickle/values.js';

/** The arguments that the trainer was made with: what a checkpoint knows of its own origin. */
export interface InitArguments {
  /** In the order of the file; `unpack_dataset` tells nnU-Net 2.5 or older. */
  readonly names: readonly string[];
  /** Content of plans.json, as it was when training started. */
  readonly plans: PickledJson | undefined;
  /** The same as the file holds it, with Python's own types. */
  readonly pickledPlans: PickleValue | undefined;
  readonly configuration: string | undefined;
  /** A number, or `all`. */
  readonly fold: number | string | undefined;
  /** Content of dataset.json. */
  readonly datasetJson: PickledJson | undefined;
  /** `cpu`, `cuda`, `cuda:0`. */
  readonly device: string | undefined;
}

export function readInitArguments(value: PickleValue | undefined): InitArguments | undefined {
  if (!(value instanceof PyDict)) return undefined;
  const configuration = value.get('configuration');
  const fold = value.get('fold');
  return {
    names: [...value.entries()].flatMap(([name]) => (typeof name === 'string' ? [name] : [])),
    plans: jsonOf(value, 'plans'),
    pickledPlans: entryOf(value, 'plans'),
    configuration: typeof configuration === 'string' ? configuration : undefined,
    fold: typeof fold === 'string' ? fold : integerOf(fold),
    datasetJson: jsonOf(value, 'dataset_json'),
    device: deviceText(value.get('device')),
  };
}

function jsonOf(dict: PyDict, key: string): PickledJson | undefined {
  const value = entryOf(dict, key);
  return value === undefined ? undefined : toJson(value);
}

function integerOf(value: PickleValue | undefined): number | undefined {
  const number = numberOf(value);
  return Number.isInteger(number) ? number : undefined;
}

/** `torch.device('cuda', 0)` is an inert object here; printed as torch prints it. */
function deviceText(value: PickleValue | undefined): string | undefined {
  if (!(value instanceof PyObject) || !(value.callable instanceof PyGlobal)) return undefined;
  if (value.callable.module !== 'torch' || value.callable.name !== 'device') return undefined;
  const parts = itemsOf(value.args)?.filter((part) => typeof part === 'string' || typeof part === 'number');
  return parts?.join(':');
}
