import type {
  Change,
  Direction,
  Edit,
  FindingData,
  Fix,
  Place,
  RawFinding,
  RelatedPlace,
  Rule,
  RuleContext,
} from '../../src/engine/rule.js';
import { severities } from '../../src/engine/severity.js';
import { tolerancesOf } from '../../src/engine/tolerances.js';
import { globalTarget } from '../../src/nnunet/checkpoint/pickle-dangers.js';
import type { AnySubject } from '../../src/workspace/subjects.js';
import type { CapturedCase } from './complete-table.js';
import { binaryFixture, openProject, projectFiles, withChanges } from './example-project.js';
import { fakeInstallation } from './fake-installation.js';
import { type LateSubjects, type SubjectChoice, subjectsOf } from './subjects.js';

/** One line of a rule's table: a project written by the real nnU-Net and what was changed in it. */
export interface Case extends SubjectChoice {
  readonly name: string;
  /** Golden folder (`edited-after/edited-spacing`) or `examples/transfer`, the default. */
  readonly project?: string;
  readonly changes?: readonly Change[];
  /** Files of test/fixtures/binary that are put in place after the changes: path in the project, path of the fixture. */
  readonly files?: readonly (readonly [path: string, fixture: string])[];
  readonly options?: Readonly<Record<string, unknown>>;
  readonly direction?: Direction;
  readonly knownClasses?: readonly string[];
  readonly knownGlobals?: readonly string[];
  /** The nnU-Net that will run: a small one with these files of a fork, by their path below site-packages. */
  readonly installed?: Readonly<Record<string, string>>;
  /** Its version; 2.8.1 where left out. */
  readonly version?: string;
  /** Times of files, milliseconds since 1970; 0 for the others. */
  readonly modified?: Readonly<Record<string, number>>;
  /** What the rule says it did not check, each reason once. */
  readonly notChecked?: readonly string[];
}

export interface InvalidCase extends Case {
  readonly findings: readonly ExpectedFinding[];
}

/** Everything that a finding has is asserted; what is left out here, the finding must not have. */
export interface ExpectedFinding {
  readonly message: string;
  /** JSON pointer; `line:column` in a script. */
  readonly at?: string;
  /** End of the path of the file, where it is not the subject's own. Not asked for where it is left out. */
  readonly file?: string;
  readonly data?: FindingData;
  readonly related?: readonly ExpectedRelated[];
  /** The remedy of this finding, where it knows a better one than the rule. */
  readonly remedy?: string;
  /** The remedy as edits. */
  readonly fix?: ExpectedFix;
  /** Subject's label, where several could be meant. */
  readonly subject?: string;
  /** Part of the text. */
  readonly text?: string | RegExp;
}

export interface ExpectedFix {
  readonly isSafe: boolean;
  /** `FILE#/pointer = "value"`, `… = FILE#/pointer`, `… becomes "key"`, `… goes`. */
  readonly edits: readonly string[];
  readonly commands?: readonly string[];
}

export interface ExpectedRelated {
  readonly file: string;
  readonly at?: string;
  readonly message: string;
}

export interface RuleTable {
  readonly valid: readonly Case[];
  readonly invalid: readonly InvalidCase[];
}

const filesOf = new Map<string, Map<string, Uint8Array>>();

