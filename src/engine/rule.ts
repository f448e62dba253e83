import type { RuleId } from '../../rules/ids.js';
import type { JsonDocument } from '../io/json/document.js';
import type { JsonValue } from '../io/json/value.js';
import { forReleases } from '../nnunet/command-line/commands.js';
import type { Action } from '../nnunet/command-line/reads.js';
import type { Tolerances } from '../nnunet/compare/tolerances.js';
import type { Installation } from '../nnunet/installation/installation.js';
import type { SubjectKind, Subjects } from '../workspace/subjects.js';
import type { Severity } from './severity.js';

/** The areas of nnplans' own rules. Rules of one's own stand under another name, their team's or project's. */
export const areas = ['plans', 'dataset', 'transfer', 'model', 'workflow', 'nnssl', 'config'] as const;

/** Data of a finding: plain JSON, so that it can be stored, compared and told apart. */
export type FindingData = Readonly<Record<string, JsonValue | readonly (JsonValue | FindingData)[] | undefined>>;

export type Messages = Readonly<Record<string, (data: never) => string>>;

/** Data of a message about several cases, files or weights with one mistake in common: told once, however many they are. */
export interface Many<Example> {
  readonly count: number;
  /** The first three of them. */
  readonly examples: readonly Example[];
}

export const mostExamples = 3;

/** What a rule yields: which message, with which data, about which place. */
export type FindingOf<M extends Messages> = {
  [K in keyof M & string]: {
    readonly message: K;
    /** What this finding follows from, besides what the rule says in `yieldsTo`; looked for first. */
    readonly causedBy?: readonly Yielding[];
    /** A JSON pointer into the subject's own file, or a place in another file. */
    readonly at?: string | Place | undefined;
    readonly related?: readonly RelatedPlace[];
    /** What it is about where that is not its place alone, such as a key that is missing there: a job that reads one of these meets it. Pointers, or places in other files. */
    readonly about?: readonly (string | Place)[];
    /** What the finding compares its place with: a job that reads only one of them goes on as before, so that it is no more than a warning to it. */
    readonly compares?: readonly (string | Place)[];
    /** The actions of nnU-Net that meet it, where not all that read the place do. */
    readonly metBy?: readonly Action[];
    /** The exact command or edit that mends it, where this finding knows a better one than the rule. */
    readonly remedy?: string;
    /** The remedy as data, where it is an edit: `--fix` applies it. */
    readonly fix?: Fix;
  } & (Parameters<M[K]> extends [infer D] ? DataOf<D> : { readonly data?: undefined });
}[keyof M & string];

/** Of a message about many, what all of them have in common, and what is this one's own. */
type DataOf<D> =
  D extends Many<infer Example>
    ? { readonly data: Omit<D, keyof Many<Example>>; readonly example: Example }
    : { readonly data: D };

/** A rule, or one of its messages: `transfer/wrong-direction`, `transfer/wrong-direction:notFromTraining`. */
export type RuleReference = RuleId | `${RuleId}:${string}`;

/**
 * What explains findings of a rule. Both have to be about the same thing: the narrowest that both belong to, be it a case, a configuration,
 * a transfer, a plans file or a dataset (`belongings` in causes.ts).
 */
export type Yielding = RuleReference | YieldingWhere;

export interface YieldingWhere {
  readonly to: RuleReference | readonly RuleReference[];
  /** Only these messages of its own. */
  readonly messages?: readonly string[];
  /**
   * What both name decides instead: a place in common (of two pointers into one file, one at or below the other) or a file in common. `places`
   * and `files`: all of this finding, each named by one or another of those that explain it together, of which the gravest counts.
   */
  readonly same?: 'place' | 'places' | 'file' | 'files';
  /** Entries of their data that have to be equal as well: the name here, and there. A list has to hold the other's entry, or one of its entries. */
  readonly alike?: readonly [own: string, cause: string];
  /** What they have to have in common, where it is not the narrowest thing: of a command, everything that is looked at is about its one job. */
  readonly within?: 'transfer' | 'job';
}

/** Yielded instead of a finding: what could not be looked at, and why. */
export interface NotChecked {
  readonly notChecked: string;
  /** Whether it leaves open if the job can be started: an error may be there that nobody looked for. */
  readonly leavesOpen?: true;
}

export interface Place {
  readonly document: JsonDocument | { readonly file: string };
  /** Absent: the file as a whole, or a place in a file that is not JSON. */
  readonly pointer?: string;
  /** Line and column from 1, in a file that is not JSON: a script. */
  readonly position?: { readonly line: number; readonly column: number };
}

export interface RelatedPlace extends Place {
  readonly message: string;
}

