import type { SubjectEntry } from '../../engine/report.js';
import { eachOnce, sortNotChecked, together } from '../../engine/sightings.js';
import { type Coverage, isAtOrBelowSome } from '../../engine/step.js';
import type { Storage } from '../../io/storage.js';
import { relativeTo } from '../../workspace/paths.js';
import { openReach, type Reach } from '../../workspace/reach.js';
import type { AnySubject, Dataset } from '../../workspace/subjects.js';
import { caseSubjects } from '../../workspace/subjects-of.js';
import { type Judgement, judged, type Look, look } from '../judge.js';
import type { Setting } from '../setting.js';
import { type ProgressBar, withProgress } from './progress.js';
import { leftAside, notLookedInto, notUnderstood, type Scope, scopeOf } from './scope.js';
import { type Assignment, assignments, isOwnCase, type Share, whole } from './shares.js';
import { type Unit, unitsOf } from './subjects.js';

/** What was seen of a share of an audit. */
export interface AuditLook extends Look {
  /** Lines of the overview, each with the number of its unit. */
  readonly entries: readonly (readonly [unit: number, entry: SubjectEntry])[];
  readonly coverage: Coverage;
  /** How the work was shared out: what everyone who has a share in it has to agree on. */
  readonly plan: Plan;
}

export interface Plan {
  /** Name and owner of every unit. */
  readonly units: readonly (readonly [name: string, owner: number])[];
  /** Of every dataset whose cases are shared, how many there are. */
  readonly cases: readonly (readonly [name: string, cases: number])[];
}

export interface LookOptions {
  readonly share?: Share;
  /** Shows how far it is, where somebody watches. */
  readonly bar?: ProgressBar | undefined;
  /** Takes those of the files that findings have edits for. */
  readonly texts?: Map<string, string | undefined>;
  readonly wanted?: 'all' | undefined;
}

/**
 * Looks through what lies at some paths.
 * @param paths none: the preprocessed root of the setting
 * @throws Unresolved when a path leads nowhere, or to nothing that can be looked at
 */
export function runAudit(
  paths: readonly string[],
  setting: Setting,
  storage: Storage,
  cwd: string,
  bar?: ProgressBar,
): Judgement {
  const texts = new Map<string, string | undefined>();
  const seen = lookThrough(paths, setting, storage, cwd, { bar, texts });
  return { ...judgedTogether(setting, cwd, [seen]), texts };
}

/** Looks through a share of it, and judges nothing yet. @throws as {@link runAudit} */
export function lookThrough(
  paths: readonly string[],
  setting: Setting,
  storage: Storage,
  cwd: string,
  { share = whole, bar, texts, wanted }: LookOptions,
): AuditLook {
  const reach = openReach({ storage, cwd, roots: setting.roots, isComplete: true });
  const scope = scopeOf(reach, paths);
  const units = unitsOf(scope, (file) => relativeTo(cwd, file));
  const work = new Work(units, share, reach.storage);
  const coverage = coverageOf(paths, scope, reach, setting);
  const seen = look(
    setting,
    {
      cwd,
      storage,
      judged: coverage.paths,
      subjects: bar === undefined ? work.subjects() : withProgress(work.subjects(), work.datasets, bar, work.shareOf),
      unit: () => work.unit,
      notChecked: () => {
        const own = {
          datasets: [...work.own].flatMap(({ dataset }) => dataset ?? []),
          models: [...work.own].flatMap(({ model }) => model ?? []),
          skipped: scope.skipped,
        };
        return [...notLookedInto(reach, own), ...notUnderstood(own), ...leftAside(reach, scope)];
      },
      wanted,
    },
    texts,
  );
  return {
    ...seen,
    entries: units.flatMap((unit, i) =>
      unit.entry === undefined || !work.own.has(unit) ? [] : [[i, unit.entry()] as const],
    ),
    coverage,
    plan: work.plan,
  };
}

