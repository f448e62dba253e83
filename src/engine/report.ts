import type { FindingData, Yielding } from './rule.js';
import type { Severity } from './severity.js';

/** What every format is made from, and what `--format json` prints (schemas/report.schema.json). */
export interface Report {
  readonly schemaVersion: '1';
  readonly tool: { readonly name: 'nnplans'; readonly version: string };
  readonly command: string;
  /** May the job be started? `not established` where nothing speaks against it and something was not looked at that could. */
  readonly verdict: Verdict;
  readonly summary: Summary;
  readonly findings: readonly Finding[];
  readonly notChecked: readonly NotCheckedEntry[];
  readonly subjects: readonly SubjectEntry[];
  /** The nnU-Net that was judged by. */
  readonly nnunet: NnunetEntry;
  /** With `--baseline` only: what it knows and this run no longer found. */
  readonly baseline?: { readonly file: string; readonly stale: readonly StaleEntry[] };
  /** With `--since` only: how many findings the revision had already; they are left out. */
  readonly since?: { readonly revision: string; readonly known: number };
  /** Where a config turns rules off, or lies in what is judged and therefore has no say about some rule. */
  readonly config?: ConfigNote;
  /** `check` only: what was compared, side by side. */
  readonly comparisons?: readonly Comparison[];
  /** `transfer` only: the plans file that is to be written, and what follows from it. */
  readonly transfer?: PlannedTransfer;
}

export interface ConfigNote {
  readonly file: string;
  /** Rules that it turns off, everywhere or for some files. */
  readonly off: readonly string[];
  /** Rules of which it has no say, since it came along with what is judged. */
  readonly ignored: readonly string[];
}

/** Which nnU-Net was taken, and on whose word. */
export interface NnunetEntry {
  /**
   * `found`: the one that the commands here would use; `named`: the one in a folder that the option or the config names; `versions`: a range of versions
   * that they name; `assumed`: nothing of it is known.
   */
  readonly source: 'found' | 'named' | 'versions' | 'assumed';
  /** Its version, or the range of versions; absent where it is not known. */
  readonly version?: string;
  /** Folder of its package `nnunetv2`. */
  readonly folder?: string;
  /** `nnU-Net 2.8.1 in venv /home/me/venv`, `nnU-Net not found: 2.8 assumed` */
  readonly text: string;
}

/** What `nnUNetv2_move_plans_between_datasets` writes, and what then has to be done. */
export interface PlannedTransfer {
  /** Whose plans are taken over: `Dataset121_AbdomenCT/TinyPlans`. */
  readonly source: string;
  readonly target: string;
  /** The file that is written. */
  readonly file: string;
  /** What stands there now: nothing, the very same bytes, or something else. */
  readonly existing: 'nothing' | 'the same' | 'other plans';
  readonly outcome: 'not asked for' | 'written' | 'refused' | 'already there';
  readonly refusal?: 'findings' | 'other plans';
  /** Where the file that stood there before was kept. */
  readonly backup?: string;
  /** Releases of nnU-Net that write this. */
  readonly release: string;
  readonly changes: readonly PlannedChange[];
  /** Of other plans that stand there now: sentences on what they differ in. */
  readonly replaced?: readonly string[];
  readonly configurations: readonly string[];
  readonly dataFolders: readonly PlannedDataFolder[];
  /** Whole sentences. */
  readonly notes: readonly string[];
  readonly steps: readonly { readonly purpose: string; readonly command: string }[];
}

/** One value that the move rewrites. */
export interface PlannedChange {
  /** `dataset_name`; `3d_fullres: data_identifier`. */
  readonly what: string;
  readonly before: string;
  readonly after: string;
  /** Of a difference in this field, for weights and data: `no effect`. */
  readonly consequence: string;
  /** A whole sentence about what nnU-Net does with the field. */
  readonly reason: string;
}

export interface PlannedDataFolder {
  readonly configuration: string;
  /** Name of the folder. */
  readonly identifier: string;
  /** Cases that are there already: preprocessing deletes them first. */
  readonly cases: number;
}

/** An entry of the baseline whose finding is no longer there. */
export interface StaleEntry {
  readonly rule: string;
  readonly messageId: string;
  readonly subject: string;
  readonly pointer?: string;
}

/** Open findings by severity, causes and consequences alike; together they are as many as causes and consequences. */
export interface Summary {
  readonly error: number;
  readonly warning: number;
  readonly info: number;
  /** Open findings that follow from no other open one, and those that do. */
  readonly causes: number;
  readonly consequences: number;
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
  /** The remedy as text edits, where it is an edit. */
  readonly fix?: WrittenFix;
  /** What it is about: `Dataset122_PancreasCT/PretrainedPlansCustom#3d_fullres`. */
  readonly subject: string;
  readonly data: FindingData;
  readonly location?: Location;
  readonly related: readonly RelatedLocation[];
  /** The same for the same mistake, wherever the file lies and whatever its key order: hash of rule, message, subject, pointer and data. */
  readonly identity: string;
  /** Identity of the finding that this one follows from: with that cured, it is gone. */
  readonly causedBy?: string;
  readonly [bonds]?: Bonds;
  /** Following nnU-Net's next command would delete or overwrite files. */
  readonly destroysData?: true;
  readonly suppressed?: { readonly kind: 'config' | 'baseline'; readonly reason: string };
}

