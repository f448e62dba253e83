import fc from 'fast-check';
import { type JsonObject, type JsonValue, valueAt } from '../../src/io/json/value.js';
import { consequences } from '../../src/nnunet/compare/consequence.js';
import { anyJson, own } from './arbitraries.js';
import { diffOf, edited, fixture } from './sides.js';

const plans = fixture('nnunet-2.8.1');
const legacy = fixture('nnunet-2.0');

const places = (value: JsonValue, at = ''): string[] => {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.keys(value).flatMap((key) => places((value as JsonObject)[key] as JsonValue, `${at}/${key}`))];
};

/** Real plans with one or two values exchanged for anything, or taken away. */
const damaged = fc.constantFrom(plans, legacy).chain((real) =>
  fc
    .array(fc.tuple(fc.constantFrom(...places(real).slice(1)), fc.option(anyJson, { nil: undefined })), {
      minLength: 1,
      maxLength: 2,
    })
    .map((edits) => {
      // An earlier edit may have taken away what holds a later one.
      return edits.reduce((value, [at, to]) => {
        const parent = valueAt(value, at.slice(0, at.lastIndexOf('/')));
        return typeof parent === 'object' && parent !== null ? edited(value, { [at]: to }) : value;
      }, real);
    }),
);

const configurations = fc
  .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', '__proto__', '', 'toString'), anyJson), {
    selector: ([name]) => name,
  })
  .map(own);

const anyPlans = fc.oneof(
  damaged,
  anyJson,
  configurations.map((value) => own([['configurations', value]])),
);

test('never throws, and every pointer leads to the value that is told', () => {
  fc.assert(
    fc.property(anyPlans, anyPlans, (a, b) => {
      for (const change of diffOf(a, b).changes) {
        if (change.pointerA !== undefined) expect(valueAt(a, change.pointerA)).toBeDefined();
        if (change.pointerB !== undefined) expect(valueAt(b, change.pointerB)).toBeDefined();
        for (const part of change.parts) {
          if (part.pointerA !== undefined) expect(valueAt(a, part.pointerA)).toBeDefined();
          if (part.pointerB !== undefined) expect(valueAt(b, part.pointerB)).toBeDefined();
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('a file and itself never differ', () => {
  fc.assert(fc.property(anyPlans, (value) => expect(diffOf(value, structuredClone(value)).changes).toEqual([])));
});

test('there is a difference from one side exactly when there is one from the other', () => {
  fc.assert(
    fc.property(anyPlans, anyPlans, (a, b) => {
      expect(diffOf(a, b).changes.length > 0).toBe(diffOf(b, a).changes.length > 0);
    }),
  );
});

test('any edit of real plans is a change or changes nothing, gravest first, the same twice', () => {
  fc.assert(
    fc.property(damaged, (value) => {
      const diff = diffOf(plans, value);
      expect(diffOf(plans, value)).toEqual(diff);
      const ranks = diff.changes
        .filter(({ negligible }) => !negligible)
        .map(({ consequence }) => consequences.indexOf(consequence));
      expect(ranks).toEqual([...ranks].sort((x, y) => x - y));
    }),
  );
});

test('neither side is touched', () => {
  fc.assert(
    fc.property(anyPlans, anyPlans, (a, b) => {
      const copies = structuredClone([a, b]);
      diffOf(a, b);
      expect([a, b]).toEqual(copies);
    }),
  );
});
