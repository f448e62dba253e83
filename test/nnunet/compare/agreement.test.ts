import fc from 'fast-check';
import { plansDrift } from '../../../rules/model/plans-drift.js';
import { axisOrderMatch } from '../../../rules/transfer/axis-order-match.js';
import { batchSizeMatch } from '../../../rules/transfer/batch-size-match.js';
import { editedAfterTransfer } from '../../../rules/transfer/edited-after-transfer.js';
import { intensityPropertiesMatch } from '../../../rules/transfer/intensity-properties-match.js';
import { normalizationMatch } from '../../../rules/transfer/normalization-match.js';
import { patchSizeMatch } from '../../../rules/transfer/patch-size-match.js';
import { resamplingMatch } from '../../../rules/transfer/resampling-match.js';
import { spacingMatch } from '../../../rules/transfer/spacing-match.js';
import { comparisonsOf } from '../../../src/app/check/comparison.js';
import type { Change } from '../../../src/diff/change.js';
import { diffPlans } from '../../../src/diff/diff-plans.js';
import type { RawFinding, Rule, RuleContext } from '../../../src/engine/rule.js';
import { type JsonValue, pointerParts, valueAt } from '../../../src/io/json/value.js';
import { predictsWithSameNetwork } from '../../../src/nnunet/compare/comparison.js';
import { defaultTolerances } from '../../../src/nnunet/compare/tolerances.js';
import { loadingOf } from '../../../src/nnunet/compare/transfer-loading.js';
import type { AnySubject, PlansConfiguration, Transfer } from '../../../src/workspace/subjects.js';
import { makeTransfer } from '../../../src/workspace/transfer.js';
import { edited } from '../../diff/sides.js';
import { openProject, projectFiles } from '../../support/example-project.js';

const project = projectFiles('examples/transfer');
const model = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json';
const pretraining = 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json';
const finetuning = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const configuration = '3d_fullres';
const inside = `/configurations/${configuration}`;
const json = (file: string): JsonValue => JSON.parse(new TextDecoder().decode(project.get(file))) as JsonValue;

function pointersIn(value: JsonValue, at = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, entry]) => pointersIn(entry as JsonValue, `${at}/${key}`))];
}

/** Every place but the other configuration, and names: what is called differently is not made differently. */
const names = ['/dataset_name', '/plans_name', `${inside}/data_identifier`, `${inside}/inherits_from`];
const places = pointersIn(json(finetuning)).filter(
  (at) =>
    at !== '' &&
    at !== '/configurations' &&
    at !== inside &&
    !at.startsWith('/configurations/2d') &&
    !names.includes(at),
);

/** Steps that lie around every tolerance, relative and in standard deviations of the example. */
const steps = Object.values(defaultTolerances).flatMap((tolerance) => [tolerance / 2, tolerance * 2]);
const nudges = [...steps, ...steps.map((step) => step * 70)].flatMap((step) => [step, -step]);

interface Mutation {
  readonly at: string;
  /** What stands there then; `undefined`: nothing. */
  readonly to: (value: JsonValue | undefined) => JsonValue | undefined;
}

const mutation: fc.Arbitrary<Mutation> = fc
  .tuple(
    fc.constantFrom(...places),
    fc.oneof(
      fc
        .constantFrom<JsonValue | undefined>(undefined, null, true, false, 0, 1, 2, 'x', [], {})
        .map((other) => () => other),
      fc.constantFrom(...nudges).map((by) => (value: JsonValue | undefined) => nudged(value, by)),
      fc.constant((value: JsonValue | undefined) => (Array.isArray(value) ? [...value, ...value.slice(-1)] : value)),
      fc.constant((value: JsonValue | undefined) => (typeof value === 'boolean' ? Number(value) : value)),
    ),
  )
  .map(([at, to]) => ({ at, to }));

function nudged(value: JsonValue | undefined, by: number): JsonValue | undefined {
  if (Array.isArray(value)) return value.map((entry) => nudged(entry, by) ?? null);
  return typeof value === 'number' ? value + by * (Math.abs(value) || 1) : value;
}

function mutated(file: string, mutations: readonly Mutation[]): JsonValue {
  return mutations.reduce<JsonValue>((plans, { at, to }) => {
    const parent = valueAt(plans, at.slice(0, at.lastIndexOf('/')));
    if (typeof parent !== 'object' || parent === null) return plans;
    return edited(plans, { [at]: to(valueAt(plans, at)) });
  }, json(file));
}

