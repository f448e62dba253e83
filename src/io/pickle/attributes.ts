import type { Budget } from '../../budget.js';
import { PyDict } from './dictionary.js';
import { type PickleValue, PyGlobal, PyTuple } from './values.js';

/**
 * Whether BUILD, or a function of torch that does the same, would set attributes that genuine files do not set: with names that
 * Python itself calls (`__setstate__`, `__class__`), with a class or function as value, or by something that is no dictionary.
 */
export function hasOddAttributes(state: PickleValue | undefined, budget: Budget): boolean {
  return partsOf(state).some((part) => {
    if (part === null) return false;
    return !(part instanceof PyDict) || hasOddNames(part, budget) || hasGlobals(part);
  });
}

/** The same for an object of some class, whose state may be of any kind. */
export function hasSpecialAttributes(state: PickleValue, budget: Budget): boolean {
  return partsOf(state).some((part) => part instanceof PyDict && hasOddNames(part, budget));
}

/** A pair stands for attributes and slots. */
function partsOf(state: PickleValue | undefined): readonly PickleValue[] {
  if (state === undefined) return [];
  return state instanceof PyTuple && state.items.length === 2 ? state.items : [state];
}

function hasOddNames(attributes: PyDict, budget: Budget): boolean {
  budget.step(attributes.size);
  for (const [name] of attributes.entries()) if (typeof name !== 'string' || name.startsWith('__')) return true;
  return false;
}

function hasGlobals(attributes: PyDict): boolean {
  for (const [, value] of attributes.entries()) if (value instanceof PyGlobal) return true;
  return false;
}
