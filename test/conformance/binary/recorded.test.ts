import { memorySource } from '../../../src/io/byte-source.js';
import { fixture } from '../../support/example-project.js';
import { factsOf } from './facts.js';
import { readRecorded } from './recorded.js';

/** What torch, numpy, pickle and blosc2 made of every binary fixture: see record.py. */
const recorded = readRecorded('test/conformance/binary/recorded.jsonl');

test('every kind of file is among the recorded ones', () => {
  const endings = new Set(recorded.map(([path]) => path.slice(path.lastIndexOf('.'))));
  expect([...endings].sort()).toEqual(['.b2nd', '.npy', '.npz', '.pkl', '.pth']);
});

test.each(recorded)('reads as in Python: %s', (path, facts) => {
  const expected = 'fails' in facts ? { fails: true } : facts;
  expect(factsOf(path, memorySource(fixture(path)))).toEqual(expected);
});
