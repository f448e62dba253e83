import { architectureOf } from './architecture.js';
import type { ConfigurationVerdict, DiffOptions } from './change.js';
import type { Channels } from './channels.js';
import { configurationChanges } from './configuration-changes.js';
import type { JudgedChange } from './judgement.js';
import { networkChanges } from './network-changes.js';
import { judgedNetwork } from './network-judgement.js';
import { inputsOf, type Pair } from './pair.js';
import type { DiffSide } from './side.js';
import { dataVerdict, weightsVerdict } from './verdicts.js';
import { everythingLoads, type Loading, loadWeights } from './weights.js';

/** What is to be said about one pair of configurations. */
export interface ComparedPair {
  readonly pair: Pair;
  readonly changes: readonly JudgedChange[];
  readonly verdict: ConfigurationVerdict;
  /** The side whose network is written in the form before nnU-Net 2.3.1, when it is one alone. */
  readonly olderForm: 'A' | 'B' | undefined;
  readonly isSameNetwork: boolean;
}

/** @param shared changes that concern all configurations: those at the top of the plans, and of the channels */
export function comparePair(
  pair: Pair,
  sides: readonly [DiffSide, DiffSide],
  shared: readonly JudgedChange[],
  channels: Channels,
  options: DiffOptions,
): ComparedPair {
  const [a, b] = [architectureOf(pair.a), architectureOf(pair.b)];
  const differences = networkChanges(a, b, options);
  const inputs = inputsOf(pair, sides, channels);
  const loading = loadingOf(a.reading?.network, b.reading?.network, inputs, differences.length === 0);
  const network = judgedNetwork(differences, a, b, loading, options);
  const others = configurationChanges(pair.a, pair.b, channels, options);
  const all = [...shared, ...network, ...others];
  return {
    pair,
    changes: [...network, ...others],
    verdict: {
      a: pair.a.name,
      b: pair.b.name,
      weights: weightsVerdict(a, b, inputs, loading, all),
      data: dataVerdict(all),
    },
    olderForm: olderForm(a.origin, b.origin),
    isSameNetwork: differences.length === 0,
  };
}

type Network = Parameters<typeof loadWeights>[0] | undefined;

function loadingOf(
  a: Network,
  b: Network,
  inputs: { readonly a: number; readonly b: number },
  areEqual: boolean,
): Loading | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (areEqual && inputs.a === inputs.b) return everythingLoads;
  return loadWeights(a, b, inputs);
}

function olderForm(a: string | undefined, b: string | undefined): 'A' | 'B' | undefined {
  if (a === undefined || b === undefined || a === b) return undefined;
  return a === 'legacy' ? 'A' : 'B';
}