/** A remedy that is an edit, or several that belong together: all of them or none. */
export interface Fix {
  readonly edits: readonly Edit[];
  /**
   * Nothing else has to follow, and nothing can have been made with the value that stands there now. Otherwise data have to be preprocessed again,
   * or somebody meant that value.
   */
  readonly isSafe: boolean;
  /** Commands of nnU-Net that have to follow. */
  readonly commands?: readonly string[];
}

/** One change of a file: another value, that of another file number by number, another key, or nothing any more. */
export type Edit = {
  readonly document: JsonDocument;
  /** What is changed. An own value that is not there yet comes last in its object. */
  readonly pointer: string;
} & (
  | { readonly value: JsonValue }
  | { readonly copyOf: { readonly document: JsonDocument; readonly pointer: string } }
  | { readonly key: string }
  | { readonly remove: true }
);

export interface OptionSchema {
  readonly type: 'number' | 'boolean' | 'string' | 'strings';
  readonly default: number | boolean | string | readonly string[];
  readonly description: string;
  /** For a number that says what is equal: the tolerance that it sets for all rules, the side-by-side view and `diff`. */
  readonly tolerance?: keyof Tolerances;
}

export type OptionsSchema = Readonly<Record<string, OptionSchema>>;

export type OptionsOf<O extends OptionsSchema> = {
  readonly [K in keyof O]: O[K]['type'] extends 'number'
    ? number
    : O[K]['type'] extends 'boolean'
      ? boolean
      : O[K]['type'] extends 'string'
        ? string
        : readonly string[];
};

export type Direction = 'pretraining-to-finetuning' | 'finetuning-to-pretraining' | 'either';

export interface RuleContext<O extends OptionsSchema = OptionsSchema> {
  readonly options: OptionsOf<O>;
  /** The direction in which plans are meant to travel. */
  readonly direction: Direction;
  /** Class names of forks that are known here (`knownClasses` in the config). */
  readonly knownClasses: ReadonlySet<string>;
  /** What is equal; the same for all rules. */
  readonly tolerances: Tolerances;
  /** Classes and functions of forks, as `module name`, that pickles may name here (`knownGlobals` in the config). */
  readonly knownGlobals: ReadonlySet<string>;
  /** Range of nnU-Net versions in use, such as `>=2.5`; the one version where the installation is known; `undefined` when neither is. */
  readonly nnunet: string | undefined;
  /** The nnU-Net that will run, where it is known: what its sources say. */
  readonly installation: Installation | undefined;
}

/**
 * A change of the example project (test/examples) that the rule notices. Examples are executed:
 * the tests and the documentation run them and show the message that comes out.
 */
export interface Example {
  readonly title: string;
  readonly changes: readonly Change[];
  /** Path of the checkpoint whose weights are to be loaded, for rules about a transfer. */
  readonly checkpoint?: string;
  /** The command line that is about to run, for rules about commands. */
  readonly command?: string;
  /** A shell script, for rules about the order of commands. It sees no folders: all that is known of them is what it does itself. */
  readonly script?: string;
  /** Name of the message that is reported. */
  readonly reports: string;
}

/** A change of one file; paths are relative to the example project. */
export type Change =
  | { readonly file: string; readonly set: string; readonly to: JsonValue }
  | { readonly file: string; readonly remove: string }
  | { readonly file: string; readonly write: string }
  | { readonly file: string; readonly replace: string; readonly by: string }
  | { readonly file: string; readonly delete: true }
  | { readonly file: string; readonly copyFrom: string };

export interface RuleDefinition<K extends SubjectKind, M extends Messages, O extends OptionsSchema> {
  /** `area/kebab-name`, stable for ever. */
  readonly id: `${string}/${string}`;
  readonly subject: K;
  readonly severity: Severity;
  /** Messages that weigh less or more than the rule. */
  readonly severities?: Readonly<Partial<Record<keyof M & string, Severity>>>;
  /** Version that it came with. As `why`, `sources` and `examples`, wanted of every rule of nnplans and left to you in your own. */
  readonly since?: string;
  /** One sentence: what holds when nothing is reported. */
  readonly summary: string;
  /** What it is about, in a word or two, for a list of consequences: `patch size`. Where left out, its name without the area. */
  readonly topic?: string;
  /** Rules whose findings explain its own, the nearest explanation first. */
  readonly yieldsTo?: readonly Yielding[];
  /** Why it matters: what nnU-Net does. Markdown paragraphs. */
  readonly why?: string;
  /** What to do, in general. */
  readonly remedy: string;
  /** Range of nnU-Net versions that the rule is about; absent: all of 2.x. */
  readonly nnunet?: string;
  /** Places in nnU-Net's source, documentation or issue tracker that it rests on. */
  readonly sources?: readonly string[];
  /** Put first among findings of equal severity: it destroys data. */
  readonly destroysData?: boolean;
  /** What it misses is made by the steps that follow a move of plans: before the move there is nothing to tell. */
  readonly mendedAfterMove?: true;
  readonly options?: O;
  readonly examples?: readonly Example[];
  readonly messages: M;
  /** Pure. Yields; never prints, never throws for bad data. */
  check(subject: Subjects[K], context: RuleContext<O>): Iterable<FindingOf<M> | NotChecked>;
}

