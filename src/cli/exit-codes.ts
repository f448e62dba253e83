/** The same for every command and every format; no option changes what a code means. */
export const exitCodes = {
  /** Nothing at or above `--fail-on`; for `diff`: no difference. */
  clean: 0,
  /** Findings at or above `--fail-on`; for `diff`: differences. */
  findings: 1,
  /** Wrong usage, a config that does not hold, input that cannot be read, or nothing that was checked. */
  trouble: 2,
  /** A fault of nnplans itself, or of a rule of one's own. */
  fault: 3,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