function opened(file: string, plans: JsonValue, without: readonly string[] = []) {
  const files = new Map([...project].filter(([path]) => !without.some((folder) => path.startsWith(folder))));
  files.set(file, new TextEncoder().encode(JSON.stringify(plans)));
  return openProject(files);
}

function findingsOf(rule: Rule, subject: AnySubject): readonly RawFinding[] {
  const options = Object.fromEntries(Object.entries(rule.options).map(([name, { default: value }]) => [name, value]));
  const context: RuleContext = {
    options: options as RuleContext['options'],
    direction: 'pretraining-to-finetuning',
    knownClasses: new Set(),
    knownGlobals: new Set(),
    installation: undefined,
    tolerances: defaultTolerances,
    nnunet: undefined,
  };
  return [...rule.check(subject, context)].flatMap((raw) => ('notChecked' in raw ? [] : [raw]));
}

function diffOf(a: PlansConfiguration, b: PlansConfiguration) {
  const side = ({ plansFile }: PlansConfiguration) => ({
    label: plansFile.label,
    plans: plansFile.plans,
    configuration,
    datasetJson: plansFile.datasetJson?.value,
  });
  return diffPlans(side(a), side(b));
}

const nameFields = new Set(['dataset_name', 'plans_name', 'data_identifier', 'inherits_from']);
const isEffective = ({ consequence, negligible, field }: Change) =>
  consequence !== 'no effect' && !negligible && !nameFields.has(field);
const fieldsOf = (changes: readonly Change[]) => new Set(changes.map(({ field }) => field.split('.')[0] ?? ''));

const mutations = fc.array(mutation, { minLength: 1, maxLength: 2 });
const budget = { numRuns: 400, interruptAfterTimeLimit: 20_000 };

test('audit reports of a model folder what diff says of its plans and those of the checkpoint', () => {
  fc.assert(
    fc.property(mutations, (changes) => {
      const { roots } = opened(model, mutated(model, changes));
      const [folder] = roots.datasets.flatMap((dataset) => dataset.models);
      const [checkpoint] = folder?.folds.flatMap((fold) => fold.checkpoints) ?? [];
      const of = (file: PlansConfiguration['plansFile'] | undefined) =>
        file?.configurations.find((one) => one.configuration.name === configuration);
      const [trained, now] = [of(checkpoint?.plansFile), of(folder?.plansFile)];
      if (checkpoint === undefined || trained === undefined || now === undefined) throw new Error('no such model');
      const felt = fieldsOf(diffOf(trained, now).changes.filter(isEffective));
      for (const field of ['batch_size', 'batch_dice', 'next_stage']) felt.delete(field);
      // Of lists with one entry per channel those that no channel has are never read.
      if (predictsWithSameNetwork(trained.configuration, now.configuration)) felt.delete('architecture');
      const reported = new Set(
        findingsOf(plansDrift, checkpoint).flatMap(({ data }) =>
          (data['fields'] as readonly { field: string }[]).map(({ field }) => field.split('.')[0] ?? ''),
        ),
      );
      expect([...reported].sort()).toEqual([...felt].sort());
    }),
    budget,
  );
});

/** The rules on single fields, each with the place that its field is read from. */
const rulesOfFields: readonly (readonly [Rule, ...string[]])[] = [
  [spacingMatch, 'spacing'],
  [patchSizeMatch, 'patch_size'],
  [batchSizeMatch, 'batch_size'],
  [axisOrderMatch, 'transpose_forward'],
  [normalizationMatch, 'normalization_schemes', 'use_mask_for_norm'],
  [intensityPropertiesMatch, 'foreground_intensity_properties_per_channel'],
  [
    resamplingMatch,
    'resampling_fn_data',
    'resampling_fn_data_kwargs',
    'resampling_fn_seg',
    'resampling_fn_seg_kwargs',
    'preprocessor_name',
  ],
];

const rowOfField = new Map([
  ['spacing', 'spacing (mm)'],
  ['patch_size', 'patch size'],
  ['batch_size', 'batch size'],
  ['transpose_forward', 'axis order'],
  ['normalization_schemes', 'normalization'],
  ['use_mask_for_norm', 'normalization'],
  ['foreground_intensity_properties_per_channel', 'intensities'],
]);

