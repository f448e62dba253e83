import { pathWord, shellCommand } from '../../nnunet/command-line/word.js';
import { dataDifferences } from '../../nnunet/compare/comparison.js';
import { rowOf } from '../../nnunet/compare/fields.js';
import { compareForPretraining, type PretrainingComparison } from '../../nnunet/compare/load-pretrained.js';
import type { ParameterShape } from '../../nnunet/network/inferred-blocks.js';
import { predictParameters } from '../../nnunet/network/parameters.js';
import { shortCause } from '../../nnunet/network/short-cause.js';
import { networkOfTrainer } from '../../nnunet/network/trainer-network.js';
import { type SizedTransferNetwork, sizedNetworkForTransfer } from '../../nnunet/network/transfer-network.js';
import { counted } from '../../nnunet/words/wording.js';
import { type MatchResult, matchVerdicts, type WeightsMatch } from '../../report/weights-match.js';
import { relativeTo } from '../../workspace/paths.js';
import type { PlansConfiguration } from '../../workspace/subjects.js';
import { alarmsOf } from '../alarms.js';
import type { MatchScope } from './scope.js';
import type { WeightsSource } from './sources.js';

/**
 * Tries all weights on all configurations, as `-pretrained_weights` would load them.
 * @param trainer of the training to come: nnUNetTrainerBN builds another network than plans say
 * @param knownGlobals classes and functions of forks that the weights may name, as `module name`
 */
export function runMatch(
  { sources, configurations }: MatchScope,
  trainer: string,
  cwd: string,
  knownGlobals: ReadonlySet<string> = new Set(),
): WeightsMatch {
  const compare = comparer();
  const built = networkOfTrainer(trainer);
  const results = configurations.flatMap((side, target) => {
    const wanted = sizedNetworkForTransfer(side.configuration, side.plansFile.datasetJson?.value, built);
    return sources.map((source, index): MatchResult => {
      const place = { source: index, target };
      if (source.parameters === undefined) return { ...place, ...unknown('the weights cannot be read') };
      if (wanted.reason !== undefined) return { ...place, ...unknown(wanted.reason) };
      if (built.kind === 'of the plans' && built.isAssumed) {
        return { ...place, ...unknown(`${trainer} is not a trainer of nnU-Net and may build any network`) };
      }
      return { ...place, ...judged(compare(index, source.parameters, wanted), wanted, source, side) };
    });
  });
  const match = {
    sources: sources.map(({ entry }) => entry),
    targets: configurations.map(({ plansFile, configuration }) => ({
      label: plansFile.label,
      file: relativeTo(cwd, plansFile.document.file),
      ...(plansFile.dataset === undefined ? {} : { dataset: plansFile.dataset.name }),
      plans: plansFile.stem,
      configuration: configuration.name,
    })),
    results,
    alarms: alarmsOf(
      sources.flatMap(({ pickles }) => pickles),
      knownGlobals,
    ),
  };
  const next = nextCommand(match);
  return { ...match, ...(next === undefined ? {} : { next }) };
}

type Verdict = Omit<MatchResult, 'source' | 'target'>;

function unknown(cause: string): Verdict {
  return { verdict: 'unknown', cause, causes: [], failing: 0, dropped: 0, otherInput: [] };
}

/** Thousands of datasets share a few networks: each is listed once, and compared once with each weights. Segmentation outputs do not matter. */
function comparer() {
  const networks = new Map<
    string,
    { parameters: readonly ParameterShape[]; comparisons: Map<number, PretrainingComparison> }
  >();
  return (index: number, stored: readonly ParameterShape[], wanted: SizedTransferNetwork): PretrainingComparison => {
    const key = JSON.stringify([wanted.inputChannels, wanted.network]);
    let known = networks.get(key);
    if (known === undefined) {
      const parameters = predictParameters(wanted.network, wanted.inputChannels, wanted.heads);
      known = { parameters, comparisons: new Map() };
      networks.set(key, known);
    }
    const done = known.comparisons.get(index);
    if (done !== undefined) return done;
    const comparison = compareForPretraining(known.parameters, stored);
    known.comparisons.set(index, comparison);
    return comparison;
  };
}

function judged(
  comparison: PretrainingComparison,
  { network }: SizedTransferNetwork,
  { trainedWith }: WeightsSource,
  side: PlansConfiguration,
): Verdict {
  const { failures, dropped, first, causes } = comparison;
  const effect = failures.length > 0 ? 'refused' : 'dropped';
  const told = causes.filter((cause) => cause.effect === effect);
  const counts = {
    causes: told.map(({ message }) => message),
    failing: failures.length,
    dropped: dropped.length,
  };
  const [main] = told;
  const cause = main === undefined ? undefined : shortCause(main, network);
  if (first !== undefined)
    return { verdict: 'fails', cause: cause ?? firstWords(first), error: first.message, ...counts, otherInput: [] };
  const otherInput = trainedWith === undefined ? [] : dataDifferences(trainedWith, side);
  if (dropped.length > 0) {
    const lost = counted(dropped.length, 'weight');
    return {
      verdict: 'drops-weights',
      cause: cause === undefined ? lost : `${lost} (${cause})`,
      ...counts,
      otherInput,
    };
  }
  if (otherInput.length === 0) return { verdict: 'loads', ...counts, otherInput };
  return {
    verdict: 'other-input',
    cause: [...new Set(otherInput.map((field) => rowOf(field)))].join(', '),
    ...counts,
    otherInput,
  };
}

function firstWords({ kind, name }: NonNullable<PretrainingComparison['first']>): string {
  return kind === 'missing' ? `${name} is missing` : `${name} has another shape`;
}

/** The pre-flight of the best transfer to another dataset; none where no weights load. */
function nextCommand({ sources, targets, results }: WeightsMatch): string | undefined {
  const transfers = results.flatMap(({ source, target, verdict }) => {
    const { checkpoint, dataset } = sources[source] ?? {};
    const to = targets[target];
    if (checkpoint === undefined || to?.dataset === undefined || to.dataset === dataset) return [];
    return [{ checkpoint, dataset: to.dataset, ...to, rank: matchVerdicts.indexOf(verdict) }];
  });
  const [best] = transfers.sort((a, b) => a.rank - b.rank);
  if (best === undefined || best.rank >= matchVerdicts.indexOf('fails')) return undefined;
  const { checkpoint, dataset, plans, configuration } = best;
  return shellCommand`nnplans check -s ${pathWord(checkpoint)} -t ${dataset} -tp ${plans} -c ${configuration}`;
}
