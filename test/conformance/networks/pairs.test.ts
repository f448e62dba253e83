import { compareForPretraining } from '../../../src/nnunet/compare/load-pretrained.js';
import { compareStrict } from '../../../src/nnunet/network/load-strictly.js';
import { predictParameters } from '../../../src/nnunet/network/parameters.js';
import { digest } from './fingerprint.js';
import { cases, configurationOf, readRecorded, type ShortArchitecture } from './record.js';

/** Number of names and digest of the sorted names; 0 for none. */
type Names = [number, string] | 0;

interface Case {
  target: ShortArchitecture;
  source: ShortArchitecture;
  channels: [number, number];
  heads: [number, number];
  /** The start of nnU-Net's message; absent where the weights were loaded. */
  pretraining?: [string];
  dropped?: Names;
  /** Missing, unexpected and mismatched entries of a strict loading; absent where it succeeded. */
  strict?: [Names, Names, Names];
  /** The same as `nnUNetv2_train --c` loads, where it differs. */
  continued?: [Names, Names, Names];
}

const recorded = cases<Case>('pairs.json').map((one) => {
  const parameters = ([architecture, channels, heads]: [ShortArchitecture, number, number]) => {
    const { network } = readRecorded(configurationOf(architecture));
    if (network === undefined) throw new Error('this network was built');
    return predictParameters(network, channels, heads);
  };
  return {
    ...one,
    network: parameters([one.target, one.channels[0], one.heads[0]]),
    checkpoint: parameters([one.source, one.channels[1], one.heads[1]]),
  };
});

function summary(names: readonly string[]): Names {
  return names.length === 0 ? 0 : [names.length, digest([...names].sort())];
}

test('at least 100 pairs were loaded by nnU-Net, with both outcomes', () => {
  expect(recorded.length).toBeGreaterThanOrEqual(100);
  expect(recorded.filter(({ pretraining }) => pretraining === undefined).length).toBeGreaterThan(20);
  expect(recorded.filter(({ pretraining }) => pretraining !== undefined).length).toBeGreaterThan(50);
});

test('-pretrained_weights fails at the same weight with the same message, or loads', () => {
  for (const { network, checkpoint, target, source, pretraining } of recorded) {
    const { loads, first } = compareForPretraining(network, checkpoint);
    const said = loads ? undefined : [first?.message.split('; your network:')[0]];
    expect({ target, source, said }).toEqual({ target, source, said: pretraining });
  }
});

test('the weights that are dropped without a word are the same', () => {
  for (const { network, checkpoint, target, source, dropped } of recorded) {
    const said = summary(compareForPretraining(network, checkpoint).dropped);
    expect({ target, source, said }).toEqual({ target, source, said: dropped ?? 0 });
  }
});

test.each(['predict', 'continue'] as const)('strict loading to %s lists the same entries', (use) => {
  for (const { network, checkpoint, target, source, strict, continued } of recorded) {
    const { loads, missing, unexpected, mismatched } = compareStrict(network, checkpoint, use);
    // Whether torch asks for numbers of batches depends on versions that names and shapes do not tell.
    const asked = missing.filter((name) => !name.endsWith('num_batches_tracked'));
    const said = loads ? undefined : [summary(asked), summary(unexpected), summary(mismatched.map(({ name }) => name))];
    expect({ target, source, said }).toEqual({
      target,
      source,
      said: use === 'continue' ? (continued ?? strict) : strict,
    });
  }
});

test('every weight that fails or is dropped is put down to a difference between the architectures', () => {
  for (const { network, checkpoint } of recorded) {
    for (const { causes, unexplained } of [
      compareForPretraining(network, checkpoint),
      compareStrict(network, checkpoint),
    ]) {
      expect(unexplained).toEqual([]);
      expect(new Set(causes.map(({ field, stage }) => `${field} ${stage}`)).size).toBe(causes.length);
    }
  }
});
