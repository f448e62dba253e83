import type { Storage } from '../../io/storage.js';
import {
  type Installation,
  type LookedUpKind,
  type Lookup,
  lookupFolders,
  type TrainerClass,
  type TrainerSource,
} from '../../nnunet/installation/installation.js';
import { trainerNames } from '../../nnunet/installation/trainer-names.js';
import { admitsBelow, releaseNumber } from '../../nnunet/values/version-range.js';
import { join } from '../paths.js';
import type { PythonEnvironment } from './environment.js';
import { type Definition, PythonModules, type SourceModule } from './python-modules.js';

/** Where trainers may lie outside of nnU-Net (`nnUNet_extTrainer`), since 2.8.0. */
const firstWithOuterTrainers = [2, 8, 0] as const;

export interface Found extends PythonEnvironment {
  readonly package: string;
  /** How reports call it, without the version: `in venv /home/me/venv`. */
  readonly place: string;
  /** Folders of `nnUNet_extTrainer`, absolute. */
  readonly outerTrainers: readonly string[];
}

/** Reads what it is asked for, when it is asked. */
export function openInstallation(storage: Storage, found: Found): Installation {
  const { version, package: folder, place } = found;
  const release = version === undefined ? undefined : releaseNumber(version);
  const modules = new PythonModules(storage, found.path);
  const asLookup = (definition: Definition | 'none' | 'unsure'): Lookup => {
    if (definition === 'none') return { kind: 'missing' };
    return definition === 'unsure' ? { kind: 'unsure' } : modules.describe(definition);
  };
  const below = (kind: LookedUpKind) => join(folder, ...lookupFolders[kind]);
  const seesOuter = release === undefined || !admitsBelow(release, firstWithOuterTrainers);
  const outer = seesOuter ? found.outerTrainers : [];
  const findTrainer = (
    name: string,
  ): { readonly modules: PythonModules; readonly found: Definition | 'none' | 'unsure' } => {
    const own = modules.findBelow(below('trainer'), moduleOf('trainer'), name);
    if (own !== 'none') return { modules, found: own };
    for (const path of outer) {
      // Its folder is on the search path while nnU-Net looks there.
      const inside = new PythonModules(storage, () => ({
        ...found.path(),
        folders: [path, ...found.path().folders],
      }));
      const definition = inside.findBelow(path, '', name);
      if (definition !== 'none') return { modules: inside, found: definition };
    }
    return { modules, found: 'none' };
  };
  return {
    version,
    release,
    folder,
    label: `nnU-Net${version === undefined ? '' : ` ${version}`} ${place}`,
    lookUp(kind, name) {
      if (kind === 'trainer') {
        const trainer = findTrainer(name);
        return typeof trainer.found === 'string' ? asLookup(trainer.found) : trainer.modules.describe(trainer.found);
      }
      return asLookup(modules.findBelow(below(kind), moduleOf(kind), name));
    },
    namesOf: (kind) => [
      ...modules.definedBelow(below(kind)),
      ...(kind === 'trainer' ? outer.flatMap((path) => modules.definedBelow(path)) : []),
    ],
    locate: (path) => modules.locate(path),
    locateNetwork(path) {
      const direct = modules.locate(path);
      if (direct.kind !== 'missing') return direct;
      const architectures = modules.module('dynamic_network_architectures.architectures');
      if (architectures?.kind !== 'source' && architectures?.kind !== 'namespace') return { kind: 'unsure' };
      const { folder: inside, name } = architectures;
      if (inside === undefined) return { kind: 'unsure' };
      return asLookup(modules.findBelow(inside, name, path.split('.').at(-1) ?? ''));
    },
    trainer(name) {
      const { modules: own, found: definition } = findTrainer(name);
      return typeof definition === 'string' ? undefined : trainerSource(own, name, definition);
    },
  };
}

function moduleOf(kind: LookedUpKind): string {
  return ['nnunetv2', ...lookupFolders[kind]].join('.');
}

/** The class and those that it extends, as far as the trainers of nnU-Net. */
function trainerSource(modules: PythonModules, name: string, start: Definition): TrainerSource | undefined {
  const first = modules.definition(start);
  if (first.binding.kind !== 'class') return undefined;
  const classes: TrainerClass[] = [];
  const stock: string[] = [];
  let isComplete = true;
  const seen = new Set<string>();
  const read = (module: SourceModule, binding: typeof first.binding) => {
    if (binding.kind !== 'class' || seen.has(`${module.file} ${binding.name}`)) return;
    seen.add(`${module.file} ${binding.name}`);
    const { assigned, changed, members } = binding;
    classes.push({ name: binding.name, file: module.file, members: new Set(members.keys()), assigned, changed });
    for (const base of binding.bases) {
      const last = base.split('.').at(-1) ?? '';
      if (trainerNames.includes(last)) stock.push(last);
      else if (last !== 'object' && last !== 'ABC') {
        const found = modules.classNamed(module, base);
        if (found === undefined) isComplete = false;
        else read(found.module, found.binding);
      }
    }
  };
  read(first.module, first.binding);
  return { name, file: first.module.file, classes, stock, isComplete };
}
