import type { JsonObject } from '../../../src/io/json/value.js';
import { type Fingerprint, fingerprintOf } from './fingerprint.js';
import { cases, configurationOf, type Edit, edited, readRecorded, type ShortArchitecture } from './record.js';

interface Case {
  base: number;
  edits: Edit[];
  floats?: (string | number)[][];
  /** Exception class and message, shortened. */
  raised?: [string, string];
  built?: Fingerprint;
}

const architectures = cases<{ architecture: ShortArchitecture }>('architectures.json');
const legacyFile = cases<Case | { bases: JsonObject[] }>('legacy.json');
const legacyBases = legacyFile.flatMap((one) => ('bases' in one ? one.bases : []));

const damaged = cases<Case>('damaged.json').map((one) => ({
  ...one,
  configuration: edited(configurationOf(architectures[one.base]?.architecture ?? ['', {}]), one.edits),
}));
const legacy = legacyFile.flatMap((one) =>
  'bases' in one ? [] : [{ ...one, configuration: edited(legacyBases[one.base] ?? {}, one.edits) }],
);

/** What is said here of a configuration: where nnU-Net stops, or that it builds. */
function predict({ configuration, floats }: Case & { configuration: JsonObject }) {
  const { problems, network, foreign } = readRecorded(configuration, floats);
  const first = problems.find(({ phase }) => phase === 'resolve' || phase === 'build');
  return { first, network, foreign };
}

describe.each([
  ['architecture blocks', damaged],
  ['legacy keys', legacy],
])('damaged %s', (_, recorded) => {
  test('the record holds failures and harmless edits', () => {
    expect(recorded.filter(({ raised }) => raised).length).toBeGreaterThan(recorded.length / 5);
    expect(recorded.filter(({ built }) => built).length).toBeGreaterThan(recorded.length / 10);
  });

  test('a problem is found exactly where the real constructor raises, with the same exception', () => {
    for (const one of recorded) {
      const { first, foreign } = predict(one);
      // What a foreign class takes is not known, so neither is which problem comes first.
      if (foreign.length > 0) continue;
      const said = first?.exception?.type ?? 'builds';
      expect({ edits: one.edits, said, problem: first }).toEqual({
        edits: one.edits,
        said: one.raised?.[0] ?? 'builds',
        problem: first,
      });
    }
  });

  test('where a message is promised, it is the one that was raised', () => {
    let promised = 0;
    for (const one of recorded) {
      const { first, foreign } = predict(one);
      const text = first?.exception?.text;
      if (foreign.length > 0 || text === undefined || text === null || one.raised === undefined) continue;
      expect({ edits: one.edits, text: text.slice(0, one.raised[1].length) }).toEqual({
        edits: one.edits,
        text: one.raised[1],
      });
      promised++;
    }
    expect(promised).toBeGreaterThan(recorded.length / 10);
  });

  test('what is built all the same has the predicted parameters', () => {
    for (const one of recorded.filter(({ built }) => built)) {
      const { network, foreign } = predict(one);
      if (foreign.length > 0) continue;
      const predicted = network && fingerprintOf(network, 1, 2);
      expect({ edits: one.edits, predicted }).toEqual({ edits: one.edits, predicted: one.built });
    }
  });

  test('few configurations name something of which nothing is known', () => {
    const unknown = recorded.filter((one) => {
      const { first, network } = predict(one);
      return first === undefined && network === undefined;
    });
    expect(unknown.length).toBeLessThan(recorded.length / 30);
  });
});
