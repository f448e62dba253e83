import { predictParameters } from '../../../src/nnunet/network/parameters.js';
import { type Fingerprint, fingerprintOf } from './fingerprint.js';
import { cases, configurationOf, readRecorded, type ShortArchitecture } from './record.js';

interface Case {
  architecture: ShortArchitecture;
  channels: number;
  heads: number;
  trainer?: string;
  fingerprint: Fingerprint;
  groups?: string;
}

const recorded = cases<Case>('architectures.json');

function read({ architecture, trainer }: Case) {
  return readRecorded(configurationOf(architecture), [], trainer === undefined ? {} : { trainer });
}

/** Entries per module in runs, as the generator counts them. */
function groups(names: readonly string[]): string {
  const runs: { group: string; count: number }[] = [];
  for (const name of names) {
    const parts = name.replace('decoder.encoder.', 'decoder.encoder:').split('.');
    const group = parts.slice(0, name.includes('stem') ? 2 : 3).join('.');
    const last = runs.at(-1);
    if (last?.group === group) last.count++;
    else runs.push({ group, count: 1 });
  }
  return runs.map(({ group, count }) => `${group}*${count}`).join(' ');
}

test('at least 300 architectures were built by the real classes', () => {
  expect(recorded.length).toBeGreaterThanOrEqual(300);
});

test('every recorded architecture can be built, as far as problems can tell', () => {
  for (const one of recorded) {
    const building = read(one).problems.filter(({ phase }) => phase === 'resolve' || phase === 'build');
    expect({ architecture: one.architecture, building }).toEqual({ architecture: one.architecture, building: [] });
  }
});

test('modules hold as many entries as in the real network', () => {
  for (const one of recorded.filter(({ groups }) => groups !== undefined)) {
    const { network } = read(one);
    if (network === undefined) throw new Error('not read');
    const names = predictParameters(network, one.channels, one.heads).map(({ name }) => name);
    expect(groups(names)).toBe(one.groups);
  }
});

test('names, order, shapes, dtypes, shared tensors and number of weights are those of the real network', () => {
  for (const one of recorded) {
    const { network } = read(one);
    const predicted = network && fingerprintOf(network, one.channels, one.heads);
    expect({ architecture: one.architecture, predicted }).toEqual({
      architecture: one.architecture,
      predicted: one.fingerprint,
    });
  }
});