/** Declares the tests of one rule; stricter than a rule's author would be. */
export function ruleTester(rule: Rule, table: RuleTable): void {
  describe(rule.id, () => {
    const seen = new Set<string>();
    const reported = new Set<string>();
    const captured: CapturedCase[] = [];
    if (process.env['UPDATE_TABLES'] === '1')
      afterAll(() =>
        jest.requireActual<typeof import('./complete-table.js')>('./complete-table.js').completeTable(captured),
      );

    test('its table names no case twice, and has a real run among its cases', () => {
      const cases = [...table.valid, ...table.invalid];
      const names = cases.map((one) => one.name);
      expect(names).toEqual([...new Set(names)]);
      const contents = cases.map((one) => JSON.stringify({ ...one, name: '', findings: undefined }));
      expect(contents).toEqual([...new Set(contents)]);
      expect(cases.some((one) => (one.changes ?? []).length === 0)).toBe(true);
      expect(table.valid.length).toBeGreaterThan(0);
      expect(table.invalid.length).toBeGreaterThan(0);
    });

    test.each(table.valid.map((one) => [one.name, one] as const))('says nothing: %s', (_name, one) => {
      const { found, notChecked } = runAll(rule, one);
      captured.push({ name: one.name, given: one, findings: [], notChecked });
      expect(found.map(({ raw }) => `${raw.messageId}: ${raw.text}`)).toEqual([]);
      expect(notChecked).toEqual(one.notChecked ?? []);
    });

    test.each(table.invalid.map((one) => [one.name, one] as const))('reports: %s', (_name, one) => {
      const { found, notChecked } = runAll(rule, one);
      for (const { raw } of found) reported.add(raw.messageId);
      const findings = found.map(({ raw, subject }, i) => shown(raw, subject, one.findings[i]));
      captured.push({ name: one.name, given: one, findings, notChecked });
      expect(findings).toEqual(one.findings.map(expected));
      for (const { raw } of found) expect(complaintsAbout(rule, one, raw)).toEqual([]);
      expect(notChecked).toEqual(one.notChecked ?? []);
      for (const [i, wanted] of one.findings.entries())
        if (wanted.text !== undefined) expect(found[i]?.raw.text).toMatch(wanted.text);
    });

    test.each(rule.examples.map((one) => [one.title, one] as const))('example holds: %s', (_title, example) => {
      const found = run(rule, { ...example, name: example.title });
      expect(found.map(({ raw }) => raw.messageId)).toContain(example.reports);
      for (const { raw } of found) seen.add(raw.messageId);
      for (const { raw } of found) expect(complaintsAbout(rule, { ...example, name: '' }, raw)).toEqual([]);
    });

    test('every message is reported in some case, and none is unknown', () => {
      expect([...new Set([...reported, ...seen])].sort()).toEqual([...rule.messageIds].sort());
    });

    test('it says what it is', () => {
      expect(rule.id).toMatch(/^(plans|dataset|transfer|model|workflow|nnssl|config)\/[a-z0-9-]+$/);
      expect(rule.summary).toMatch(/^([A-Z]|nnU-Net |\w+\.json ).*\.$/s);
      expect(rule.why.length).toBeGreaterThan(60);
      expect(rule.remedy).toMatch(/\.$/);
      expect(severities).toContain(rule.severity);
      expect(rule.sources.length).toBeGreaterThan(0);
      expect(rule.examples.length).toBeGreaterThan(0);
    });
  });
}

const lateSubjects = () => jest.requireActual<LateSubjects>('./late-subjects.js');

interface Found {
  readonly raw: RawFinding;
  readonly subject: AnySubject;
}

/** What the rule finds in the case's subjects. */
export function run(rule: Rule, one: Case): Found[] {
  return runAll(rule, one).found;
}

/** Runs the rule twice over the case's subjects: the second time in reverse order, to the same effect. */
function runAll(rule: Rule, one: Case): { readonly found: Found[]; readonly notChecked: readonly string[] } {
  const context = contextOf(rule, one);
  const changed = filesIn(one);
  const notChecked = new Set<string>();
  const collect = (reversed: boolean) => {
    const subjects = subjectsOf(rule, openProject(changed, one.modified), one, lateSubjects);
    for (const subject of subjects) freezeDocuments(subject);
    const found: Found[] = [];
    for (const subject of reversed ? [...subjects].reverse() : subjects) {
      const own: Found[] = [];
      for (const raw of rule.check(subject, context)) {
        if ('notChecked' in raw) {
          notChecked.add(raw.notChecked);
          continue;
        }
        checkFinding(raw);
        own.push({ raw, subject });
      }
      if (reversed) found.unshift(...own);
      else found.push(...own);
    }
    return found;
  };
  const found = collect(false);
  const reasons = [...notChecked];
  expect(collect(true).map(({ raw }) => raw.text)).toEqual(found.map(({ raw }) => raw.text));
  return { found, notChecked: reasons };
}

function filesIn(one: Case): Map<string, Uint8Array> {
  const project = one.project ?? 'examples/transfer';
  let files = filesOf.get(project);
  if (files === undefined) {
    files = projectFiles(project);
    filesOf.set(project, files);
  }
  const changed = withChanges(files, one.changes ?? []);
  for (const [path, fixture] of one.files ?? []) changed.set(path, binaryFixture(fixture));
  return changed;
}

/**
 * A remedy is a promise. As an edit it is made: the finding must be gone, and no rule may report an error that was not there before.
 * Commands of nnU-Net are judged as `check --` does, after the edit where there is one: they must neither stop nor destroy anything.
 */
function complaintsAbout(rule: Rule, one: Case, raw: RawFinding): readonly string[] {
  const { remedy = rule.remedy, fix } = raw;
  if (fix === undefined && !remedy.includes('nnUNetv2_')) return [];
  const remedies = jest.requireActual<typeof import('./remedies.js')>('./remedies.js');
  const files = filesIn(one);
  const contextFor = (other: Rule) => contextOf(other, other.id === rule.id ? one : { ...one, options: {} });
  const complaints: string[] = [];
  let workspace = openProject(files, one.modified);
  if (fix !== undefined) {
    const before = remedies.errorsIn(rule, workspace, one, contextFor, lateSubjects);
    workspace = openProject(remedies.afterFix(files, fix), one.modified);
    const left = subjectsOf(rule, workspace, one, lateSubjects).flatMap((subject) => [
      ...rule.check(subject, contextOf(rule, one)),
    ]);
    if (left.some((other) => 'messageId' in other && other.text === raw.text)) complaints.push(`still: ${raw.text}`);
    const after = remedies.errorsIn(rule, workspace, one, contextFor, lateSubjects);
    // Voxels of an example were made with its unedited plans, whatever a case makes of them.
    const isAboutVoxels = (error: string) => error.startsWith('dataset/values ');
    complaints.push(
      ...after.filter((error) => !before.includes(error) && !isAboutVoxels(error)).map((error) => `new: ${error}`),
    );
  }
  const commands = [remedy, ...(fix?.commands ?? [])];
  if (remedy.includes('imagesTr')) {
    const mended = fix === undefined ? files : remedies.afterFix(files, fix);
    workspace = openProject(remedies.withRawImages(mended), one.modified);
  }
  for (const text of new Set(commands))
    complaints.push(...remedies.refusedCommands(text, rule, workspace, one, contextFor, lateSubjects));
  return complaints;
}

