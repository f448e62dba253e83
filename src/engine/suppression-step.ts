import type { SuppressionUse } from '../workspace/config-subjects.js';
import type { Override } from './overrides.js';
import type { Finding } from './report.js';
import type { Rule } from './rule.js';
import type { RuleSetting } from './rule-setting.js';
import { runRules } from './run.js';
import { selects } from './selection.js';
import { type Coverage, isAtOrBelowSome, type RunFacts, type Step } from './step.js';
import type { Suppression } from './suppressions.js';

export interface SuppressionSetting {
  readonly suppressions: readonly Suppression[];
  /** Every rule of the run: those about suppressions say what became of each. */
  readonly rules: readonly Rule[];
  readonly settings: ReadonlyMap<string, RuleSetting>;
  readonly overrides: readonly Override[];
  /** The day of the run, as an ISO date in UTC. */
  readonly today: string;
  /** The absolute path of a file as findings name it. */
  readonly absolute: (file: string) => string;
  readonly nameFile: (file: string) => string;
}

/** Marks the findings that the config puts aside, and adds what is to be said of the suppressions themselves. */
export function suppressionStep(setting: SuppressionSetting): Step {
  return (findings, run) => {
    const { marked, uses } = suppressed(findings, run, setting);
    const { rules, settings, overrides, nameFile } = setting;
    const own = rules.filter((rule) => rule.subject === 'suppression');
    const said = runRules({ rules: own, subjects: uses, settings, overrides, nameFile });
    const [crash] = said.crashes;
    if (crash !== undefined) throw new Error(`rule ${crash.rule} failed: ${crash.message}`);
    return [...marked, ...said.findings];
  };
}

/** The findings with their marks, and what became of each suppression. */
export function suppressed(
  findings: readonly Finding[],
  run: RunFacts,
  { suppressions, rules, today, absolute, nameFile }: Omit<SuppressionSetting, 'settings' | 'overrides'>,
): { readonly marked: readonly Finding[]; readonly uses: readonly SuppressionUse[] } {
  const matches = new Map<Suppression, number>();
  const marked = findings.map((finding) => {
    const { location, rule } = finding;
    const place = {
      file: location === undefined ? undefined : absolute(location.file),
      pointer: location?.pointer,
    };
    const about = suppressions.filter((one) => one.rule === rule && selects(one.selection, place));
    for (const one of about) matches.set(one, (matches.get(one) ?? 0) + 1);
    const holding = about.find(({ until }) => until === undefined || until >= today);
    if (holding === undefined) return finding;
    return { ...finding, suppressed: { kind: 'config' as const, reason: holding.reason } };
  });
  const uses = suppressions.map((one): SuppressionUse => {
    const { rule, reason, until, document, pointer } = one;
    return {
      kind: 'suppression',
      label: `${nameFile(document.file)}, suppression ${Number(pointer.slice(pointer.lastIndexOf('/') + 1)) + 1}`,
      document,
      pointer,
      rule,
      reason,
      until,
      today,
      matches: matches.get(one) ?? 0,
      isJudged: isJudged(one, run, rules),
    };
  });
  return { marked, uses };
}

/** Only a run that looked everywhere where a suppression could be needed, and could check it there, may call it unused. */
function isJudged({ rule: id, selection }: Suppression, run: RunFacts, rules: readonly Rule[]): boolean {
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule === undefined || !run.ran.has(id) || run.notChecked.some((entry) => entry.rule === id)) return false;
  if (rule.subject === 'transfer' || rule.subject === 'transfer-configuration') return run.coverage.transfers;
  const bases = selection.files.map(({ path }) => path.base);
  return bases.length === 0 ? run.coverage.isWhole : bases.every((base) => isCovered(base, run.coverage));
}

function isCovered(base: string | undefined, { paths, isWhole }: Coverage): boolean {
  if (base === undefined) return isWhole;
  return isAtOrBelowSome(base, paths);
}
