import { type Fact, fact } from '../../report/description.js';
import { nearestOrigin } from '../../workspace/origins.js';
import { baseName, relativeTo } from '../../workspace/paths.js';
import type { Reach } from '../../workspace/reach.js';
import type { Dataset, PlansFile } from '../../workspace/subjects.js';
import { originText } from '../check/entries.js';

/** The dataset whose data plans were computed from, as far as fingerprints in reach tell. */
export function originFacts(reach: Reach, plansFile: PlansFile, owner: Dataset | undefined): readonly Fact[] {
  const { home } = reach;
  const named = plansFile.plans.datasetName;
  const known = home.roots.datasets;
  const near = [owner, known.find((dataset) => dataset.name === named), known[0]].filter(
    (dataset) => dataset !== undefined,
  );
  const origin = nearestOrigin(plansFile.plans, [...new Set(near)]);
  const text =
    originText(origin) ??
    (origin.compared.length === 0
      ? 'not known: nnplans found no fingerprint to compare with'
      : `not known: none of the ${origin.compared.length} fingerprints that nnplans found fits`);
  return fact('origin', 'origin', [...origin.datasets], text);
}

/** How the description calls a path. */
export function shownPath({ cwd }: Reach, path: string): string {
  const shown = relativeTo(cwd, path);
  return shown === '.' ? baseName(path) : shown;
}
