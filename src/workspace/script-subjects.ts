import type { ImageHeader } from '../io/images/image-header.js';
import type { Intent } from '../nnunet/command-line/intent.js';
import type { Invocation } from '../nnunet/command-line/invocation.js';
import type { Word } from '../nnunet/command-line/word.js';
import type { Branch } from '../nnunet/workflow/acts.js';
import type { ReadResult } from './case-subjects.js';
import type { Checkpoint, ModelFolder } from './model-subjects.js';
import type { Dataset, PlansConfiguration, PlansFile } from './subjects.js';

/** A shell script, or a command line by itself: the commands of nnU-Net in it, in the order in which they run. */
export interface Script {
  readonly kind: 'script';
  /** The file as reports call it; a command line by itself is called by its text. */
  readonly label: string;
  /** `undefined` for a command line by itself. */
  readonly file: string | undefined;
  readonly commands: readonly ScriptCommand[];
  /** What other programs it starts: they may copy or write files that commands of nnU-Net need. */
  readonly others: readonly OtherCommand[];
  /** What could not be followed, such as a file that it reads. */
  readonly notes: readonly ScriptNote[];
  /** The first line that ends as Windows ends lines. */
  readonly carriageReturn: ScriptPlace | undefined;
  /** The first place that no shell would understand. */
  readonly fault: { readonly message: string; readonly place: ScriptPlace } | undefined;
}

export interface OtherCommand {
  readonly words: readonly Word[];
  /** Its turn among all commands of the script. */
  readonly turn: number;
  readonly place: ScriptPlace;
}

export interface ScriptNote {
  readonly reason: string;
  readonly place: ScriptPlace;
}

export interface ScriptCommand {
  readonly invocation: Invocation;
  /** As it stands in the script. */
  readonly text: string;
  /** Where it stands; `undefined` for a command line by itself. */
  readonly place: ScriptPlace | undefined;
  /** Whether it surely runs, and with these words: not within a condition or a loop that cannot be told beforehand. */
  readonly isCertain: boolean;
  /** Its turn among all commands of the script. */
  readonly turn: number;
  /** Ways of the script on which it lies. */
  readonly branches: readonly Branch[];
  /** Variables that the script sets before it, or the line for it alone; `undefined` where the value is not known. */
  readonly environment: ReadonlyMap<string, string | undefined>;
  /** What it finds under the folders that it sees. */
  readonly surroundings: Surroundings;
  /** What it is going to do. */
  readonly intent: Intent;
  /** What training and preprocessing use, dataset by dataset, as far as it exists. */
  readonly jobs: readonly PlannedJob[];
  /** The model that predicts, or that a training of that name has left; `undefined` where there is none. */
  readonly model: ModelFolder | undefined;
}

/** A dataset with the plans and configurations that a command uses of it. */
export interface PlannedJob {
  readonly dataset: Dataset;
  readonly plansFile: PlansFile;
  /** Those named that the plans have; for training with the earlier stages of a cascade that they build on. */
  readonly configurations: readonly PlansConfiguration[];
}

/** A place of a finding: line and column count from 1. */
export interface ScriptPlace {
  readonly document: { readonly file: string };
  readonly position: { readonly line: number; readonly column: number };
}

/** nnU-Net's folders as a command sees them. */
export interface Surroundings {
  /** The three folders, absolute; `undefined` where the command will not know them either. */
  readonly roots: {
    readonly raw: string | undefined;
    readonly preprocessed: string | undefined;
    readonly results: string | undefined;
  };
  /** Names of all datasets in them. */
  readonly datasetNames: readonly string[];
  /** The one dataset that an id or a full name stands for, however much of it exists; `undefined` where nnU-Net would find none, or several. */
  dataset(typed: string): Dataset | undefined;
  /** Names of the datasets that a number stands for: nnU-Net wants exactly one. */
  namesOf(typed: string): readonly string[];
  /** A checkpoint by its path as typed; `undefined` where there is no file. */
  checkpoint(path: string): Checkpoint | undefined;
  /** A model folder by its path as typed; `undefined` where there is no folder. */
  model(path: string): ModelFolder | undefined;
  /** The header of an image, by its path as typed. */
  image(path: string): ReadResult<ImageHeader>;
  /** Names of what a folder holds, by its path as typed; `undefined` where there is no folder. */
  namesIn(path: string): readonly string[] | undefined;
}
