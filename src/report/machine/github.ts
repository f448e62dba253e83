import { familiesOf } from '../../engine/causes.js';
import type { Finding, Report } from '../../engine/report.js';
import { type Severity, severities } from '../../engine/severity.js';
import type { Appearance } from '../appearance.js';
import { counted } from '../counted.js';
import { causesOf, followsFrom, placeText } from '../finding-groups.js';
import { sanitize } from '../sanitize.js';
import { missedTexts, verdictText } from '../terminal/closing-text.js';

/** GitHub shows so many annotations of one type for each step; what comes after them is in the log only. */
const mostAnnotations = 10;

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * Workflow commands that GitHub turns into annotations beside the lines of a pull request
 * (https://docs.github.com/actions/reference/workflow-commands-for-github-actions), worst first. What is more than GitHub shows
 * stands folded in the log.
 */
export function github(report: Report, { quiet }: Appearance): string {
  // Causes first: what follows from them may be more than GitHub shows.
  const families = familiesOf(report.findings);
  const open = [...families.map(({ cause }) => cause), ...families.flatMap(({ consequences }) => consequences)];
  const causes = causesOf(families);
  const shown = severities.filter((severity) => severity === 'error' || !quiet);
  const broken = brokenRules(report);
  const lines = shown.flatMap((severity) => {
    const room = mostAnnotations - (severity === 'error' ? broken.length : 0);
    return annotations(
      open.filter((finding) => finding.severity === severity),
      room,
      causes,
    );
  });
  const isSilent = quiet && broken.length + lines.length === 0;
  return isSilent ? '' : `${[...broken, ...lines, summaryLine(report)].join('\n')}\n`;
}

/** One annotation for all rules that failed themselves. */
function brokenRules({ notChecked }: Report): readonly string[] {
  const texts = missedTexts(notChecked.filter(({ crashed }) => crashed === true));
  return texts.length === 0 ? [] : [command('error', [['title', 'nnplans']], texts.join('\n'))];
}

/**
 * @param findings all of one severity
 * @param room how many annotations may be made of them
 */
function annotations(
  findings: readonly Finding[],
  room: number,
  causes: ReadonlyMap<Finding, Finding>,
): readonly string[] {
  const annotated = findings.slice(0, findings.length > room ? room - 1 : room);
  const rest = findings.slice(annotated.length);
  const [first] = rest;
  if (first === undefined) return annotated.map((finding) => annotation(finding, causes.get(finding)));
  const title = counted(rest.length, `more ${first.severity === 'info' ? 'note' : first.severity}`);
  return [
    ...annotated.map((finding) => annotation(finding, causes.get(finding))),
    command(first.severity, [['title', title]], 'The log of this step lists them.'),
    `::group::${title}`,
    ...rest.map((finding) => `${placeText(finding)} ${finding.rule} ${sanitize(finding.message)}`),
    '::endgroup::',
  ];
}

function annotation({ location, severity, rule, message, remedy }: Finding, cause: Finding | undefined): string {
  const position: readonly Property[] =
    location?.line === undefined
      ? []
      : [
          ['line', String(location.line)],
          ...(location.column === undefined ? [] : [['col', String(location.column)] as const]),
        ];
  const file: readonly Property[] = location === undefined ? [] : [['file', location.file], ...position];
  return command(
    severity,
    [...file, ['title', rule]],
    `${sanitize(message)}\n${sanitize(cause === undefined ? `→ ${remedy}` : followsFrom(cause))}`,
  );
}

type Property = readonly [name: string, value: string];

function command(severity: Severity, properties: readonly Property[], data: string): string {
  const written = properties.map(([name, value]) => `${name}=${escapeProperty(sanitize(value))}`).join(',');
  return `::${commands[severity]} ${written}::${escapeData(data)}`;
}

/** As the runner reads them back (actions/runner, src/Runner.Common/ActionCommand.cs). */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function summaryLine(report: Report): string {
  const { notChecked } = report.summary;
  const missed = notChecked > 0 ? ` · not checked: ${notChecked}` : '';
  return `nnplans ${report.command}: ${verdictText(report)}${missed}`;
}
