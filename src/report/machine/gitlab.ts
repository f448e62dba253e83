import { sha256 } from '../../engine/digest.js';
import { openFindings } from '../../engine/open-findings.js';
import type { Finding, Report } from '../../engine/report.js';
import { fileOf } from '../file-of.js';
import { sanitize } from '../sanitize.js';
import { jsonText } from './json-text.js';

/** GitLab's Code Quality report (https://docs.gitlab.com/ci/testing/code_quality): one entry for each finding that counts. */
export function gitlab(report: Report): string {
  const findings = openFindings(report);
  const fingerprints = uniqueFingerprints(findings, report);
  return jsonText(
    findings.map((finding, i) => ({
      description: sanitize(`${finding.message} What to do: ${finding.remedy}`),
      check_name: finding.rule,
      fingerprint: fingerprints[i],
      severity: severityOf(finding),
      ...(finding.causedBy === undefined ? {} : { caused_by: finding.causedBy }),
      location: { path: fileOf(finding, report), lines: { begin: finding.location?.line ?? 1 } },
    })),
  );
}

/** GitLab's scale has five steps: info, minor, major, critical, blocker. */
function severityOf({ severity, destroysData }: Finding): string {
  if (severity === 'info') return 'info';
  if (severity === 'warning') return 'minor';
  return destroysData === true ? 'blocker' : 'critical';
}

/**
 * GitLab shows one finding of each fingerprint. Identities do not know of files: where the same mistake was made in several copies
 * of a dataset, file and number tell them apart.
 */
function uniqueFingerprints(findings: readonly Finding[], report: Report): readonly string[] {
  const uses = new Map<string, number>();
  for (const { identity } of findings) uses.set(identity, (uses.get(identity) ?? 0) + 1);
  const counts = new Map<string, number>();
  return findings.map((finding) => {
    const { identity } = finding;
    if (uses.get(identity) === 1) return identity;
    const place = `${identity}\n${fileOf(finding, report)}`;
    const number = (counts.get(place) ?? 0) + 1;
    counts.set(place, number);
    return sha256(`${place}\n${number}`);
  });
}
