import type { FieldConsequence } from './consequence.js';
import {
  architectureFields,
  configurationFields,
  legacyArchitectureFields,
  topLevelFields,
} from './consequence-tables.js';

export { type Consequence, consequences, type FieldConsequence, graver, gravest } from './consequence.js';

export type FieldPath = readonly (string | number)[];

/**
 * What a difference in one field of plans means, from the field alone.
 * Where it depends on other fields (intensity statistics matter under CTNormalization only), this is the gravest case.
 * @param path from the top of a plans file, such as `['configurations', '3d_fullres', 'spacing', 0]`
 */
export function consequenceOf(path: FieldPath): FieldConsequence {
  const [first, , ...inside] = path;
  if (first !== 'configurations') return lookUp(topLevelFields, path) ?? unknownField(path);
  return path.length < 3 ? wholeConfiguration : configurationConsequenceOf(inside);
}

/**
 * {@link consequenceOf} for a field of one configuration whose inheritance is resolved.
 * @param path from the top of the configuration, such as `['architecture', 'arch_kwargs', 'n_stages']`
 */
export function configurationConsequenceOf(path: FieldPath): FieldConsequence {
  const [first, second, ...rest] = path;
  if (first === 'architecture') {
    if (second === undefined || second === 'arch_kwargs')
      return lookUp(architectureFields, rest) ?? anyArchitectureField;
    return lookUp(architectureFields, [second, ...rest]) ?? unknownField(path);
  }
  return lookUp(configurationFields, path) ?? lookUp(legacyArchitectureFields, path) ?? unknownField(path);
}

/** The entry for the longest beginning of the path; keys of the tables are joined with dots. */
function lookUp(table: ReadonlyMap<string, FieldConsequence>, path: FieldPath): FieldConsequence | undefined {
  for (let length = Math.min(path.length, 3); length > 0; length -= 1) {
    const names = path.slice(0, length).map((part) => (typeof part === 'number' || /^\d+$/.test(part) ? '*' : part));
    const found = table.get(names.join('.'));
    if (found !== undefined) return found;
  }
  return undefined;
}

const wholeConfiguration: FieldConsequence = {
  consequence: 'no effect',
  reason: 'The other configurations stay as they are.',
};

const anyArchitectureField: FieldConsequence = {
  consequence: 'weights no longer load',
  reason: 'The network class is called with it, so it decides which parameters there are.',
};

function unknownField(path: FieldPath): FieldConsequence {
  return { consequence: 'no effect', reason: `nnU-Net reads no key called ${path.join('.')}.` };
}
