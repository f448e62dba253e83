/** Which weights load into which networks: every checkpoint beside every configuration. */
export interface WeightsMatch {
  readonly sources: readonly MatchSource[];
  readonly targets: readonly MatchTarget[];
  /** Target by target, for each the sources in their order. */
  readonly results: readonly MatchResult[];
  /** Whole sentences: why some of the weights are not to be loaded at all. */
  readonly alarms: readonly string[];
  /** Paths that were not looked at, and why. */
  readonly notChecked?: readonly { readonly subject: string; readonly reason: string }[];
  /** The command that checks the best transfer to another dataset, before it is finetuned. */
  readonly next?: string;
}

export interface MatchSource {
  readonly label: string;
  readonly file: string;
  /** `checkpoint`: its weights were read; `plans`: predicted from the plans of a model without readable checkpoints; `nothing`: {@link fault} says why. */
  readonly evidence: 'checkpoint' | 'plans' | 'nothing';
  /** The file whose weights were read. */
  readonly checkpoint?: string;
  readonly trainer?: string;
  /** On which they were trained. */
  readonly dataset?: string;
  readonly plans?: string;
  readonly configuration?: string;
  /** As the weights tell. */
  readonly network?: string;
  readonly fault?: string;
}

export interface MatchTarget {
  /** `Dataset122_PancreasCT/PretrainedPlans` */
  readonly label: string;
  readonly file: string;
  readonly dataset?: string;
  readonly plans: string;
  readonly configuration: string;
}

/**
 * `loads`: every weight, and the network sees what it was trained on; `other-input`: every weight, but {@link MatchResult.otherInput}
 * differs; `drops-weights`: some of the checkpoint are left out without a word; `fails`: nnU-Net stops; `unknown`: cannot be told.
 */
export type MatchVerdict = 'loads' | 'other-input' | 'drops-weights' | 'fails' | 'unknown';

/** Best first. */
export const matchVerdicts: readonly MatchVerdict[] = ['loads', 'other-input', 'drops-weights', 'fails', 'unknown'];

export interface MatchResult {
  /** Places in the lists of sources and targets, from 0. */
  readonly source: number;
  readonly target: number;
  readonly verdict: MatchVerdict;
  /** In a few words: what fails, is dropped, differs or is not known. */
  readonly cause?: string;
  /** Whole: every difference between the two networks. */
  readonly causes: readonly string[];
  /** What nnU-Net would print. */
  readonly error?: string;
  /** Weights of the network that stay unfilled, and of the checkpoint that are left out. */
  readonly failing: number;
  readonly dropped: number;
  /** Fields of plans in which preprocessing differs; looked at where weights load. */
  readonly otherInput: readonly string[];
}
