import fc from 'fast-check';
import * as plans from '../../schemas/compiled/plans.js';
import { parseJsonDocument } from '../../src/io/json/parse.js';
import type { JsonValue } from '../../src/io/json/value.js';
import { violationsOf } from '../../src/schema/violations.js';

const complete = {
  dataset_name: 'Dataset001_A',
  plans_name: 'nnUNetPlans',
  image_reader_writer: 'SimpleITKIO',
  transpose_forward: [0, 1, 2],
  transpose_backward: [0, 1, 2],
  configurations: {},
};

/** Violations of plans with one configuration, as `place: expected`. */
function inConfiguration(configuration: string): string[] {
  const text = `{"dataset_name":"D","plans_name":"P","image_reader_writer":"R","transpose_forward":[0,1,2],"transpose_backward":[0,1,2],"configurations":{"c":${configuration}}}`;
  return violationsOf(plans, parseJsonDocument(text, 'plans.json')).map(
    ({ kind, at, key, written }) =>
      `${kind} ${at.replace('/configurations/c', '')}${key ?? ''}${written === undefined ? '' : ` ${written}`}`,
  );
}

describe('violations of a schema', () => {
  test('nothing to say about plans that state what every action reads', () => {
    expect(violationsOf(plans, parseJsonDocument(JSON.stringify(complete), 'plans.json'))).toEqual([]);
  });

  test('a value in the words of the schema', () => {
    const document = parseJsonDocument(JSON.stringify({ ...complete, plans_name: null }), 'plans.json');
    expect(violationsOf(plans, document)).toEqual([
      {
        kind: 'value',
        at: '/plans_name',
        key: undefined,
        found: null,
        written: undefined,
        expected: 'the plans identifier as text, such as "nnUNetPlans"',
        consequence: 'nnUNetv2_train stops when it puts together the name of the model folder.',
        countedBy: [],
        neededBy: [],
        convertedBy: [],
        readBy: ['train'],
        severity: 'error',
      },
    ]);
  });

  test('a missing key is told at the object, in the words of the key', () => {
    const { image_reader_writer: _, ...rest } = complete;
    expect(violationsOf(plans, parseJsonDocument(JSON.stringify(rest), 'plans.json'))).toMatchObject([
      { kind: 'missing', at: '', key: 'image_reader_writer', readBy: ['preprocess', 'validate', 'predict'] },
    ]);
  });

  test.each([
    ['a container of the wrong type hides what is in it', 'null', ['value ']],
    ['an element speaks for its list', '{"patch_size":[24,28,"28",1]}', ['value /patch_size/2']],
    ['a list of the wrong length', '{"patch_size":[24]}', ['value /patch_size']],
    ['every mistake of its own', '{"patch_size":24,"spacing":[1,0]}', ['value /patch_size 24', 'value /spacing/1 0']],
    ['a float that is an integer for JSON Schema', '{"batch_size":2.0}', ['value /batch_size 2.0']],
    ['floats in a list', '{"patch_size":[24, 2.8e1, 28]}', ['value /patch_size/1 2.8e1']],
    ['a fraction is told once', '{"batch_size":2.5}', ['value /batch_size 2.5']],
    ['NaN is no number', '{"spacing":[NaN,1,1]}', ['value /spacing/0 NaN']],
    ['infinity is no number', '{"spacing":[1,1e999,1]}', ['value /spacing/1 1e999']],
    ['of a union the branch that was meant', '{"next_stage":["a",1]}', ['value /next_stage/1 1']],
    ['a union speaks for its branches', '{"next_stage":5}', ['value /next_stage 5']],
    [
      'a key of an inner object',
      '{"architecture":{"arch_kwargs":{},"_kw_requires_import":[]}}',
      ['missing /architecturenetwork_class_name'],
    ],
    ['what nnU-Net never reads', '{"median_image_size_in_voxels":"?","own_notes":{}}', []],
  ])('%s', (_name, configuration, expected) => {
    expect(inConfiguration(configuration)).toEqual(expected);
  });

  test('an element has its own expectation and the consequence of its list', () => {
    const document = parseJsonDocument(
      JSON.stringify({ ...complete, configurations: { c: { use_mask_for_norm: [0] } } }),
      'plans.json',
    );
    expect(violationsOf(plans, document)).toMatchObject([
      { expected: expect.stringContaining('true or false'), consequence: expect.stringContaining('normalize') },
    ]);
  });

  test('keys with odd names keep their pointer', () => {
    const document = parseJsonDocument('{"configurations":{"a/b~c":1,"__proto__":2,"toString":3}}', 'plans.json');
    const places = violationsOf(plans, document).filter((one) => one.kind === 'value');
    expect(places.map((one) => one.at).sort()).toEqual([
      '/configurations/__proto__',
      '/configurations/a~1b~0c',
      '/configurations/toString',
    ]);
  });

  test('a key of the prototype is missing all the same', () => {
    const document = parseJsonDocument('{"__proto__":{"plans_name":"x"}}', 'plans.json');
    expect(violationsOf(plans, document).map((one) => one.key)).toContain('plans_name');
  });

  test('a flood of faults is capped', () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`c${i}`, null]));
    const document = parseJsonDocument(JSON.stringify({ ...complete, configurations: many }), 'plans.json');
    expect(violationsOf(plans, document)).toHaveLength(200);
  });

  test('never throws, and never names a place twice, whatever the value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (patch, all) => {
        for (const value of [all, { ...complete, configurations: { c: { patch_size: patch, architecture: all } } }]) {
          const document = parseJsonDocument(JSON.stringify(value as JsonValue), 'plans.json');
          const places = violationsOf(plans, document).map(({ kind, at, key }) => JSON.stringify([kind, at, key]));
          expect(places).toEqual([...new Set(places)]);
        }
      }),
    );
  });
});
