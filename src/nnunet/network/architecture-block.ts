import type { ArchitectureBlock, ConfigurationGetter } from './constructor-arguments.js';
import { legacyArguments } from './legacy-keys.js';
import { type ProblemLog, raises } from './problem.js';
import { type FloatTest, jsonOf, type PythonValue, pythonValue, representation } from './python-value.js';

/**
 * The architecture of a configuration. Where there is an `architecture` key, legacy keys beside it are never read; where there is none, nnU-Net
 * reconstructs the block from legacy keys (nnunetv2/utilities/plans_handling/plans_handler.py, ConfigurationManager.__init__).
 * @returns `undefined` when nnU-Net stops before it has arguments; the reasons are in `log`
 */
export function readArchitectureBlock(
  get: ConfigurationGetter,
  isFloat: FloatTest | undefined,
  log: ProblemLog,
): ArchitectureBlock | undefined {
  const written = get('architecture');
  if (written === undefined) return legacyArguments(get, isFloat, log);
  const block = pythonValue(written, ['architecture'], isFloat);
  if (block.kind !== 'dict') {
    log.add({
      code: 'architecture-type',
      phase: 'build',
      at: block.at,
      data: { found: jsonOf(block), type: block.kind },
      message: `architecture is ${representation(block)}; nnU-Net reads network_class_name and arch_kwargs from it and stops.`,
      exception: raises('TypeError'),
    });
    return undefined;
  }
  const networkClass = requiredKey(block, 'network_class_name', log);
  const values = requiredKey(block, 'arch_kwargs', log);
  const importList = requiredKey(block, '_kw_requires_import', log);
  const kwargs = values === undefined ? undefined : keywordArguments(values, log);
  const imports = importList === undefined ? undefined : importedNames(importList, log);
  if (networkClass === undefined || kwargs === undefined || imports === undefined) return undefined;
  return {
    origin: 'architecture',
    networkClass,
    arguments: kwargs,
    imports,
    pathOf: (argument) => ['architecture', 'arch_kwargs', argument],
  };
}

function requiredKey(
  block: Extract<PythonValue, { kind: 'dict' }>,
  key: string,
  log: ProblemLog,
): PythonValue | undefined {
  const value = block.entries.get(key);
  if (value === undefined) {
    log.add({
      code: 'architecture-key-missing',
      phase: 'build',
      at: ['architecture', key],
      data: { key },
      message: `architecture has no ${key}; nnU-Net stops at a KeyError.`,
      exception: raises('KeyError', `'${key}'`),
    });
  }
  return value;
}

function keywordArguments(values: PythonValue, log: ProblemLog): ReadonlyMap<string, PythonValue> | undefined {
  if (values.kind === 'dict') return values.entries;
  log.add({
    code: 'arguments-type',
    phase: 'build',
    at: values.at,
    data: { found: jsonOf(values), type: values.kind },
    message: `arch_kwargs is ${representation(values)}; the constructor needs named arguments.`,
    exception: raises('TypeError'),
  });
  return undefined;
}

function importedNames(list: PythonValue, log: ProblemLog): readonly PythonValue[] | undefined {
  if (list.kind === 'list') return list.items;
  // Python walks over the characters of a string and over the keys of a dict.
  if (list.kind === 'str') return [...list.value].map((value) => ({ kind: 'str', value, at: list.at }));
  if (list.kind === 'dict') return [...list.entries.keys()].map((value) => ({ kind: 'str', value, at: list.at }));
  log.add({
    code: 'import-list-type',
    phase: 'build',
    at: list.at,
    data: { found: jsonOf(list), type: list.kind },
    message: `_kw_requires_import is ${representation(list)}; nnU-Net needs the list of arguments that name Python classes.`,
    exception: raises('TypeError', `'${list.kind}' object is not iterable`),
  });
  return undefined;
}
