import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { rules } from '../../rules/index.js';
import { readConfig } from '../../src/engine/config.js';
import { compileSchema } from '../../src/engine/json-schema.js';
import { readJsonDocument } from '../../src/io/json/read.js';
import type { JsonValue } from '../../src/io/json/value.js';
import { memoryStorage } from '../../src/io/memory-storage.js';

const schema = JSON.parse(readFileSync('schemas/config.schema.json', 'utf8'));
const fitsSchema = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
const source = {
  document: readJsonDocument(memoryStorage(new Map()), '/repo/nnplans.config.json'),
  folder: '/repo',
  compileSchema,
  absolute: (path: string) => `/repo/${path}`,
};
const holds = (value: JsonValue) => readConfig(value, rules, source).problems.length === 0;

const severity = fc.constantFrom('error', 'warning', 'info', 'off', 'eror', 3);
const ruleSettings = fc.dictionary(
  fc.constantFrom('transfer/spacing-match', 'plans/schema', 'transfer/spacing-mach'),
  fc.oneof(
    severity,
    fc.tuple(severity),
    fc.tuple(severity, fc.constantFrom({}, { rtol: 1 }, { rtol: '1' }, { rtoll: 1 }, 3)),
    fc.constantFrom(null, [], ['error', {}, 1]),
  ),
  { maxKeys: 1 },
);
const files = fc.constantFrom<unknown>(
  'legacy/**',
  'plans.json#/configurations/2d',
  ['a.json', '!b/*.json'],
  [],
  '',
  '!',
  '!!a',
  'a\\b',
  '{a,b}',
  'plans.json#2d',
  '#/configurations',
  'x'.repeat(2000),
  3,
);
const pointer = fc.constantFrom('/configurations/2d', '/', '', 'configurations', 3);
const entries = fc.record(
  {
    $schema: fc.constantFrom('x', 'y'),
    extends: fc.constantFrom(
      ['recommended'],
      [],
      ['strict', './team.json'],
      ['all', 'team.json', '../x/y'],
      ['strickt'],
      ['team'],
      [3],
      'recommended',
    ),
    roots: fc.constantFrom({}, { nnUNet_raw: 'raw' }, { nnUNet_raw: '' }, { raw: 'raw' }, 3),
    direction: fc.constantFrom('either', 'pretraining-to-finetuning', 'forward', null),
    nnunet: fc.constantFrom(
      '>=2.5',
      '2.8.1',
      '>=2.2 <2.6',
      '>=2.2, <2.6',
      '~2.6',
      '<2.2 || 2.8.x',
      '>=2.2,<2.6',
      '2.',
      'new',
      '',
      2,
    ),
    knownClasses: fc.constantFrom([], ['MyNet'], 'MyNet', [3]),
    rules: ruleSettings,
    overrides: fc.oneof(
      fc.constantFrom([], 3, [3]),
      fc.array(fc.record({ files, pointer, rules: ruleSettings, other: fc.constant(1) }, { requiredKeys: [] }), {
        maxLength: 2,
      }),
    ),
    transfers: fc.oneof(
      fc.constantFrom([], {}, [null]),
      fc.array(
        fc.record(
          {
            pretraining: fc.constantFrom('121/nnUNetPlans', '', ' ', 121),
            finetuning: fc.constantFrom('122', 'plans/a.json'),
            configurations: fc.constantFrom([], ['2d'], '2d', [2]),
            checkpoint: fc.constantFrom('a.pth', '', null),
            plans: fc.constant(1),
          },
          { requiredKeys: ['finetuning'] },
        ),
        { maxLength: 2 },
      ),
    ),
    suppressions: fc.oneof(
      fc.constantFrom([], 'all', [[]]),
      fc.array(
        fc.record(
          {
            rule: fc.constantFrom('plans/schema', 'plans/scema', 3),
            files,
            pointer,
            reason: fc.constantFrom('old', '', ' ', 3),
            until: fc.constantFrom('2027-01-31', '2027-13-01', '31.1.2027', 2027),
            why: fc.constant(1),
          },
          { requiredKeys: ['reason'] },
        ),
        { maxLength: 2 },
      ),
    ),
    other: fc.constant(1),
  },
  { requiredKeys: [] },
);
/** Two keys at most: of ten, one would nearly always be wrong. */
const nearlyConfigs = fc
  .tuple(entries, fc.integer({ min: 0, max: 10 }))
  .map(([config, skipped]) => Object.fromEntries(Object.entries(config).slice(skipped, skipped + 2)));

test('accepts what the published schema accepts, and nothing else', () => {
  let accepted = 0;
  fc.assert(
    fc.property(nearlyConfigs, (config) => {
      const value = JSON.parse(JSON.stringify(config)) as JsonValue;
      expect(holds(value)).toBe(fitsSchema(value));
      accepted += Number(holds(value));
    }),
    { numRuns: 2000 },
  );
  expect(accepted).toBeGreaterThan(200);
});

test('says something about any JSON, and never throws', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const { problems } = readConfig(value as JsonValue, rules, source);
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
