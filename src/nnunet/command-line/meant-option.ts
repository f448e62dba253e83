import { nearMiss } from '../words/near-miss.js';
import { nearestName } from '../words/nearest-name.js';
import type { ArgumentDefinition, EntryPoint } from './entry-points.js';

/** What the same thing is called by the commands of nnU-Net (with or without dashes), and by people who know it from elsewhere. */
const synonyms: readonly (readonly string[])[] = [
  ['p', 'plans_name', 'plans', 'plan', 'plans_identifier', 'plans_id', 'plans_file'],
  ['overwrite_plans_name', 'plans_name', 'plans', 'p', 'plans_identifier'],
  ['d', 'dataset_name_or_id', 'dataset', 'dataset_id', 'dataset_name', 'datasets', 't', 'task'],
  ['c', 'configuration', 'config', 'configurations', 'conf', 'm', 'model', 'network'],
  ['f', 'fold', 'folds'],
  ['tr', 'trainer', 'trainer_name', 'trainer_class_name'],
  ['c', 'continue', 'continue_training', 'resume'],
  ['continue_prediction', 'continue', 'resume'],
  [
    'pretrained_weights',
    'pretrained',
    'pretrain',
    'pretrained_weight',
    'pretrained_model',
    'weights',
    'checkpoint',
    'chk',
  ],
  ['num_gpus', 'gpus', 'gpu', 'n_gpus', 'ngpus', 'num_gpu'],
  ['chk', 'checkpoint', 'checkpoint_name', 'checkpoint_file'],
  ['i', 'input', 'input_folder', 'in'],
  ['o', 'output', 'output_folder', 'out'],
  ['m', 'model', 'model_folder'],
  ['pl', 'planner', 'pl2d', 'pl3d', 'planner_name'],
  ['np', 'num_processes', 'n_proc', 'npp', 'nproc', 'processes', 'tl', 'tf'],
  ['npz', 'save_npz'],
  ['save_probabilities', 'npz', 'save_npz', 'save_softmax'],
  ['val', 'validation', 'validation_only', 'validate'],
  ['verify_dataset_integrity', 'verify', 'integrity'],
  ['no_pp', 'no_preprocessing', 'no_preprocess'],
  ['s', 'source', 'source_dataset'],
  ['t', 'target', 'target_dataset'],
  ['sp', 'source_plans', 'source_plans_name', 'source_plans_identifier'],
  ['tp', 'target_plans', 'target_plans_name', 'target_plans_identifier'],
];

/**
 * The argument of a command that was probably meant by an option that it does not have.
 * @param hasValue whether a value follows: `-c 3d_fullres` means a configuration where `-c` alone means to continue
 */
export function meantArgument(
  typed: string,
  hasValue: boolean,
  entryPoint: Pick<EntryPoint, 'arguments'>,
): ArgumentDefinition | undefined {
  const fitting = entryPoint.arguments.filter(({ flag }) => (flag === undefined) === hasValue);
  return meantAmong(fitting, typed) ?? meantAmong(entryPoint.arguments, typed);
}

function meantAmong(definitions: readonly ArgumentDefinition[], typed: string): ArgumentDefinition | undefined {
  return synonymousArgument(typed, definitions) ?? nearlyNamed(bare(typed), definitions);
}

/** The argument that goes by that name elsewhere. */
export function synonymousArgument(
  typed: string,
  definitions: readonly ArgumentDefinition[],
): ArgumentDefinition | undefined {
  const wanted = bare(typed);
  const named = (matches: (name: string) => boolean) =>
    definitions.find(({ options, dest }) => [...(options ?? []), dest].some((name) => matches(bare(name))));
  return (
    named((name) => name === wanted) ??
    named((name) => synonyms.some((group) => group.includes(name) && group.includes(wanted)))
  );
}

/** The option whose name was surely meant, but for a slip of the keyboard. */
export function mistypedArgument(
  typed: string,
  definitions: readonly ArgumentDefinition[],
): ArgumentDefinition | undefined {
  const names = definitions.flatMap(({ options }) => options ?? []).map(bare);
  const meant = nearMiss(
    bare(typed),
    names.filter((name) => name.length >= shortestMistyped),
  );
  return definitions.find(({ options }) => options?.some((name) => bare(name) === meant));
}

/** Shorter names are near too much else. */
const shortestMistyped = 6;

/** Options alone: what is known by its place has no name that one could mistype. */
function nearlyNamed(wanted: string, definitions: readonly ArgumentDefinition[]): ArgumentDefinition | undefined {
  const options = definitions.flatMap(({ options: names }) => names ?? []).map(bare);
  const nearest = wanted.length < 3 ? undefined : nearestName(wanted, options);
  return definitions.find(({ options: names }) => names?.some((name) => bare(name) === nearest));
}

function bare(name: string): string {
  return name.replace(/^-+/, '').replaceAll('-', '_').toLowerCase();
}
