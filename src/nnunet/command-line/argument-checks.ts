import { pythonFloatOf, pythonInt } from '../values/python-builtins.js';
import type { ArgumentValue, ParsedArguments } from './argparse.js';
import type { EntryPoint } from './entry-points.js';
import { type InvocationProblem, problemsOf } from './problems.js';
import type { Word } from './word.js';

/** What argparse or the command itself will refuse, or pass over without a word. */
export function allProblems(
  entryPoint: EntryPoint,
  words: readonly Word[],
  parsed: ParsedArguments,
): readonly InvocationProblem[] {
  const problems = problemsOf(entryPoint, words, parsed);
  const isToldAlready = parsed.error !== undefined || problems.some(({ kind }) => kind === 'pasted character');
  return isToldAlready ? problems : [...problems, ...argumentChecks(entryPoint.name, parsed.values)];
}

type Values = ReadonlyMap<string, ArgumentValue>;

/** What the commands themselves refuse once argparse has let it pass, in the order in which they would (run/run_training.py and others). */
function argumentChecks(command: string, values: Values): readonly InvocationProblem[] {
  switch (command) {
    case 'nnUNetv2_train':
      return [
        ...device(values),
        ...fold(values),
        ...conflict(
          values,
          ['val_best', 'disable_checkpointing'],
          'AssertionError: --val_best is not compatible with --disable_checkpointing',
        ),
        ...ddpDevice(values),
        ...datasetName(values, 'dataset_name_or_id', 'dataset_name_or_id'),
        ...conflict(values, ['c', 'val'], 'AssertionError: Cannot set --c and --val flag at the same time'),
        ...conflict(
          values,
          ['c', 'pretrained_weights'],
          'RuntimeError: Cannot both continue a training AND load pretrained weights',
        ),
      ];
    case 'nnUNetv2_predict':
      return [...folds(values), ...datasetName(values, 'd', '-d'), ...part(values), ...device(values)];
    case 'nnUNetv2_predict_from_modelfolder':
      return [...folds(values), ...device(values)];
    case 'nnUNetv2_move_plans_between_datasets':
      return [...datasetName(values, 's', '-s'), ...datasetName(values, 't', '-t')];
    case 'nnUNetv2_extract_fingerprint':
      return datasetList(values);
    case 'nnUNetv2_plan_experiment':
      return [...datasetList(values), ...targetSpacing(values), ...processes(values)];
    case 'nnUNetv2_preprocess':
      return [...datasetList(values), ...processes(values)];
    case 'nnUNetv2_plan_and_preprocess':
      return [
        ...datasetList(values),
        ...targetSpacing(values),
        ...(values.get('no_pp')?.value === true ? [] : processes(values)),
      ];
    default:
      return [];
  }
}

/** argparse does not insist on `-d`, and then `None` is looped over. */
function datasetList(values: Values): readonly InvocationProblem[] {
  if (values.get('d')?.value !== null) return [];
  return [
    {
      ...refusal(undefined, '', ['-d'], "TypeError: 'NoneType' object is not iterable"),
      kind: 'missing argument',
    },
  ];
}

function device(values: Values): readonly InvocationProblem[] {
  const value = values.get('device');
  if (typeof value?.value !== 'string' || ['cpu', 'cuda', 'mps'].includes(value.value)) return [];
  return [refusal(value, value.value, ['-device'], 'AssertionError: -device must be either cpu, mps or cuda')];
}

function ddpDevice(values: Values): readonly InvocationProblem[] {
  const gpus = values.get('num_gpus');
  const kind = values.get('device');
  if (typeof gpus?.value !== 'number' || gpus.value < 2 || typeof kind?.value !== 'string' || kind.value === 'cuda')
    return [];
  return [
    refusal(
      kind,
      kind.value,
      ['-device', '-num_gpus'],
      'AssertionError: DDP training is only implemented for cuda devices',
    ),
  ];
}

function fold(values: Values): readonly InvocationProblem[] {
  const value = values.get('fold');
  if (typeof value?.value !== 'string' || value.value === 'all' || pythonInt(value.value) !== undefined) return [];
  return [refusal(value, value.value, ['fold'], 'ValueError: not a whole number')];
}

function folds(values: Values): readonly InvocationProblem[] {
  const value = values.get('f');
  if (!Array.isArray(value?.value)) return [];
  const wrong = value.value.find((one) => typeof one === 'string' && one !== 'all' && pythonInt(one) === undefined);
  return wrong === undefined ? [] : [refusal(value, String(wrong), ['-f'], 'ValueError: not a whole number')];
}

/** A dataset is called by its full name or its number (utilities/dataset_name_id_conversion.py). */
function datasetName(values: Values, dest: string, name: string): readonly InvocationProblem[] {
  const value = values.get(dest);
  if (typeof value?.value !== 'string' || value.value.startsWith('Dataset') || pythonInt(value.value) !== undefined)
    return [];
  return [
    refusal(
      value,
      value.value,
      [name],
      'ValueError: dataset_name_or_id must either be an integer or a valid dataset name',
    ),
  ];
}

function part(values: Values): readonly InvocationProblem[] {
  const id = values.get('part_id');
  const parts = values.get('num_parts')?.value;
  if (typeof id?.value !== 'number' || typeof parts !== 'number' || id.value < parts) return [];
  return [
    refusal(id, String(id.value), ['-part_id', '-num_parts'], 'AssertionError: Do you even read the documentation?'),
  ];
}

function processes(values: Values): readonly InvocationProblem[] {
  const given = values.get('np');
  const configurations = values.get('c')?.value;
  if (!Array.isArray(given?.value) || !Array.isArray(configurations)) return [];
  if (given.value.length === 1 || given.value.length === configurations.length) return [];
  const python =
    'RuntimeError: The list provided with num_processes must either have len 1 or as many elements as there are configurations';
  return [refusal(given, given.value.join(' '), ['-np', '-c'], python)];
}

function targetSpacing(values: Values): readonly InvocationProblem[] {
  const spacing = values.get('overwrite_target_spacing');
  if (!Array.isArray(spacing?.value)) return [];
  const isNumber = (one: unknown) => one === undefined || pythonFloatOf(String(one)) !== undefined;
  if (spacing.value.every(isNumber)) return [];
  const python = 'ValueError: could not convert string to float';
  return [refusal(spacing, spacing.value.join(' '), ['-overwrite_target_spacing'], python)];
}

/** Two arguments that exclude each other. */
function conflict(values: Values, dests: readonly [string, string], python: string): readonly InvocationProblem[] {
  const [first, second] = dests.map((dest) => values.get(dest));
  const isSet = (value: ArgumentValue | undefined) => value !== undefined && value.words.length > 0;
  if (!isSet(first) || !isSet(second)) return [];
  const names = dests.map((dest) => (dest === 'pretrained_weights' ? '-pretrained_weights' : `--${dest}`));
  return [refusal(first, names[0] ?? '', names, python)];
}

function refusal(
  value: ArgumentValue | undefined,
  text: string,
  names: readonly string[],
  python: string,
): InvocationProblem {
  return {
    kind: 'refused',
    word: value?.words.at(-1),
    text,
    arguments: names,
    otherReleases: [],
    isIgnored: false,
    python,
  };
}