/** A rule as the engine sees it: the types of its messages and options are no longer visible. */
export interface Rule {
  readonly id: string;
  /** What stands before the slash of its id. */
  readonly area: string;
  readonly subject: SubjectKind;
  readonly severity: Severity;
  readonly severities: Readonly<Partial<Record<string, Severity>>>;
  readonly since: string;
  readonly summary: string;
  readonly topic: string;
  readonly yieldsTo: readonly Yielding[];
  readonly why: string;
  readonly remedy: string;
  readonly nnunet: string | undefined;
  readonly sources: readonly string[];
  readonly destroysData: boolean;
  readonly mendedAfterMove?: true;
  readonly options: OptionsSchema;
  readonly examples: readonly Example[];
  /** Names of its messages. */
  readonly messageIds: readonly string[];
  /** The file that a rule of one's own comes from; absent for the rules of nnplans. */
  readonly definedIn?: string;
  check(subject: Subjects[SubjectKind], context: RuleContext): Iterable<RawFinding | NotChecked>;
  /** One of its messages, about these data. */
  text(messageId: string, data: FindingData): string;
}

/** A finding with its text made, before the engine gives it a place in a file and an identity. */
export interface RawFinding {
  readonly messageId: string;
  readonly text: string;
  readonly data: FindingData;
  readonly at: string | Place | undefined;
  readonly related: readonly RelatedPlace[];
  readonly about: readonly (string | Place)[];
  readonly compares: readonly (string | Place)[];
  readonly metBy: readonly Action[] | undefined;
  readonly remedy: string | undefined;
  readonly causedBy?: readonly Yielding[];
  /** For a message about many, what is this one's own; `data` has it as its only example. */
  readonly many?: { readonly common: FindingData; readonly example: FindingData };
  readonly fix: Fix | undefined;
}

/** Declares a rule. The types tie every finding to a message and its data; what comes out is the same for all rules. */
export function defineRule<
  K extends SubjectKind,
  M extends Messages,
  O extends OptionsSchema = Record<never, OptionSchema>,
>(definition: RuleDefinition<K, M, O>): Rule {
  const { messages, check, ...meta } = definition;
  const text = (messageId: string, data: FindingData): string => {
    const message = Object.hasOwn(messages, messageId)
      ? (messages[messageId] as (data: FindingData) => string)
      : undefined;
    if (message === undefined) throw new Error(`it has no message ${JSON.stringify(messageId)}`);
    return message(data);
  };
  return {
    nnunet: undefined,
    destroysData: false,
    severities: {},
    since: '',
    topic: meta.id.slice(meta.id.indexOf('/') + 1).replaceAll('-', ' '),
    yieldsTo: [],
    why: '',
    sources: [],
    examples: [],
    ...meta,
    area: meta.id.slice(0, meta.id.indexOf('/')),
    options: meta.options ?? {},
    messageIds: Object.keys(messages),
    text,
    *check(subject, context) {
      const findings = check.call(definition, subject as Subjects[K], context as unknown as RuleContext<O>);
      for (const finding of findings) {
        if ('notChecked' in finding) {
          yield finding;
          continue;
        }
        const common = (finding.data ?? {}) as FindingData;
        const example = 'example' in finding ? (finding.example as FindingData) : undefined;
        const data = example === undefined ? common : { ...common, count: 1, examples: [example] };
        yield {
          messageId: finding.message,
          text: text(finding.message, data),
          data,
          at: finding.at,
          related: finding.related ?? [],
          about: finding.about ?? [],
          compares: finding.compares ?? [],
          metBy: finding.metBy,
          remedy: finding.remedy === undefined ? undefined : forReleases(finding.remedy, context.nnunet),
          ...(finding.causedBy === undefined ? {} : { causedBy: finding.causedBy }),
          ...(example === undefined ? {} : { many: { common, example } }),
          fix: forReleasesToo(finding.fix, context.nnunet),
        };
      }
    },
  };
}

function forReleasesToo(fix: Fix | undefined, range: string | undefined): Fix | undefined {
  if (fix?.commands === undefined) return fix;
  return { ...fix, commands: fix.commands.map((command) => forReleases(command, range)) };
}

/** The other rules that explain its findings, each once. */
export function explainingRules({ id, yieldsTo }: Pick<Rule, 'id' | 'yieldsTo'>): readonly string[] {
  const named = yieldsTo.flatMap((yielding) => (typeof yielding === 'string' ? [yielding] : [yielding.to].flat()));
  return [...new Set(named.map((reference) => reference.split(':')[0] ?? ''))].filter((rule) => rule !== id);
}
