import { pathWord, shellCommand } from '../../nnunet/command-line/word.js';
import { matchVerdicts, type WeightsMatch } from '../../report/weights-match.js';

/** The pre-flight of the best transfer to another dataset; none where no weights load. */
export function nextCommand({ sources, targets, results }: WeightsMatch): string | undefined {
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
