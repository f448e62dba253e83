// Replays recorded runs of the real nnU-Net (../shared/scenarios) inside one process and prints how far nnplans agrees, as JSON.
// Run: npx tsx test/conformance/shared/replay.ts [ONLY-IDS-WITH-THIS-TEXT]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rules } from '../../../rules/index.js';
import { checkSubjects } from '../../../src/app/check/subjects.js';
import { runRules } from '../../../src/engine/run.js';
import { nodeStorage } from '../../../src/io/node-storage.js';
import { openCheckpoint } from '../../../src/workspace/checkpoint.js';
import type { AnySubject } from '../../../src/workspace/subjects.js';
import { makeTransfer } from '../../../src/workspace/transfer.js';
import { openWorkspace, type Workspace } from '../../../src/workspace/workspace.js';
import { auditSubjects } from '../../support/subjects.js';

interface Scenario {
  readonly id: string;
  readonly group: string;
  readonly base: string;
  readonly action: string;
  readonly mutations: readonly unknown[];
  readonly args: Readonly<Record<string, string>>;
  readonly outcome: {
    readonly class: 'crash' | 'same' | 'changed';
    readonly stage?: string;
    readonly exception?: string;
    readonly message?: string;
  };
}

interface Loaded {
  readonly scenarios: ReadonlyMap<string, ReadonlyMap<string, unknown>>;
  readonly bases: Readonly<Record<string, { readonly layers: readonly string[] }>>;
  readonly plain: readonly Scenario[];
}

type Errors = ReadonlyMap<string, number>;

const folder = resolve('../shared/scenarios');
const { loadScenarios, materialise } = (await import(pathToFileURL(join(folder, 'materialise.mjs')).href)) as {
  loadScenarios: (file: string) => Loaded;
  materialise: (layers: unknown, mutations: unknown, root: string) => void;
};
const { scenarios, bases, plain } = loadScenarios(join(folder, 'scenarios.dev.json'));
const only = process.argv[2];
const temporary = mkdtempSync(join(tmpdir(), 'nnplans-replay-'));
const names = new Map(
  [701, 702, 703, 704, 705].map((id, i) => [
    String(id),
    ['Dataset701_CT', 'Dataset702_Target', 'Dataset703_MR', 'Dataset704_PNG', 'Dataset705_Cascade'][i] ?? '',
  ]),
);
const groups = new Map<string, Scenario[]>();
for (const scenario of plain) groups.set(scenario.group, [...(groups.get(scenario.group) ?? []), scenario]);

const tally = new Map<string, number>();
const disagreements: string[] = [];
const crashes = new Set<string>();
const ofBases = new Map<string, Errors>();

for (const group of groups.values()) {
  const [first] = group;
  if (first === undefined || (only !== undefined && !group.some(({ id }) => id.includes(only)))) continue;
  const root = join(temporary, 'changed');
  write(first.base, scenarios.get(first.id)?.get('mutations'), root);
  for (const scenario of group) judge(scenario, root, group);
}
rmSync(temporary, { recursive: true, force: true });

const of = (verdict: string) => tally.get(verdict) ?? 0;
const agreed = of('caught') + of('quiet');
const judged = agreed + of('missed') + of('false alarm');
process.stdout.write(
  `${JSON.stringify({ agreement: agreed / judged, judged, tally: Object.fromEntries(tally), crashes: [...crashes], disagreements }, null, 1)}\n`,
);

function write(base: string, mutations: unknown, root: string): void {
  rmSync(root, { recursive: true, force: true });
  materialise(bases[base]?.layers, mutations, root);
}

/** As measure.mjs judges: an error that the unchanged base does not have is expected of a crash, and of nothing that stays the same. */
function judge(scenario: Scenario, root: string, group: readonly Scenario[]): void {
  const { action, mutations, outcome, id } = scenario;
  const namesArguments = action === 'finetune';
  if (mutations.length === 0 && !namesArguments) return;
  const before = mutations.length === 0 ? new Map<string, number>() : errorsOfBase(scenario);
  const fresh = [...errorsIn(scenario, root)]
    .filter(([rule, count]) => count > (before.get(rule) ?? 0))
    .map(([rule]) => rule);
  const siblings = group.filter((other) => other !== scenario);
  const isExcused = siblings.some(({ outcome: other }) => other.class !== 'same');
  const verdict =
    outcome.class === 'changed'
      ? fresh.length > 0
        ? 'changed, error'
        : 'changed, no error'
      : outcome.class === 'crash'
        ? fresh.length > 0
          ? 'caught'
          : 'missed'
        : fresh.length === 0
          ? 'quiet'
          : isExcused
            ? 'excused'
            : 'false alarm';
  tally.set(verdict, (tally.get(verdict) ?? 0) + 1);
  if (verdict === 'missed')
    disagreements.push(`missed: ${id} (${outcome.stage}, ${outcome.exception}: ${outcome.message?.slice(0, 120)})`);
  if (verdict === 'false alarm') disagreements.push(`false alarm: ${id} (${fresh.join(', ')})`);
}

function errorsOfBase(scenario: Scenario): Errors {
  const key = scenario.action === 'finetune' ? `${scenario.base} ${JSON.stringify(scenario.args)}` : scenario.base;
  const known = ofBases.get(key);
  if (known !== undefined) return known;
  const root = join(temporary, 'base');
  write(scenario.base, [], root);
  const errors = errorsIn(scenario, root);
  ofBases.set(key, errors);
  return errors;
}

function errorsIn(scenario: Scenario, root: string): Errors {
  const storage = nodeStorage();
  const roots = {
    raw: join(root, 'nnUNet_raw'),
    preprocessed: join(root, 'nnUNet_preprocessed'),
    results: join(root, 'nnUNet_results'),
  };
  const workspace = openWorkspace(storage, roots, scenario.action !== 'finetune');
  const subjects =
    scenario.action === 'finetune' ? finetuneSubjects(workspace, scenario, root) : auditSubjects(workspace);
  const result = runRules({
    rules,
    subjects,
    nameFile: (file) => file,
  });
  for (const crash of result.crashes) crashes.add(`${crash.rule}: ${crash.message} (${scenario.id})`);
  const errors = new Map<string, number>();
  for (const { severity, rule } of result.findings)
    if (severity === 'error') errors.set(rule, (errors.get(rule) ?? 0) + 1);
  return errors;
}

/** `nnplans check -s -t -sp -tp -c --checkpoint`; what leads nowhere is exit code 2, which counts as an error. */
function finetuneSubjects(workspace: Workspace, { args }: Scenario, root: string): Iterable<AnySubject> {
  const preprocessed = join(root, 'nnUNet_preprocessed');
  const plans = (dataset: string | undefined, stem: string | undefined) =>
    workspace.plansFile(join(preprocessed, names.get(dataset ?? '') ?? '', `${stem}.json`));
  const checkpoint =
    args['checkpoint'] === undefined ? undefined : openCheckpoint(workspace.storage, join(root, args['checkpoint']));
  const configuration = args['configuration'];
  const transfer = makeTransfer(
    plans(args['source'], args['sp']),
    plans(args['dataset'], args['plans']),
    configuration === undefined ? [] : [configuration],
    checkpoint,
  );
  return checkSubjects([transfer]);
}
