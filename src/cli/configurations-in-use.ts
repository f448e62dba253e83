import type { Finding } from '../engine/report.js';
import type { PlansConfiguration } from '../workspace/subjects.js';

/**
 * Tells findings within plans that are about other configurations than those in use, and those that they inherit from: nnU-Net does not look at them.
 * What would destroy data is never among them.
 */
export function aboutOthersThan(
  used: Iterable<PlansConfiguration>,
  nameFile: (file: string) => string,
): (finding: Finding) => boolean {
  const namesByFile = new Map<string, Set<string>>();
  for (const { plansFile, configuration } of used) {
    const file = nameFile(plansFile.document.file);
    namesByFile.set(file, new Set([...(namesByFile.get(file) ?? []), ...configuration.lineage]));
  }
  return ({ location, destroysData }) => {
    const names = location === undefined ? undefined : namesByFile.get(location.file);
    const [, name] = /^\/(?:plans\/)?configurations\/([^/]+)/.exec(location?.pointer ?? '') ?? [];
    return destroysData !== true && names !== undefined && name !== undefined && !names.has(name);
  };
}