function contextOf(rule: Rule, one: Case): RuleContext {
  const defaults = Object.entries(rule.options).map(([name, schema]) => [name, schema.default] as const);
  return {
    options: { ...Object.fromEntries(defaults), ...one.options } as RuleContext['options'],
    direction: one.direction ?? 'pretraining-to-finetuning',
    knownClasses: new Set(one.knownClasses),
    tolerances: tolerancesOf([rule], () => ({ options: one.options ?? {} })),
    knownGlobals: new Set(one.knownGlobals?.map(globalTarget)),
    nnunet: one.nnunet ?? (one.installed === undefined ? undefined : (one.version ?? '2.8.1')),
    installation: one.installed === undefined ? undefined : fakeInstallation(one.installed, one.version),
  };
}

/** What every finding must be, whatever the rule: whole sentences, plain data, a pointer that is one. */
function checkFinding(raw: RawFinding): void {
  expect(raw.text).not.toMatch(/undefined|\[object|\$\{|NaN mm/);
  expect(raw.text).toMatch(/^[^a-z]|^nnU|^nnplans |^[a-z]+_[a-z0-9_]+|^[\w./-]+\.[a-z0-9]+ /);
  expect(raw.text).toMatch(/[.!?]$/);
  expect(raw.text).not.toMatch(/\binvalid\b/i);
  expect(JSON.parse(JSON.stringify(raw.data))).toBeDefined();
  const pointer = typeof raw.at === 'string' ? raw.at : raw.at?.pointer;
  if (pointer !== undefined) expect(pointer).toMatch(/^(\/|$)/);
}

/** A finding as a table writes it. */
function shown(raw: RawFinding, subject: AnySubject, wanted: ExpectedFinding | undefined): ExpectedFinding {
  const at = typeof raw.at === 'string' ? raw.at : raw.at === undefined ? undefined : placeText(raw.at);
  const file = typeof raw.at === 'object' ? raw.at.document.file : undefined;
  const data = JSON.parse(JSON.stringify(raw.data)) as FindingData;
  return {
    message: raw.messageId,
    ...(wanted?.subject === undefined ? {} : { subject: subject.label }),
    ...(wanted?.file === undefined ? {} : { file: file?.endsWith(wanted.file) ? wanted.file : String(file) }),
    ...(at === undefined ? {} : { at }),
    ...(Object.keys(data).length === 0 ? {} : { data }),
    ...(raw.related.length === 0 ? {} : { related: raw.related.map(shownRelated) }),
    ...(raw.remedy === undefined ? {} : { remedy: raw.remedy }),
    ...(raw.fix === undefined ? {} : { fix: shownFix(raw.fix) }),
  };
}

function shownFix({ edits, isSafe, commands }: Fix): ExpectedFix {
  return { isSafe, edits: edits.map(editText), ...(commands === undefined ? {} : { commands }) };
}

function editText(edit: Edit): string {
  const place = `${edit.document.file}#${edit.pointer}`;
  if ('remove' in edit) return `${place} goes`;
  if ('key' in edit) return `${place} becomes ${JSON.stringify(edit.key)}`;
  return `${place} = ${'value' in edit ? JSON.stringify(edit.value) : `${edit.copyOf.document.file}#${edit.copyOf.pointer}`}`;
}

function shownRelated({ message, ...place }: RelatedPlace): ExpectedRelated {
  const at = placeText(place);
  return { file: place.document.file, ...(at === undefined ? {} : { at }), message };
}

function placeText({ pointer, position }: Place): string | undefined {
  return position === undefined ? pointer : `${position.line}:${position.column}`;
}

function expected({ text, ...wanted }: ExpectedFinding) {
  return wanted;
}

/** A rule that writes into its subject throws here instead of spoiling the next rule's input. */
function freezeDocuments(subject: AnySubject): void {
  const documents =
    subject.kind === 'plans'
      ? [subject.document]
      : subject.kind === 'configuration'
        ? [subject.plansFile.document]
        : subject.kind === 'dataset'
          ? [subject.datasetJson, subject.fingerprint, subject.splits]
          : [];
  for (const document of documents) deepFreeze(document.value);
}

function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const inner of Object.values(value)) deepFreeze(inner);
}
