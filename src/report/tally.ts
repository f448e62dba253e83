import type { Finding } from '../engine/report.js';
import { severities } from '../engine/severity.js';
import { severityMarks } from './terminal/findings-text.js';
import type { Paint } from './terminal/paint.js';
import { widthOf } from './terminal/width.js';

/** Columns that a tally takes at most. */
export const tallyWidth = 11;

/** Lower for graver findings. */
export function gravity(findings: readonly Finding[]): number {
  return findings.reduce((least, { severity }) => Math.min(least, severities.indexOf(severity)), severities.length);
}

/** `✗ 2 ! 1 i 4`, or a tick. */
export function tally(findings: readonly Finding[], paint: Paint): string {
  const counts = severities.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    const [mark, colour] = severityMarks[severity];
    return count === 0 ? [] : [paint(`${mark} ${count}`, colour)];
  });
  while (widthOf(counts.join(' ')) > tallyWidth) counts.pop();
  return counts.length === 0 ? paint('✓', 'green') : counts.join(' ');
}
