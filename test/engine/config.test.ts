import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { rules } from '../../rules/index.js';
import { readConfig } from '../../src/engine/config.js';
import type { JsonValue } from '../../src/io/json/value.js';

const schema = JSON.parse(readFileSync('schemas/config.schema.json', 'utf8'));
const fitsSchema = new Ajv2020({ strict: false }).compile(schema);
const holds = (value: JsonValue) => readConfig(value, rules).problems.length === 0;

const severity = fc.constantFrom('error', 'warning', 'info', 'off', 'eror', 3);
const nearlyConfigs = fc.record(
  {
    $schema: fc.constantFrom('x', 'y'),
    extends: fc.constantFrom(['recommended'], [], ['strict'], 'recommended'),
    roots: fc.constantFrom({}, { nnUNet_raw: 'raw' }, { nnUNet_raw: '' }, { raw: 'raw' }, 3),
    direction: fc.constantFrom('either', 'pretraining-to-finetuning', 'forward', null),
    nnunet: fc.constantFrom('>=2.5', '2.8.1', '>=2.2 <2.6', '>=2.2, <2.6', 'new', '', 2),
    knownClasses: fc.constantFrom([], ['MyNet'], 'MyNet', [3]),
    rules: fc.dictionary(
      fc.constantFrom('transfer/spacing-match', 'plans/schema', 'transfer/spacing-mach'),
      fc.oneof(
        severity,
        fc.tuple(severity),
        fc.tuple(severity, fc.constantFrom({}, { rtol: 1 }, { rtol: '1' }, { rtoll: 1 }, 3)),
        fc.constantFrom(null, [], ['error', {}, 1]),
      ),
    ),
    other: fc.constant(1),
  },
  { requiredKeys: [] },
);

test('accepts what the published schema accepts, and nothing else', () => {
  fc.assert(
    fc.property(nearlyConfigs, (config) => {
      const value = JSON.parse(JSON.stringify(config)) as JsonValue;
      expect(holds(value)).toBe(fitsSchema(value));
    }),
    { numRuns: 2000 },
  );
});

test('says something about any JSON, and never throws', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const { problems } = readConfig(value as JsonValue, rules);
      for (const { message, pointer } of problems) {
        expect(message).toMatch(/[.?]$/);
        expect(pointer).toMatch(/^(\/|$)/);
      }
    }),
  );
});

test('a long range of versions costs no time', () => {
  expect(holds({ nnunet: `${'1'.repeat(100_000)}!` })).toBe(false);
});
