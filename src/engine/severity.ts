/**
 * `error`: nnU-Net crashes, or trains on the wrong thing without saying so.
 * `warning`: it runs but is probably not what was meant. `info`: worth knowing.
 */
export type Severity = 'error' | 'warning' | 'info';

export const severities: readonly Severity[] = ['error', 'warning', 'info'];

/** Whether `severity` is at least as grave as `threshold`. */
export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(threshold);
}
