import type { JsonDocument } from '../io/json/document.js';

/** One entry under `suppressions` in a config, after a run: what became of it. */
export interface SuppressionUse {
  readonly kind: 'suppression';
  /** How reports call it: the config and the number of the entry, `nnplans.config.json, suppression 1`. */
  readonly label: string;
  /** The config in which it stands, and where. */
  readonly document: JsonDocument;
  readonly pointer: string;
  /** The rule whose findings it puts aside. */
  readonly rule: string;
  readonly reason: string;
  /** The last day on which it holds, as an ISO date; `undefined`: for ever. */
  readonly until: string | undefined;
  /** The day of the run, as an ISO date. */
  readonly today: string;
  /** How many findings it is about, whether it still holds or not. */
  readonly matches: number;
  /** Whether the run looked at everything that it could be about. */
  readonly isJudged: boolean;
}
