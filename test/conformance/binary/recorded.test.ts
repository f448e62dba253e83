import { readFileSync } from 'node:fs';
import { fileSource } from '../../../src/io/byte-source.js';
import { nodeStorage } from '../../../src/io/node-storage.js';
import { factsOf } from './facts.js';

/** What torch, numpy, pickle and blosc2 made of every binary fixture: see record.py. */
const recorded: Record<string, Record<string, unknown>> = JSON.parse(
  readFileSync('test/conformance/binary/recorded.json', 'utf8'),
);
const storage = nodeStorage();

test('every kind of file is among the recorded ones', () => {
  const endings = new Set(Object.keys(recorded).map((path) => path.slice(path.lastIndexOf('.'))));
  expect([...endings].sort()).toEqual(['.b2nd', '.npy', '.npz', '.pkl', '.pth']);
});

test.each(Object.keys(recorded))('reads as in Python: %s', (path) => {
  const facts = recorded[path] ?? {};
  const expected = 'fails' in facts ? { fails: true } : facts;
  expect(factsOf(path, fileSource(storage, `test/fixtures/${path}`))).toEqual(expected);
});
