import type { JsonValue } from '../../../src/io/json/value.js';
import { readNetwork } from '../../../src/nnunet/network/read-network.js';
import { readNetworkOnce } from '../../../src/nnunet/network/read-network-once.js';
import { projectFiles } from '../../support/example-project.js';

const text = new TextDecoder().decode(
  projectFiles('examples/transfer').get('nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json'),
);

interface PlansText {
  readonly configurations: Readonly<Record<string, Readonly<Record<string, JsonValue>>>>;
}

/** A fresh copy of the architecture, changed. */
function getter(change: (plans: string) => string = (plans) => plans): (key: string) => JsonValue | undefined {
  const { configurations } = JSON.parse(change(text)) as PlansText;
  return (key) => configurations['3d_fullres']?.[key];
}

const mayHold = (...keys: readonly string[]) => ({ mayHoldFloats: (key: string) => keys.includes(key) });

test('equal architectures are read once, and as by themselves', () => {
  const first = readNetworkOnce(getter());
  expect(readNetworkOnce(getter())).toBe(first);
  expect(first).toEqual(readNetwork(getter()));
});

test('another architecture or another trainer is read by itself', () => {
  const first = readNetworkOnce(getter());
  const wider = readNetworkOnce(getter((plans) => plans.replaceAll('"n_stages": 4', '"n_stages": 3')));
  expect(wider.problems).not.toEqual(first.problems);
  const batchNorm = readNetworkOnce(getter(), { trainer: 'nnUNetTrainerBN' });
  expect(batchNorm.network?.normalization?.kind).toBe('BatchNorm');
});

test('a text that may hold 2.0 for 2 is read by itself', () => {
  const first = readNetworkOnce(getter(), {}, mayHold());
  expect(readNetworkOnce(getter(), {}, mayHold('spacing'))).toBe(first);
  const isFloat = (path: readonly (string | number)[]) => path.includes('n_stages');
  const read = readNetworkOnce(getter(), { isFloat }, mayHold('n_stages'));
  expect(read.problems).not.toEqual(first.problems);
  // What was found there does not count for others.
  expect(readNetworkOnce(getter(), {}, mayHold())).toBe(first);
});

test('NaN is not null', () => {
  const get = getter();
  const architecture = get('architecture') as Readonly<Record<string, JsonValue>>;
  const kwargs = architecture['arch_kwargs'] as Readonly<Record<string, JsonValue>>;
  const withDropout = (value: JsonValue) => (key: string) =>
    key === 'architecture' ? { ...architecture, arch_kwargs: { ...kwargs, dropout_op: value } } : get(key);
  const none = readNetworkOnce(withDropout(null));
  const notANumber = readNetworkOnce(withDropout(Number.NaN));
  expect(notANumber).not.toBe(none);
  expect(notANumber).toEqual(readNetwork(withDropout(Number.NaN)));
});
