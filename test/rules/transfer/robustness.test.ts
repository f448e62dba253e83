import fc from 'fast-check';
import { rules } from '../../../rules/index.js';
import type { RuleContext } from '../../../src/engine/rule.js';
import { isObject, type JsonValue, pointer } from '../../../src/io/json/value.js';
import { defaultTolerances } from '../../../src/nnunet/compare/tolerances.js';
import { openProject, projectFiles, withChanges } from '../../support/example-project.js';
import { subjectsOf } from '../../support/subjects.js';

const files = projectFiles('examples/transfer');
const damaged = [
  'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json',
  'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
  'nnUNet_preprocessed/Dataset122_PancreasCT/dataset_fingerprint.json',
  'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json',
  'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json',
] as const;

function places(value: JsonValue, path: readonly (string | number)[] = []): string[] {
  const inside = Array.isArray(value)
    ? value.flatMap((one, i) => places(one, [...path, i]))
    : isObject(value)
      ? Object.entries(value).flatMap(([key, one]) => places(one, [...path, key]))
      : [];
  return [pointer(...path), ...inside];
}

const contents = new Map(
  damaged.map((file) => [file, places(JSON.parse(new TextDecoder().decode(files.get(file))) as JsonValue)]),
);

const anyValue = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(null, [], {}, '', 'x', -1, 0, 1e308, 0.5, [[]], [null], { '0': null }, [1, 2, 3, 4]),
);

/** One value of one file becomes any other. */
const change = fc
  .constantFrom(...damaged)
  .chain((file) =>
    fc.record({ file: fc.constant(file), set: fc.constantFrom(...(contents.get(file) ?? [''])), to: anyValue }),
  );

test('no rule about a transfer throws, whatever stands in the files', () => {
  const transferRules = rules.filter((rule) => rule.area === 'transfer');
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 1 }), (changes) => {
      const project = openProject(
        withChanges(
          files,
          changes.map(({ file, set, to }) => ({ file, set, to: to as JsonValue })),
        ),
      );
      for (const rule of transferRules) {
        const context: RuleContext = {
          options: Object.fromEntries(
            Object.entries(rule.options).map(([name, { default: value }]) => [name, value]),
          ) as RuleContext['options'],
          direction: 'pretraining-to-finetuning',
          knownClasses: new Set<string>(),
          tolerances: defaultTolerances,
          knownGlobals: new Set<string>(),
          installation: undefined,
          nnunet: '<=2.2',
        };
        for (const subject of subjectsOf(rule, project)) {
          for (const raw of rule.check(subject, context)) {
            if (!('notChecked' in raw)) expect(raw.text).not.toMatch(/undefined|\[object/);
          }
        }
      }
    }),
    { numRuns: 60 },
  );
});
