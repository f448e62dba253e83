import { type ProblemLog, raises } from './problem.js';
import { isInt, jsonOf, lengthOf, numberOf, type PythonValue, representation } from './python-value.js';

/** The checks that Python and torch make of single values, each at the moment when the constructor makes it. */

/**
 * A number of features: `torch.empty` takes ints of at least 0, and no bools here.
 * @param layers a list counts as one width per layer, until a later layer finds none or takes the list itself for a number
 */
export function checkFeatures(value: PythonValue, what: string, log: ProblemLog, layers = 0): void {
  if (value.kind === 'int') {
    if (value.value < 0) reportNegative(value, what, log);
    return;
  }
  const isFraction = value.kind === 'float' && !Number.isInteger(value.value);
  const isShort = value.kind === 'list' && value.items.length < layers;
  const exception = isFraction
    ? raises('ValueError', 'out_channels must be divisible by groups')
    : isShort
      ? raises('IndexError', 'list index out of range')
      : raises('TypeError');
  reportEntryType(value, what, 'a whole number', exception, log);
}

/** A kernel: one number, or a list with one for each axis. */
export function checkKernel(value: PythonValue, what: string, log: ProblemLog): void {
  for (const entry of entriesOf(value)) {
    if (!isInt(entry)) reportEntryType(entry, what, 'a whole number', raises('TypeError'), log);
    else if ((numberOf(entry) ?? 0) < 0) reportNegative(entry, what, log);
  }
}

/** A stride as seen by a convolution in the first batch: strictly ints. */
export function checkStrideInForward(value: PythonValue, log: ProblemLog): void {
  for (const entry of entriesOf(value)) {
    if (entry.kind === 'int') continue;
    log.add({
      code: 'stride-type',
      phase: 'forward',
      at: entry.at,
      data: { found: jsonOf(entry), type: entry.kind },
      message: `A stride is ${representation(entry)}; torch takes whole numbers only, and the first batch stops there.`,
      exception: raises('TypeError'),
    });
  }
}

/** Number of convolutions of a stage (`StackedConvBlocks`): at least 1, or taking the first of none is an IndexError. */
export function checkConvolutionCount(value: PythonValue, what: string, log: ProblemLog): void {
  if (!isInt(value)) reportEntryType(value, what, 'a whole number', raises('TypeError', multiplication(value)), log);
  else if ((numberOf(value) ?? 0) < 1) reportTooFew(value, what, raises('IndexError', 'list index out of range'), log);
}

/** Number of residual blocks of a stage (`StackedResidualBlocks`), asserted to be above 0. */
export function checkBlockCount(value: PythonValue, what: string, log: ProblemLog): void {
  const count = numberOf(value);
  if (count !== undefined && !(count > 0)) {
    reportTooFew(value, what, raises('AssertionError', 'n_blocks must be > 0'), log);
  } else if (!isInt(value)) {
    reportEntryType(
      value,
      what,
      'a whole number',
      raises('TypeError', count === undefined ? null : multiplication(value)),
      log,
    );
  }
}

/** `[x] * value` of a value that is no int. */
export function multiplication(value: PythonValue): string {
  return `can't multiply sequence by non-int of type '${value.kind}'`;
}

/** The entries of a list; a scalar stands for itself (maybe_convert_scalar_to_list). */
export function entriesOf(value: PythonValue): readonly PythonValue[] {
  return value.kind === 'list' ? value.items : [value];
}

/** The plain numbers of a kernel or stride; a scalar is spread over the axes, what is no number is NaN. */
export function axisNumbers(value: PythonValue, dimension: number): number[] {
  if (value.kind === 'list') return value.items.map((item) => numberOf(item) ?? Number.NaN);
  return new Array<number>(dimension).fill(numberOf(value) ?? Number.NaN);
}

/** A sequence over the stages: a list of the right length, or one int for all. `undefined` when the constructor stops. */
export function stageList(
  value: PythonValue,
  name: string,
  count: number,
  text: (value: PythonValue) => string,
  log: ProblemLog,
): readonly PythonValue[] | undefined {
  if (isInt(value)) return new Array<PythonValue>(Math.max(0, count)).fill(value);
  const length = lengthOf(value);
  if (length === undefined) {
    reportNoList(value, name, raises('TypeError', `object of type '${value.kind}' has no len()`), log);
    return undefined;
  }
  if (length !== count) {
    reportLength(value, name, length, count, text(value), log);
    return undefined;
  }
  if (value.kind === 'list') return value.items;
  if (value.kind === 'str')
    return [...value.value].map((character) => ({ kind: 'str', value: character, at: value.at }));
  // A dict passes as a list until its first entry is asked for.
  return undefined;
}

/** Reports dicts of the right length, which fail only after all assertions about lengths: they have no entry 0. */
export function reportDict(value: PythonValue | undefined, name: string, count: number, log: ProblemLog): void {
  if (value?.kind === 'dict' && value.entries.size === count) reportNoList(value, name, raises('KeyError', '0'), log);
}

function reportNoList(value: PythonValue, name: string, exception: ReturnType<typeof raises>, log: ProblemLog): void {
  log.add({
    code: 'list-expected',
    phase: 'build',
    at: value.at,
    data: { name, found: jsonOf(value), type: value.kind },
    message: `${name} is ${representation(value)}; the constructor needs a list with one entry per stage, or one whole number for all.`,
    exception,
  });
}

function reportLength(
  value: PythonValue,
  name: string,
  found: number,
  expected: number,
  text: string,
  log: ProblemLog,
): void {
  log.add({
    code: 'list-length',
    phase: 'build',
    at: value.at,
    data: { name, found, expected },
    message: `${name} has ${found} ${found === 1 ? 'entry' : 'entries'} where n_stages asks for ${expected}; building the network stops there.`,
    exception: raises('AssertionError', text),
  });
}

function reportEntryType(
  value: PythonValue,
  what: string,
  expected: string,
  exception: ReturnType<typeof raises>,
  log: ProblemLog,
): void {
  log.add({
    code: 'entry-type',
    phase: 'build',
    at: value.at,
    data: { what, found: jsonOf(value), type: value.kind },
    message: `${what} is ${representation(value)}, but must be ${expected}; building the network stops there.`,
    exception,
  });
}

function reportNegative(value: PythonValue, what: string, log: ProblemLog): void {
  log.add({
    code: 'entry-negative',
    phase: 'build',
    at: value.at,
    data: { what, found: jsonOf(value) },
    message: `${what} is ${representation(value)}; torch cannot make a tensor of a negative size.`,
    exception: raises('RuntimeError'),
  });
}

function reportTooFew(value: PythonValue, what: string, exception: ReturnType<typeof raises>, log: ProblemLog): void {
  log.add({
    code: 'too-few-convolutions',
    phase: 'build',
    at: value.at,
    data: { what, found: jsonOf(value) },
    message: `${what} is ${representation(value)}; each stage needs at least one.`,
    exception,
  });
}
