/**
 * What stood in the way:
 * `usage` a wrong command line, or options that do not hold · `config` a config that does not hold · `unresolved` a name or path that leads nowhere ·
 * `impossible` something else that is not nnplans' to judge · `nothing-checked` no rule looked at anything · `rule-failed` a rule broke down, a fault
 * of nnplans or of a rule of one's own.
 */
export type ErrorCode = 'usage' | 'config' | 'unresolved' | 'impossible' | 'nothing-checked' | 'rule-failed';

/** Everything that nnplans throws on purpose. Nobody's finding: the request itself could not be met. */
export class NnplansError extends Error {
  constructor(
    readonly code: ErrorCode,
    /** Whole sentences: what is wrong, what was expected. */
    message: string,
    /** Lines below it: what there is instead, what to type. */
    readonly hints: readonly string[] = [],
  ) {
    super(message);
    this.name = 'NnplansError';
  }
}
