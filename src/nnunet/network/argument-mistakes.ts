import { member } from '../../io/json/value.js';
import type { Configuration } from '../plans/configuration.js';
import { textList } from '../values/numbers.js';
import { nearMiss } from '../words/near-miss.js';
import type { PlacedProblem } from './judge-network.js';

/** One mistake in the names of arguments, which nnU-Net may stumble over more than once. */
export interface ArgumentMistake {
  readonly problem: PlacedProblem;
  /** The argument that was surely meant. */
  readonly meant: string | undefined;
  /** Other arguments of which the same is true. */
  readonly also: readonly string[];
}

/** The argument for the encoder has another name in each class of networks. */
const encoderArguments: ReadonlySet<string> = new Set([
  'n_conv_per_stage',
  'n_blocks_per_stage',
  'n_conv_per_stage_encoder',
]);

/** Keys of the plans before 2.3 that became arguments under another name. */
const namesSince23: ReadonlyMap<string, string> = new Map([
  ['conv_kernel_sizes', 'kernel_sizes'],
  ['pool_op_kernel_sizes', 'strides'],
]);

/**
 * A mistyped name is an argument too many and one too few, and an entry of `_kw_requires_import` that leads nowhere: it is told once, as the name
 * that nobody knows. A missing argument speaks for its entry in that list, and a misspelt entry for the argument that it should name.
 */
export function argumentMistakes(
  found: readonly PlacedProblem[],
  configuration: Configuration,
): readonly ArgumentMistake[] {
  const imports = member(configuration.get('architecture'), '_kw_requires_import');
  // A list of something else than names is told by itself.
  const isAboutImports = ({ code }: PlacedProblem) => code === 'operator-not-imported' || code === 'import-key-missing';
  const problems = textList(imports) === undefined ? found.filter((problem) => !isAboutImports(problem)) : found;
  const nameOf = ({ data }: PlacedProblem) => String(data['name'] ?? data['key'] ?? '');
  const unknown = problems.filter(({ code }) => code === 'argument-unknown');
  const lacking = problems.filter(({ code }) => code === 'argument-missing' || code === 'import-key-missing');
  const meantBy = (name: string) => {
    const wanted = [...new Set(lacking.map(nameOf))];
    const other = encoderArguments.has(name)
      ? wanted.find((one) => encoderArguments.has(one))
      : wanted.find((one) => one === namesSince23.get(name));
    return other ?? nearMiss(name, wanted);
  };
  const explained = new Set(unknown.map((problem) => meantBy(nameOf(problem))));
  const notImported = problems.filter(({ code }) => code === 'operator-not-imported');
  const misspelt = problems.filter(({ code }) => code === 'import-key-missing').map(nameOf);
  const forgotten = notImported.filter(({ data }) => nearMiss(String(data['argument']), misspelt) === undefined);
  const missing = new Set(problems.filter(({ code }) => code === 'argument-missing').map(nameOf));
  return problems
    .filter((problem) => {
      if (notImported.includes(problem)) return problem === forgotten[0];
      if (!lacking.includes(problem)) return true;
      if (explained.has(nameOf(problem))) return false;
      return problem.code === 'argument-missing' || !missing.has(nameOf(problem));
    })
    .map((problem) => ({
      problem,
      meant: unknown.includes(problem) ? meantBy(nameOf(problem)) : undefined,
      also: problem === forgotten[0] ? forgotten.slice(1).map(({ data }) => String(data['argument'])) : [],
    }));
}
