import type { JsonValue } from '../io/json/value.js';
import type { Plans } from '../nnunet/plans/plans.js';

/** One of the two things that are compared. */
export interface DiffSide {
  /** How a report calls it: `Dataset121_AbdomenCT/nnUNetPlans`. */
  readonly label: string;
  readonly plans: Plans;
  /** Only this configuration. */
  readonly configuration?: string | undefined;
  /** dataset.json that goes with the plans; it names the channels. */
  readonly datasetJson?: JsonValue | undefined;
}

/** A configuration was asked for that the plans do not have. */
export class NoSuchConfiguration extends Error {
  constructor(
    readonly side: 'A' | 'B',
    readonly configuration: string,
    readonly available: readonly string[],
  ) {
    super(`${side} has no configuration "${configuration}".`);
    this.name = 'NoSuchConfiguration';
  }
}
