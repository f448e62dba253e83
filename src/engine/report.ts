import type { FindingData } from './rule.js';
import type { Severity } from './severity.js';

/** What every format is made from, and what `--format json` prints (schemas/report.schema.json). */
export interface Report {
  readonly schemaVersion: '1';
  readonly tool: { readonly name: 'nnplans'; readonly version: string };
  readonly command: string;
  readonly summary: Summary;
  readonly findings: readonly Finding[];
  readonly notChecked: readonly NotCheckedEntry[];
  readonly subjects: readonly SubjectEntry[];
  /** `check` only: what was compared, side by side. */
  readonly comparisons?: readonly Comparison[];
}

export interface Summary {
  readonly error: number;
  readonly warning: number;
  readonly info: number;
  readonly suppressed: number;
  readonly baselined: number;
  readonly notChecked: number;
}

export interface Finding {
  readonly rule: string;
  readonly messageId: string;
  readonly severity: Severity;
  readonly message: string;
  readonly remedy: string;
  /** What it is about: `Dataset122_PancreasCT/PretrainedPlansCustom#3d_fullres`. */
  readonly subject: string;
  readonly data: FindingData;
  readonly location?: Location;
  readonly related: readonly RelatedLocation[];
  /** The same for the same mistake, wherever the file lies and whatever its key order: hash of rule, message, subject, pointer and data. */
  readonly identity: string;
  /** Following nnU-Net's next command would delete or overwrite files. */
  readonly destroysData?: true;
  readonly suppressed?: { readonly kind: 'config' | 'baseline'; readonly reason: string };
}

export interface Location {
  /** Relative to the working folder where possible, with `/`. */
  readonly file: string;
  /** RFC 6901; absent for the file as a whole. */
  readonly pointer?: string;
  /** From 1; absent where the file could not be read. */
  readonly line?: number;
  readonly column?: number;
}

export interface RelatedLocation extends Location {
  readonly message: string;
}

export interface NotCheckedEntry {
  readonly rule: string;
  readonly subject: string;
  readonly reason: string;
}

export interface SubjectEntry {
  readonly kind: string;
  readonly label: string;
  readonly file?: string;
  /** Facts for the overview: number of cases, configurations … */
  readonly facts?: Readonly<Record<string, string | number | readonly string[]>>;
}

/** One configuration of a transfer, as `check` shows it. */
export interface Comparison {
  readonly pretraining: string;
  readonly finetuning: string;
  readonly configuration: string;
  readonly rows: readonly ComparisonRow[];
}

export interface ComparisonRow {
  readonly what: string;
  readonly pretraining: string;
  readonly finetuning: string;
  /** `agrees`, the gravest finding of the rules about this row, or `not checked`. */
  readonly verdict: 'agrees' | 'differs' | Severity | 'not checked';
}