/** Judges what was seen of all shares, as if one had looked at everything. */
export function judgedTogether(setting: Setting, cwd: string, looks: readonly AuditLook[]): Judgement {
  const entries = looks.flatMap((one) => one.entries).sort(([a], [b]) => a - b);
  return judged(
    setting,
    {
      command: 'audit',
      cwd,
      ...(looks[0] === undefined ? {} : { coverage: looks[0].coverage }),
      overview: () => ({ subjects: entries.map(([, entry]) => entry) }),
    },
    {
      sightings: together(looks.map(({ sightings }) => sightings)),
      notChecked: sortNotChecked(eachOnce(looks.flatMap(({ notChecked }) => notChecked))),
      isWithin: looks.some(({ isWithin }) => isWithin),
    },
  );
}

/** Cases are units of their own where several share them: the next unit begins so far behind. */
const span = 2 ** 32;

/** The share of one, in the order in which somebody alone would go through everything. */
class Work {
  /** The one whose subject was given last. */
  unit = 0;
  /** Units of which this one looks at more than cases. */
  readonly own: ReadonlySet<Unit>;
  readonly #assigned: ReadonlyMap<Unit, Assignment>;
  readonly #shared = new Map<string, number>();

  constructor(
    private readonly units: readonly Unit[],
    private readonly share: Share,
    private readonly storage: Storage,
  ) {
    // Nothing is counted where nothing is shared out.
    const sizes = units.map(({ name, dataset }) => ({ name, cases: share.of === 1 ? 0 : roughly(dataset) }));
    const assigned = assignments(sizes, share.of);
    this.#assigned = new Map(units.flatMap((unit, i) => (assigned[i] === undefined ? [] : [[unit, assigned[i]]])));
    this.own = new Set(units.filter((unit) => this.#assigned.get(unit)?.owner === share.number));
  }

  /** How many of which something is looked at. */
  get datasets(): number {
    return this.units.filter((unit) => unit.dataset !== undefined && (this.#isSplit(unit) || this.own.has(unit)))
      .length;
  }

  readonly shareOf = (dataset: Dataset): number =>
    this.units.some((unit) => unit.dataset === dataset && this.#isSplit(unit)) ? 1 / this.share.of : 1;

  get plan(): Plan {
    return {
      units: this.units.map((unit) => [unit.name, this.#assigned.get(unit)?.owner ?? 0]),
      cases: [...this.#shared],
    };
  }

  *subjects(): Iterable<AnySubject> {
    for (const [i, unit] of this.units.entries()) {
      this.unit = i * span;
      if (this.own.has(unit)) yield* unit.subjects();
      if (unit.dataset === undefined) continue;
      // Last of each dataset, since there may be very many.
      if (this.#isSplit(unit)) yield* this.#sharedCases(unit.name, unit.dataset);
      else if (this.own.has(unit)) yield* caseSubjects(this.storage, unit.dataset);
    }
  }

  *#sharedCases(name: string, dataset: Dataset): Iterable<AnySubject> {
    const start = this.unit;
    let count = 0;
    for (const one of caseSubjects(this.storage, dataset)) {
      count += 1;
      if (!isOwnCase(one.identifier, this.share)) continue;
      this.unit = start + count;
      yield one;
    }
    this.#shared.set(name, count);
  }

  #isSplit(unit: Unit): boolean {
    return this.#assigned.get(unit)?.isSplit === true;
  }
}

function roughly(dataset: Dataset | undefined): number {
  return (dataset?.groundTruth?.length ?? 0) + (dataset?.rawLabels?.length ?? 0);
}

/** The paths that were asked for, with the models of their datasets. Without any, an audit looks at all that there is. */
function coverageOf(
  typed: readonly string[],
  { roots, datasets }: Scope,
  reach: Reach,
  { configFolder, baseline }: Setting,
): Coverage {
  const paths = [
    ...typed.map(reach.absolute),
    ...roots.flatMap(({ preprocessed }) => preprocessed ?? []),
    ...datasets.flatMap(({ resultsFolder }) => resultsFolder ?? []),
  ];
  const { preprocessed, results } = reach.roots;
  const all = [configFolder ?? reach.cwd, baseline?.folder, preprocessed, results].flatMap((path) => path ?? []);
  const isWhole = typed.length === 0 || all.every((path) => isAtOrBelowSome(path, paths));
  return { paths, isWhole, transfers: false };
}
