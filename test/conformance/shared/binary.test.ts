import { fileSource } from '../../../src/io/byte-source.js';
import { nodeStorage } from '../../../src/io/node-storage.js';
import { factsOf } from '../binary/facts.js';
import { readRecorded } from '../binary/recorded.js';

/** What torch, numpy, pickle and blosc2 made of the files of twelve releases and of damaged folders: see ../binary/record.py. */
const recorded = readRecorded('test/conformance/shared/recorded-binary.jsonl');
const storage = nodeStorage();

test.each(recorded)('reads as in Python: %s', (path, facts) => {
  const expected = 'fails' in facts ? { fails: true } : facts;
  expect(factsOf(path, fileSource(storage, `../shared/${path}`))).toEqual(expected);
});
