import { type Judgement, nothingChecked } from '../app/judge.js';
import { didYouMean, UsageError } from '../app/trouble.js';
import type { Report } from '../engine/report.js';
import { isAtLeast, type Severity, severities } from '../engine/severity.js';
import type { RuleCrash } from '../engine/sightings.js';
import type { Appearance } from '../report/appearance.js';
import { counted } from '../report/counted.js';
import { type FormatName, formatNames, loadFormat } from '../report/format.js';
import { sanitize } from '../report/sanitize.js';
import type { Arguments } from './arguments.js';
import { saveBaseline } from './baseline-file.js';
import { wantsColour } from './colour.js';
import { readableColumns } from './columns.js';
import { type ExitCode, exitCodes } from './exit-codes.js';
import type { Terminal } from './terminal.js';
import { writeFile } from './write-file.js';

/** Writes the report in every format that was asked for, and tells the exit code: the last step of every command that runs rules. */
export async function conclude(
  judgement: Judgement,
  outputs: readonly Output[],
  given: Arguments,
  terminal: Terminal,
): Promise<ExitCode> {
  if (judgement.checks === 0 && !given.flag('allow-empty')) {
    throw nothingChecked();
  }
  const failing = failingSeverities(judgement.report, given);
  for (const { format, file } of outputs) {
    const write = await loadFormat(format);
    const text = write(judgement.report, { ...appearance(given, terminal, file), failing }, judgement.rules);
    if (file === undefined) terminal.stdout.write(text);
    else writeFile(terminal, file, text);
  }
  if (judgement.updatedBaseline !== undefined) saveBaseline(judgement.updatedBaseline, given, terminal);
  tellCrashes(judgement.crashes, terminal);
  return judgement.crashes.length > 0 ? exitCodes.fault : exitCodeFor(failing, judgement.report);
}

/** One line for each rule that failed, however often it did. */
export function tellCrashes(crashes: readonly RuleCrash[], { stderr }: Terminal): void {
  for (const rule of new Set(crashes.map((crash) => crash.rule))) {
    const [first, ...others] = crashes.filter((crash) => crash.rule === rule);
    if (first === undefined) continue;
    const { subject, message, definedIn = 'nnplans' } = first;
    const more = others.length > 0 ? ` and ${counted(others.length, 'other')}` : '';
    const line = `nnplans: rule ${rule} failed on ${subject}${more}, a fault of ${definedIn} (${message}).`;
    stderr.write(`${sanitize(line)}\n`);
  }
}

/** One format, into a file or onto standard output. */
export interface Output {
  readonly format: FormatName;
  readonly file: string | undefined;
}

/** What `--format` and `-o` ask for. To be called before the rules run, so that a typing error costs no waiting. */
export function outputsOf(given: Arguments): readonly Output[] {
  const named = given.texts('output').map((text) => {
    const equals = text.indexOf('=');
    const name = equals < 0 ? text : text.slice(0, equals);
    const file = equals < 0 ? '-' : text.slice(equals + 1);
    // A variable that nobody set must not send the report elsewhere.
    if (file === '') throw new UsageError(`-o ${name}= names no file; -o ${name} alone is standard output.`);
    return { format: formatNamed(name), file: file === '-' ? undefined : file };
  });
  const format = given.text('format');
  const outputs = [...(format === undefined ? [] : [{ format: formatNamed(format), file: undefined }]), ...named];
  if (outputs.filter(({ file }) => file === undefined).length > 1) {
    throw new UsageError('Standard output takes only one format: send the other to a file, as in -o json=report.json.');
  }
  return outputs.length > 0 ? outputs : [{ format: 'table', file: undefined }];
}

function formatNamed(name: string): FormatName {
  const format = formatNames.find((candidate) => candidate === name);
  if (format !== undefined) return format;
  throw new UsageError(
    `There is no format "${name}"; there are ${formatNames.join(', ')}.`,
    didYouMean(name, formatNames),
  );
}

function appearance(given: Arguments, terminal: Terminal, file: string | undefined): Omit<Appearance, 'failing'> {
  return {
    columns: readableColumns(terminal, file === undefined),
    colour: file === undefined && wantsColour(given.flag('no-color'), terminal),
    quiet: given.flag('quiet'),
    all: given.flag('all'),
    findingsPerRule: given.flag('all') ? Number.POSITIVE_INFINITY : given.texts('rule').length > 0 ? 200 : 3,
  };
}

export function exitCodeOf(report: Pick<Report, 'summary'>, given: Arguments): ExitCode {
  return exitCodeFor(failingSeverities(report, given), report);
}

function exitCodeFor(failing: ReadonlySet<Severity>, { summary }: Pick<Report, 'summary'>): ExitCode {
  return [...failing].some((severity) => summary[severity] > 0) ? exitCodes.findings : exitCodes.clean;
}

/** Severities of findings that make the exit code 1: from `--fail-on` upward, and warnings where there are more than allowed. */
function failingSeverities({ summary }: Pick<Report, 'summary'>, given: Arguments): ReadonlySet<Severity> {
  const named = given.text('fail-on') ?? 'error';
  const threshold = severities.find((severity) => severity === named);
  const most = given.number('max-warnings');
  const failing = new Set(severities.filter((severity) => threshold !== undefined && isAtLeast(severity, threshold)));
  if (most !== undefined && summary.warning > most) failing.add('warning');
  return failing;
}
