import type { Finding, NotCheckedEntry, Report, WrittenEdit, WrittenFix } from '../../engine/report.js';
import type { Rule } from '../../engine/rule.js';
import { fileOf } from '../file-of.js';
import { ruleHelp } from '../rule-help.js';
import { sanitize } from '../sanitize.js';
import { jsonText } from './json-text.js';
import { ruleMarkdown } from './rule-markdown.js';
import { sarifLevels } from './sarif-levels.js';
import { artifactLocation, sarifLocation, sourceRoot } from './sarif-location.js';

/** What nnplans itself has to say of a run, besides results. */
const notices = [
  { id: 'not-checked', shortDescription: { text: 'Something could not be looked at.' } },
  {
    id: 'rule-crashed',
    shortDescription: { text: 'A rule failed, which is a fault of nnplans or of a rule of your own.' },
  },
];

/**
 * SARIF 2.1.0, one run (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html). Paths are relative to the working folder,
 * which is the root of the repository when a CI uploads them. Results are known by their identity, wherever they move to.
 */
export function sarif(report: Report, _appearance: unknown, rules: readonly Rule[]): string {
  const named = [
    ...new Set([...report.findings, ...report.notChecked.filter(isAboutRule)].map(({ rule }) => rule)),
  ].sort();
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  const crashed = report.notChecked.some((entry) => entry.crashed === true);
  // Of a run, either all results tell whether they are suppressed, or none (section 3.27.23).
  const tellsSuppressions = report.findings.some(({ suppressed }) => suppressed !== undefined);
  return jsonText({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: report.tool.name,
            version: report.tool.version,
            semanticVersion: report.tool.version,
            informationUri: 'https://github.com/nnplans/nnplans',
            rules: named.map((id) => sarifRule(id, known.get(id))),
            notifications: notices,
          },
        },
        automationDetails: { id: `nnplans/${report.command}/` },
        invocations: [
          {
            executionSuccessful: !crashed,
            properties: { verdict: report.verdict },
            toolExecutionNotifications: report.notChecked.map((entry) => notification(entry, named)),
          },
        ],
        originalUriBaseIds: { [sourceRoot]: { description: { text: 'The folder in which nnplans ran.' } } },
        columnKind: 'utf16CodeUnits',
        results: report.findings.map((finding) => result(finding, report, named, tellsSuppressions)),
      },
    ],
  });
}

function result(finding: Finding, report: Report, named: readonly string[], tellsSuppressions: boolean) {
  const {
    rule,
    messageId,
    severity,
    message,
    remedy,
    fix,
    subject,
    data,
    location,
    related,
    identity,
    suppressed,
    causedBy,
  } = finding;
  // A result without any place is refused by GitHub.
  const place = location ?? { file: fileOf(finding, report) };
  return {
    ruleId: rule,
    ruleIndex: named.indexOf(rule),
    kind: 'fail',
    level: sarifLevels[severity],
    message: { text: messageText(`${message} What to do: ${remedy}`) },
    locations: [
      {
        ...sarifLocation(place),
        logicalLocations: [{ fullyQualifiedName: sanitize(subject) }],
      },
    ],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((one, i) => ({
            id: i + 1,
            ...sarifLocation(one),
            message: { text: messageText(one.message) },
          })),
        }),
    // Not under the name `primaryLocationLineHash`: GitHub computes that itself and warns of every other value.
    partialFingerprints: { 'nnplansIdentity/v1': identity },
    ...(fix === undefined ? {} : { fixes: [sarifFix(fix, remedy)] }),
    ...(tellsSuppressions ? { suppressions: suppressed === undefined ? [] : [suppression(suppressed)] } : {}),
    properties: {
      messageId,
      remedy,
      data,
      ...(location?.pointer === undefined ? {} : { pointer: location.pointer }),
      ...(causedBy === undefined ? {} : { causedBy }),
    },
  };
}

function suppression({ kind, reason }: NonNullable<Finding['suppressed']>) {
  return { kind: 'external', status: 'accepted', justification: sanitize(reason), properties: { by: kind } };
}

function notification({ rule, subject, reason, crashed }: NotCheckedEntry, named: readonly string[]) {
  const index = named.indexOf(rule);
  return {
    descriptor: { id: crashed === true ? 'rule-crashed' : 'not-checked', index: crashed === true ? 1 : 0 },
    ...(index < 0 ? {} : { associatedRule: { id: rule, index } }),
    level: crashed === true ? 'error' : 'note',
    message: { text: messageText(index < 0 ? `${subject}: ${reason}` : `${rule}, ${subject}: ${reason}`) },
  };
}

/** Paths that the search left out stand under its name, which is no rule. */
function isAboutRule({ rule }: NotCheckedEntry): boolean {
  return rule !== 'search';
}

/** Braces would be placeholders (section 3.11.5), and brackets before parentheses a link (section 3.11.6). */
function messageText(text: string): string {
  return sanitize(text).replace(/[{}]/g, '$&$&').replaceAll('](', '] (');
}

/** A remedy that is an edit (SARIF section 3.55): one change for each file. */
function sarifFix({ edits, isSafe, commands = [] }: WrittenFix, remedy: string) {
  const files = [...new Set(edits.map(({ file }) => file))];
  return {
    description: { text: sanitize(remedy) },
    artifactChanges: files.map((file) => ({
      artifactLocation: artifactLocation(file),
      replacements: edits.filter((edit) => edit.file === file).map(replacement),
    })),
    properties: { isSafe, ...(commands.length === 0 ? {} : { commands }) },
  };
}

function replacement({ startLine, startColumn, endLine, endColumn, text }: WrittenEdit) {
  return {
    deletedRegion: { startLine, startColumn, endLine, endColumn },
    ...(text === '' ? {} : { insertedContent: { text } }),
  };
}

/** What SARIF wants to know of a rule; of one that is not known by its name, only that. */
function sarifRule(id: string, rule: Rule | undefined) {
  if (rule === undefined) return { id };
  const { area, severity, summary, why, remedy } = rule;
  const helpUri = ruleHelp(rule);
  return {
    id,
    name: camelCase(id),
    shortDescription: { text: plain(summary) },
    fullDescription: { text: plain(why) },
    help: { text: `${plain(why)}\n\nWhat to do: ${plain(remedy)}`, markdown: ruleMarkdown(rule) },
    ...(helpUri === undefined ? {} : { helpUri }),
    defaultConfiguration: { level: sarifLevels[severity] },
    properties: { tags: ['nnU-Net', area] },
  };
}

/** `transfer/spacing-match` → `TransferSpacingMatch`, as SARIF wants names to be. */
function camelCase(id: string): string {
  return id.replace(/(?:^|[/-])(.)/g, (_all, letter: string) => letter.toUpperCase());
}

function plain(markdown: string): string {
  return markdown.replaceAll('`', '').replace(/([^\n])\n(?!\n)/g, '$1 ');
}
