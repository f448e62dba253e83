import { fieldAt } from '../nnunet/compare/fields.js';
import type { Pair } from '../nnunet/compare/plans-differences.js';
import type { Configuration } from '../nnunet/plans/configuration.js';
import { type Change, pairName } from './change.js';

/** A configuration that one side alone has. */
export function configurationCameOrWent(configuration: Configuration, kind: 'added' | 'removed'): Change {
  const at = configuration.pointer;
  return {
    ...aboutConfiguration(configuration.name),
    kind,
    ...(kind === 'added' ? { pointerB: at } : { pointerA: at }),
  };
}

/** A configuration that has another name in B, and is otherwise the same. */
export function configurationRenamed(pair: Pair): Change {
  return {
    ...aboutConfiguration(pairName(pair)),
    kind: 'moved',
    before: pair.a.name,
    after: pair.b.name,
    pointerA: pair.a.pointer,
    pointerB: pair.b.pointer,
    reason: 'The other name is part of the name of the model folder.',
  };
}

function aboutConfiguration(name: string): Omit<Change, 'kind'> {
  const { what, shape, consequence, reason } = fieldAt(['configurations', name]);
  return {
    path: `configuration ${name}`,
    what,
    configuration: name,
    followers: [],
    field: 'configurations',
    shape,
    parts: [],
    consequence,
    reason,
    negligible: false,
  };
}
