import type { ArchitectureBlock } from './constructor-arguments.js';
import { type NetworkClassName, networkClasses, networkModule } from './network-class.js';
import { type ProblemLog, raises } from './problem.js';

/** nnU-Net gives these itself, from dataset.json. */
const givenByNnUNet: readonly string[] = ['input_channels', 'num_classes'];

/** Checks the names in `arch_kwargs` against the constructor, in Python's order: given twice, unknown, missing. */
export function checkArgumentNames(block: ArchitectureBlock, className: NetworkClassName, log: ProblemLog): void {
  const parameters = networkClasses.get(className) ?? [];
  const names = new Set(parameters.map(({ name }) => name));
  for (const name of givenByNnUNet) {
    if (!block.arguments.has(name)) continue;
    log.add({
      code: 'argument-given-by-nnunet',
      phase: 'build',
      at: block.pathOf(name),
      data: { name, class: className },
      message: `nnU-Net takes ${name} from dataset.json and passes it itself; given in arch_kwargs too, the call fails.`,
      exception: raises(
        'TypeError',
        `${networkModule}.${className}() got multiple values for keyword argument '${name}'`,
      ),
    });
  }
  for (const name of block.arguments.keys()) {
    if (names.has(name)) continue;
    const owner = [...networkClasses].find(([, others]) => others.some((other) => other.name === name))?.[0];
    log.add({
      code: 'argument-unknown',
      phase: 'build',
      at: block.pathOf(name),
      data: { name, class: className, belongsTo: owner ?? null },
      message: `${className} takes no argument ${name}${owner === undefined ? '' : ` (${owner} does)`}; building the network stops there.`,
      exception: raises('TypeError', `${className}.__init__() got an unexpected keyword argument '${name}'`),
    });
  }
  const missing = parameters
    .filter(({ name, required }) => required && !givenByNnUNet.includes(name) && !block.arguments.has(name))
    .map(({ name }) => name);
  const text = `${className}.__init__() missing ${missing.length} required positional argument${missing.length === 1 ? '' : 's'}: ${enumeration(missing)}`;
  for (const name of missing) {
    log.add({
      code: 'argument-missing',
      phase: 'build',
      at: block.pathOf(name),
      data: { name, class: className },
      message: `${className} needs ${name}, which arch_kwargs does not give; building the network stops there.`,
      exception: raises('TypeError', text),
    });
  }
}

/** `'a', 'b', and 'c'`, as CPython lists missing arguments. */
function enumeration(names: readonly string[]): string {
  const quoted = names.map((name) => `'${name}'`);
  if (quoted.length < 3) return quoted.join(' and ');
  return `${quoted.slice(0, -1).join(', ')}, and ${quoted.at(-1)}`;
}
