import { Trouble } from '../app/trouble.js';
import { type JsonValue, member, pointerParts } from '../io/json/value.js';
import { withFile } from '../io/overlay-storage.js';
import type { Storage } from '../io/storage.js';
import { type OrderedJson, parseOrdered, printPython, withValue } from '../nnunet/values/python-json.js';
import type { PlansFile } from '../workspace/subjects.js';
import type { Edit, EditableField } from './messages.js';

/** What people ask "may I change this?" about, by its key in a configuration. */
const editable: readonly (readonly [name: string, path: readonly string[]])[] = [
  ['spacing (mm)', ['spacing']],
  ['patch size', ['patch_size']],
  ['batch size', ['batch_size']],
  ['normalization', ['normalization_schemes']],
  ['mask for normalization', ['use_mask_for_norm']],
  ['kernel sizes', ['architecture', 'arch_kwargs', 'kernel_sizes']],
  ['strides', ['architecture', 'arch_kwargs', 'strides']],
  ['features per stage', ['architecture', 'arch_kwargs', 'features_per_stage']],
];

/** The largest plans that are edited in a page. */
const largestPlans = 2 ** 26;

export function editableFields({ configurations }: PlansFile): readonly EditableField[] {
  return configurations.flatMap(({ configuration }) =>
    editable.flatMap(([name, [key = '', ...rest]]) => {
      const value = rest.reduce((inner: JsonValue | undefined, part) => member(inner, part), configuration.get(key));
      if (value === undefined) return [];
      return [
        {
          pointer: configuration.at(key, ...rest),
          configuration: configuration.name,
          name,
          text: JSON.stringify(value),
        },
      ];
    }),
  );
}

/**
 * The plans with other values, as nnU-Net would write them: order of keys and texts of numbers stay.
 * @throws Trouble where a value is no JSON
 */
export function editedText(storage: Storage, path: string, edits: readonly Edit[]): string {
  const plans = parseOrdered(new TextDecoder().decode(storage.readBytes(path, largestPlans)));
  return printPython(
    edits.reduce((whole, { pointer, text }) => withValue(whole, pointerParts(pointer), typedValue(text)), plans),
  );
}

function typedValue(text: string): OrderedJson {
  try {
    return parseOrdered(text);
  } catch {
    throw new Trouble(`${text} is no value of JSON.`, ['As in [3.0, 1.0, 1.0], 2, "CTNormalization" or true.']);
  }
}

export function overlaid(storage: Storage, path: string, text: string): Storage {
  return withFile(storage, path, new TextEncoder().encode(text));
}
