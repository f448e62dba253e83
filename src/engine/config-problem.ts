import { type JsonObject, pointer } from '../io/json/value.js';
import { nearestName } from '../nnunet/words/nearest-name.js';
import { quoted, quotedList } from '../nnunet/words/wording.js';

/** A place in the config that does not hold. */
export interface ConfigProblem {
  readonly pointer: string;
  /** A whole sentence: what stands there, what was expected. */
  readonly message: string;
}

/** Tells of one problem. */
export type Complain = (pointer: string, message: string) => void;

/** `"rulse" is not known here. Did you mean "rules"?` */
export function complainAboutUnknownKeys(
  value: JsonObject,
  known: readonly string[],
  at: string,
  complain: Complain,
): void {
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    const nearest = nearestName(key, known);
    const hint = nearest === undefined ? `There may be ${quotedList(known, 'and')}.` : `Did you mean "${nearest}"?`;
    complain(`${at}${pointer(key)}`, `${quoted(key)} is not known here. ${hint}`);
  }
}
