import { rules } from '../../rules/index.js';
import { readConfig } from '../../src/engine/config.js';
import type { Rule } from '../../src/engine/rule.js';
import { runRules } from '../../src/engine/run.js';
import { suppressed } from '../../src/engine/suppression-step.js';
import { readJsonDocument } from '../../src/io/json/read.js';
import type { SuppressionUse } from '../../src/workspace/config-subjects.js';
import type { AnySubject } from '../../src/workspace/subjects.js';
import type { Workspace } from '../../src/workspace/workspace.js';

/** What became of the suppressions in a project's config, on the first day of 2026. */
export function suppressionUses(
  { storage }: Workspace,
  subjectsOf: (rule: Rule) => readonly AnySubject[],
): readonly SuppressionUse[] {
  const document = readJsonDocument(storage, '/nnplans.config.json');
  const source = { document, folder: '/', absolute: (path: string) => `/${path}`, compileSchema: undefined };
  const { suppressions } = readConfig(document.value ?? {}, rules, source).own;
  const concerned = rules.filter((rule) => suppressions.some((suppression) => suppression.rule === rule.id));
  const nameFile = (file: string) => file.replace(/^\//, '');
  const findings = concerned.flatMap(
    (rule) => runRules({ rules: [rule], subjects: subjectsOf(rule), nameFile }).findings,
  );
  const run = {
    ran: new Set(concerned.map((rule) => rule.id)),
    notChecked: [],
    coverage: { paths: ['/'], isWhole: true, transfers: true },
  };
  return suppressed(findings, run, {
    suppressions,
    rules,
    today: '2026-01-01',
    absolute: (file) => `/${file}`,
    nameFile,
  }).uses;
}
