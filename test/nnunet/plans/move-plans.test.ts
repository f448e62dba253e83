import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { JsonValue } from '../../../src/io/json/value.js';
import {
  applyMove,
  isMoveFailure,
  type MoveRequest,
  moveEdits,
  moveReleaseOf,
} from '../../../src/nnunet/plans/move-plans.js';
import { type OrderedJson, parseOrdered, printPython, withValue } from '../../../src/nnunet/values/python-json.js';

const fixture = (name: string) => readFileSync(`test/fixtures/moved/${name}.json`, 'utf8');

/** The text that the move writes. */
function moved(text: string, request: Omit<MoveRequest, 'plans'>): string {
  const edits = moveEdits({ ...request, plans: JSON.parse(text) as JsonValue });
  if (isMoveFailure(edits)) throw new Error(edits.message);
  return printPython(
    edits.reduce<OrderedJson>((value, { path, to }) => withValue(value, path, to), parseOrdered(text)),
  );
}

const target = { targetDataset: 'Dataset102_GoldenFine', reader: 'SimpleITKIO' };

describe('byte for byte as nnU-Net wrote it', () => {
  test('2.8.1: ResEnc plans, whose data_identifier starts with another name', () => {
    const request = { ...target, sourceIdentifier: 'nnUNetResEncUNetMPlans', targetIdentifier: 'PreResEncPlans' };
    expect(moved(fixture('2.8.1/nnUNetResEncUNetMPlans'), request)).toBe(fixture('2.8.1/PreResEncPlans'));
  });

  test('2.8.1: without -tp only the dataset changes', () => {
    const name = 'nnUNetResEncUNetMPlans';
    const request = { ...target, sourceIdentifier: name, targetIdentifier: name };
    expect(moved(fixture('2.8.1/nnUNetResEncUNetMPlans'), request)).toBe(fixture('2.8.1/without-tp'));
  });

  test('2.0: plans_name stays', () => {
    const request = { ...target, sourceIdentifier: 'nnUNetPlans', targetIdentifier: 'PrePlans' };
    expect(moved(fixture('2.0/nnUNetPlans'), { ...request, release: 'before 2.2.1' })).toBe(fixture('2.0/PrePlans'));
  });
});

const request = { sourceIdentifier: 'nnUNetPlans', targetIdentifier: 'MyPlans', targetDataset: 'Dataset002_B' };
const child = { configurations: { mine: { inherits_from: '3d_fullres' } } };

test('a configuration without data_identifier is passed over, but stopped nnU-Net before 2.2.1', () => {
  expect(moveEdits({ ...request, plans: child })).toEqual([
    { path: ['dataset_name'], to: 'Dataset002_B' },
    { path: ['plans_name'], to: 'MyPlans' },
  ]);
  expect(moveEdits({ ...request, plans: child, release: 'before 2.2.1' })).toEqual({
    path: ['configurations', 'mine', 'data_identifier'],
    exception: 'KeyError',
    message: "'data_identifier'",
  });
});

test.each([
  [[], 'TypeError', 'list indices must be integers or slices, not str'],
  [3, 'TypeError', "'int' object does not support item assignment"],
  [{}, 'KeyError', "'configurations'"],
  [{ configurations: [] }, 'AttributeError', "'list' object has no attribute 'keys'"],
  [{ configurations: { '2d': null } }, 'AttributeError', "'NoneType' object has no attribute 'keys'"],
  [
    { configurations: { '2d': { data_identifier: null } } },
    'AttributeError',
    "'NoneType' object has no attribute 'startswith'",
  ],
])('%j stops the move', (plans, exception, message) => {
  expect(moveEdits({ ...request, plans: plans as JsonValue })).toMatchObject({ exception, message });
});

test('with equal identifiers the configurations are not looked at', () => {
  expect(isMoveFailure(moveEdits({ ...request, targetIdentifier: 'nnUNetPlans', plans: {} }))).toBe(false);
});

test('keys of a file never reach a prototype', () => {
  const plans = JSON.parse(
    '{"__proto__": {"a": 1}, "configurations": {"__proto__": {"data_identifier": "x"}}}',
  ) as JsonValue;
  const edits = moveEdits({ ...request, plans });
  expect(edits).toContainEqual({ path: ['configurations', '__proto__', 'data_identifier'], to: 'MyPlans_x' });
  const result = applyMove(plans, isMoveFailure(edits) ? [] : edits);
  expect(JSON.stringify(result)).toContain('"__proto__":{"data_identifier":"MyPlans_x"}');
  expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
});

test('never throws, and applying it changes nothing but what it names', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (plans) => {
      const edits = moveEdits({ ...request, plans: plans as JsonValue });
      if (!isMoveFailure(edits)) applyMove(plans as JsonValue, edits);
    }),
  );
});

test('plans are moved as the oldest releases did only where nothing newer is in use', () => {
  for (const range of ['<2.2.1', '2.1', '>=2.0 <2.2.1', '2.0 || 2.1'])
    expect(moveReleaseOf(range)).toBe('before 2.2.1');
  for (const range of [undefined, '>=2.0', '>=2.5', 'latest', '2.1 || 2.5', '2.x', '>=2.9'])
    expect(moveReleaseOf(range)).toBe('2.2.1 or later');
});