function transferWith(changes: readonly Mutation[]) {
  const workspace = opened(finetuning, mutated(finetuning, changes), ['nnUNet_results/']);
  const transfer = makeTransfer(workspace.plansFile(pretraining), workspace.plansFile(finetuning), [configuration]);
  const [pair] = transfer.configurations;
  if (pair === undefined) throw new Error('no such configuration');
  return { transfer, pair, diff: diffOf(pair.pretraining, pair.finetuning) };
}

test('check reports of a transfer, and of edits after the move, and shows side by side, what diff says of both plans', () => {
  const setting = { rules: [], settings: new Map(), overrides: [], nnunet: {} } as never;
  fc.assert(
    fc.property(mutations, (changes) => {
      const { transfer, pair, diff } = transferWith(changes);
      const effective = fieldsOf(diff.changes.filter(isEffective));
      const rows = new Map(comparisonsOf(transfer, [], setting)[0]?.rows.map((row) => [row.what, row]));
      for (const [rule, ...fields] of rulesOfFields) {
        const reported = findingsOf(rule, pair).length > 0;
        const differs = fields.some((field) => effective.has(field));
        // A rule is silent on a value that nnU-Net cannot use: another rule tells of that.
        if (reported || fields.every((field) => isUsable(field, changes)))
          expect([rule.id, reported]).toEqual([rule.id, differs]);
      }
      for (const [field, what] of rowOfField) {
        const row = rows.get(what);
        if (row === undefined) expect([what, effective.has(field) && isUsable(field, changes)]).toEqual([what, false]);
        else if (effective.has(field)) expect([what, row.verdict]).toEqual([what, 'differs']);
      }
      const loading = loadingOf(pair).comparison;
      const answer = loading === undefined ? 'unknown' : loading.loads ? 'yes' : 'no';
      expect(diff.weights.answer).toBe(answer);
      expectEditsAsTold(changes, transfer, diff.changes);
    }),
    budget,
  );
});

/** Whether a field kept its type, all the way down. */
function isUsable(field: string, changes: readonly Mutation[]): boolean {
  const [before, after] = [json(finetuning), mutated(finetuning, changes)];
  const at = valueAt(before, `/${field}`) === undefined ? `${inside}/${field}` : `/${field}`;
  return shapeOf(valueAt(before, at)) === shapeOf(valueAt(after, at));
}

function shapeOf(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return `[${value.map(shapeOf).join()}]`;
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  if (typeof value !== 'object' || value === null) return typeof value;
  return `{${Object.entries(value).map(([key, entry]) => `${key}:${shapeOf(entry)}`)}}`;
}

const messageOf = new Map([
  ['weights', 'weights no longer load'],
  ['weightsUnknown', 'weights no longer load'],
  ['data', 'data must be preprocessed again'],
  ['training', 'training changes'],
  ['inference', 'inference changes'],
  ['nothing', 'no effect'],
]);

/** Edits after a move have the consequences that diff tells. */
function expectEditsAsTold(mutations: readonly Mutation[], transfer: Transfer, changes: readonly Change[]): void {
  // What tells the origin of plans, and the reader, which the move chooses, stand at the top.
  if (mutations.some(({ at }) => !at.startsWith('/configurations'))) return;
  const told = new Set(findingsOf(editedAfterTransfer, transfer).map(({ messageId }) => messageOf.get(messageId)));
  const counting = changes.filter(({ negligible, field }) => !negligible && !nameFields.has(field));
  expect(told.has('data must be preprocessed again')).toBe(
    counting.some(({ consequence }) => consequence === 'data must be preprocessed again'),
  );
  for (const { consequence } of counting) expect([...told]).toContain(consequence);
}

test('the mutations reach every field of the plans', () => {
  const top = new Set(places.map((at) => pointerParts(at)[0]));
  const own = new Set(places.filter((at) => at.startsWith(inside)).map((at) => pointerParts(at)[2]));
  expect([...top]).toEqual(
    expect.arrayContaining(['transpose_forward', 'foreground_intensity_properties_per_channel']),
  );
  expect([...own]).toEqual(expect.arrayContaining(['spacing', 'patch_size', 'batch_dice', 'architecture']));
});
