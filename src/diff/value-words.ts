import type { JsonValue } from '../io/json/value.js';
import { countedRuns, plainNumber, timesList } from '../nnunet/words/wording.js';
import type { Change } from './change.js';

/** So many entries of a list are shown; of a longer one a few less, and how many more there are. */
const mostEntries = 12;

/** Both values of a change as a person writes them; class names in full where their last parts are the same. */
export function valueTexts(
  change: Pick<Change, 'shape' | 'field' | 'before' | 'after'>,
): readonly [before: string, after: string] {
  const [before, after] = [valueText(change, change.before), valueText(change, change.after)];
  return before !== after || change.shape !== 'class' ? [before, after] : [plain(change.before), plain(change.after)];
}

/** `–` for a value that is not stated. */
export function valueText({ shape, field }: Pick<Change, 'shape' | 'field'>, value: JsonValue | undefined): string {
  if (shape === 'class' && typeof value === 'string') return value.split('.').at(-1) ?? value;
  if (!Array.isArray(value)) return plain(value);
  if (shape === 'axes') return vector(value);
  if (field === 'normalization_schemes') return list(countedRuns(value.map(schemeName)));
  if (shape === 'channels' && field !== 'channel_names') return list(countedRuns(value.map(plain)));
  return list(value.map((entry) => (Array.isArray(entry) ? vector(entry) : plain(entry))));
}

function plain(value: JsonValue | undefined): string {
  if (value === undefined) return '–';
  if (value === null) return 'none';
  if (typeof value === 'number') return plainNumber(value);
  if (typeof value === 'string') return value === '' ? '""' : value;
  if (Array.isArray(value)) return list(value.map((entry) => (Array.isArray(entry) ? vector(entry) : plain(entry))));
  return typeof value === 'boolean'
    ? String(value)
    : list(Object.entries(value).map(([key, entry]) => `${key}: ${short(entry)}`));
}

function schemeName(scheme: JsonValue): string {
  return scheme === 'NoNormalization' ? 'none' : plain(scheme).replace(/(.)Normalization$/, '$1');
}

function short(value: JsonValue): string {
  return typeof value === 'object' && value !== null ? '…' : plain(value);
}

/** `3 × 1 × 1` */
function vector(values: readonly JsonValue[]): string {
  const isNumbers = values.every((entry) => typeof entry === 'number') && values.length > 0;
  return isNumbers ? timesList(values as readonly number[]) : `[${list(values.map(short))}]`;
}

function list(entries: readonly string[]): string {
  if (entries.length === 0) return 'nothing';
  if (entries.length <= mostEntries) return entries.join(', ');
  const shown = mostEntries - 4;
  return `${entries.slice(0, shown).join(', ')} and ${entries.length - shown} more`;
}
