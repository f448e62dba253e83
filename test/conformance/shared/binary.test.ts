import { readFileSync } from 'node:fs';
import { fileSource } from '../../../src/io/byte-source.js';
import { nodeStorage } from '../../../src/io/node-storage.js';
import { factsOf } from '../binary/facts.js';

/** What torch, numpy, pickle and blosc2 made of the files of twelve releases and of damaged folders: see ../binary/record.py. */
const recorded: Record<string, Record<string, unknown>> = JSON.parse(
  readFileSync('test/conformance/shared/recorded-binary.json', 'utf8'),
);
const storage = nodeStorage();

test.each(Object.keys(recorded))('reads as in Python: %s', (path) => {
  const facts = recorded[path] ?? {};
  const expected = 'fails' in facts ? { fails: true } : facts;
  expect(factsOf(path, fileSource(storage, `../shared/${path}`))).toEqual(expected);
});
