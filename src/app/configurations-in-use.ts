import type { Finding } from '../engine/report.js';
import { pointerParts } from '../io/json/value.js';
import type { PlansConfiguration } from '../workspace/subjects.js';

type Place = Pick<NonNullable<Finding['location']>, 'file' | 'pointer'>;

/**
 * Tells findings within plans that are about other configurations than those in use, and those that they inherit from: nnU-Net does not look at them.
 * One that also touches a configuration in use is not among them, and what would destroy data never is.
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
  const isAboutOther = ({ file, pointer }: Place, data: Finding['data']) => {
    const names = namesByFile.get(file);
    const concerned = configurationsAt(pointer, data);
    return names !== undefined && concerned.length > 0 && concerned.every((name) => !names.has(name));
  };
  return ({ location, related, data, destroysData }) =>
    destroysData !== true &&
    location !== undefined &&
    isAboutOther(location, data) &&
    related.every((place) => isAboutOther(place, {}) || !namesByFile.has(place.file));
}

/** The configuration in which a place lies; of a place in the plans as a whole those that the finding lists. */
function configurationsAt(pointer: string | undefined, data: Finding['data']): readonly string[] {
  const parts = pointerParts(pointer ?? '');
  const inside = parts[0] === 'plans' ? parts.slice(1) : parts;
  const [key, name] = inside;
  if (key === 'configurations' && name !== undefined) return [name];
  const listed = inside.length > 1 ? undefined : data['configurations'];
  return Array.isArray(listed) ? listed.map(String) : [];
}
