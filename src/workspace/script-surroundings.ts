import { lazy } from './lazy.js';
import { openReach, type Reach } from './reach.js';
import type { Surroundings } from './script-subjects.js';
import { surroundingsOf } from './surroundings.js';

type Variables = ReadonlyMap<string, string | undefined>;

/**
 * What commands of a script find: under the folders that the script sets, or else those that are known anyway. A script often sets folders of another
 * machine; of those nothing is known here.
 */
export function scriptSurroundings(reach: Reach): (set: Variables, runsElsewhere: boolean) => Surroundings {
  const own = lazy(() => surroundingsOf(reach));
  const opened = new Map<string, Surroundings>();
  const folder = (set: Variables, name: string, otherwise: string | undefined): string | undefined => {
    if (!set.has(name)) return otherwise;
    const path = set.get(name);
    if (path === undefined || path === '') return undefined;
    const absolute = reach.absolute(path);
    return reach.storage.stat(absolute)?.kind === 'folder' ? absolute : undefined;
  };
  return (set, runsElsewhere) => {
    const roots = {
      raw: runsElsewhere ? undefined : folder(set, 'nnUNet_raw', reach.roots.raw),
      preprocessed: runsElsewhere ? undefined : folder(set, 'nnUNet_preprocessed', reach.roots.preprocessed),
      results: runsElsewhere ? undefined : folder(set, 'nnUNet_results', reach.roots.results),
    };
    const { raw, preprocessed, results } = reach.roots;
    if (roots.raw === raw && roots.preprocessed === preprocessed && roots.results === results) return own();
    const key = JSON.stringify([roots.raw ?? null, roots.preprocessed ?? null, roots.results ?? null]);
    const known = opened.get(key) ?? surroundingsOf(openReach({ ...reach, roots, isComplete: false }));
    opened.set(key, known);
    return known;
  };
}
