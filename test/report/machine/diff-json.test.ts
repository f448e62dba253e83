import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import schema from '../../../schemas/diff.schema.json';
import { diffJson } from '../../../src/report/machine/diff-json.js';
import { anyJson } from '../../diff/arbitraries.js';
import { diffOf, edited, fixture } from '../../diff/sides.js';

const plans = fixture('nnunet-2.8.1');
const isValid = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(schema);

test('says what the schema promises, for all kinds of changes', () => {
  const others = [
    plans,
    fixture('nnunet-2.8.1-resenc'),
    fixture('nnunet-2.0'),
    edited(plans, { '/configurations/2d': undefined, '/configurations/x': { inherits_from: '3d_fullres' } }),
    edited(plans, { '/configurations/3d_fullres/spacing': [1, 2], '/plans_name': 3 }),
    { a: 1 },
  ];
  for (const other of others) {
    const printed = JSON.parse(diffJson(diffOf(plans, other), '1.2.3'));
    isValid(printed);
    expect(isValid.errors).toBeNull();
  }
});

test('the same for any JSON', () => {
  fc.assert(
    fc.property(anyJson, anyJson, (a, b) => {
      isValid(JSON.parse(diffJson(diffOf(a, b), '0.1.0')));
      expect(isValid.errors).toBeNull();
    }),
  );
});

test('tells whether there is a difference, and what counted as equal', () => {
  const printed = (b: typeof plans) => JSON.parse(diffJson(diffOf(plans, b), '0.1.0'));
  expect(printed(plans)).toMatchObject({ differs: false, changes: [], tolerances: { number: 1e-5, intensity: 0.005 } });
  expect(printed(edited(plans, { '/plans_name': 'Other' }))).toMatchObject({ differs: true, command: 'diff' });
});

test('numbers that JSON lacks are text', () => {
  const diff = diffOf(plans, edited(plans, { '/configurations/2d/spacing/0': Number.NaN }));
  expect(JSON.parse(diffJson(diff, '0.1.0')).changes[0].after).toEqual(['NaN', 1]);
});