/** What `--fix` writes: all edits or none of them. */
export interface WrittenFix {
  /** Whether nothing has to follow and nobody can have meant what stands there now: `--fix`, and not only `--fix-unsafe`. */
  readonly isSafe: boolean;
  readonly edits: readonly WrittenEdit[];
  /** Commands of nnU-Net that have to follow. */
  readonly commands?: readonly string[];
}

/** Text that takes the place of other text. Lines and columns as in {@link Location}; the end is the place after the last character. */
export interface WrittenEdit {
  readonly file: string;
  /** RFC 6901: the value that changes. */
  readonly pointer: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
  /** The file is not there yet. */
  readonly creates?: true;
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
  /** An error may be there that nobody looked for: without it, whether the job can be started is not established. */
  readonly leavesOpen?: true;
  /** The rule itself failed: a fault of nnplans, or of a rule of one's own. */
  readonly crashed?: true;
}

export interface SubjectEntry {
  readonly kind: string;
  readonly label: string;
  readonly file?: string;
  /** Of a dataset: where else it lies, its raw images and its models. */
  readonly folders?: readonly string[];
  /** Facts for the overview: number of cases, configurations … */
  readonly facts?: Readonly<Record<string, string | number | readonly string[]>>;
  /** `audit` only: the numbers of every configuration of its plans. */
  readonly configurations?: readonly ConfigurationEntry[];
}

export interface ConfigurationEntry {
  /** Plans identifier, or the file's name where nnU-Net would not find it by one. */
  readonly plans: string;
  readonly configuration: string;
  readonly measures: Measures;
}

/** One configuration of a transfer, as `check` shows it. */
export interface Comparison {
  readonly pretraining: string;
  readonly finetuning: string;
  readonly configuration: string;
  readonly rows: readonly ComparisonRow[];
  readonly measures: { readonly pretraining: Measures; readonly finetuning: Measures };
}

/**
 * The numbers of one configuration on one dataset, to calculate and draw with. Axes in working order, after `transpose_forward`;
 * a 2d configuration has no slice axis. What the plans or the fingerprint do not tell is absent.
 */
export interface Measures {
  /** mm per voxel that images are resampled to. */
  readonly spacing?: readonly number[];
  /** voxels */
  readonly patchSize?: readonly number[];
  readonly medianShape?: MedianShape;
  /** How far a voxel of the bottleneck sees, in voxels. */
  readonly receptiveField?: readonly number[];
  /** One entry per channel, as far as plans or fingerprint describe it. */
  readonly intensities?: readonly ChannelIntensities[];
}

/** Median shape of the images after resampling. */
export interface MedianShape {
  readonly voxels: readonly number[];
  /** `fingerprint`: of this dataset; `plans`: as the plans state it, whichever dataset they were made for. */
  readonly source: 'fingerprint' | 'plans';
}

/** Intensities in the foreground of one channel, in the unit of the images: for CT, HU. */
export interface ChannelIntensities {
  readonly channel: number;
  /** As dataset.json calls it. */
  readonly name?: string;
  /** Class that normalizes it. CTNormalization clips to the percentiles of the plans; no other scheme uses them. */
  readonly normalization?: string;
  /** What the plans carry along from the dataset that they were made for. */
  readonly plans?: IntensityStatistics;
  /** What the fingerprint of this dataset says. */
  readonly fingerprint?: IntensityStatistics;
}

export interface IntensityStatistics {
  readonly percentile_00_5: number;
  readonly percentile_99_5: number;
  readonly mean: number;
  readonly std: number;
}

export interface ComparisonRow {
  readonly what: string;
  readonly pretraining: string;
  readonly finetuning: string;
  /** `agrees`, the gravest finding of the rules about this row, or `not checked`. */
  readonly verdict: 'agrees' | 'differs' | Severity | 'not checked';
  /** Identity of that finding. */
  readonly finding?: string;
}

/** The answer to the question that nnplans is asked: may this job be started? */
export type Verdict = 'start' | 'do not start' | 'not established';

/** Things that a finding can be about. */
export type Thing =
  | 'case'
  | 'data folder'
  | 'pair'
  | 'configuration'
  | 'transfer'
  | 'checkpoint'
  | 'model'
  | 'plans'
  | 'script'
  | 'dataset'
  | 'roots';

/** What a subject belongs to, each by a name that nothing else has, from the narrowest to the widest. */
export type Belongings = ReadonlyMap<Thing, string>;

/** What relates findings. No format prints it: they show which finding another follows from, not why. */
export const bonds: unique symbol = Symbol('bonds');

export interface Bonds {
  readonly belongings: Belongings;
  /** What this very finding says that it follows from. */
  readonly causedBy: readonly Yielding[];
}
