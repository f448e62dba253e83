import type { JsonDocument } from '../io/json/document.js';

/** Keys of plans and of hardly anything else; any two of them, or one with a key of the others, are enough. */
const ownKeys = [
  'plans_name',
  'image_reader_writer',
  'transpose_forward',
  'experiment_planner_used',
  'data_identifier',
  'foreground_intensity_properties_per_channel',
];

/** Keys of plans that settings of other programs have too: launch.json of an editor, configs of other networks. */
const sharedKeys = ['configurations', 'patch_size'];

/** More than any plans have; what comes behind them is not looked at. */
const mostLines = 20_000;

/**
 * Whether the text of a JSON file that cannot be read shows that plans were meant. Of a repository with many JSON files nobody wants to hear about
 * each that has a comma too many; of plans that are passed over in silence everybody does.
 */
export function meantAsPlans(document: JsonDocument): boolean {
  const seen = new Set<string>();
  for (let line = 1; line <= mostLines; line += 1) {
    const text = document.lineText(line);
    if (text === undefined) return false;
    for (const key of keysIn(text)) seen.add(key);
    const own = ownKeys.filter((key) => seen.has(key)).length;
    if (own > 1 || (own === 1 && sharedKeys.some((key) => seen.has(key)))) return true;
  }
  return false;
}

function keysIn(text: string): readonly string[] {
  return [...withoutZeros(text).matchAll(/"(\w{1,60})"\s*:/g)].map(([, key = '']) => key);
}

/** UTF-16, as Windows PowerShell writes it, read as if it were UTF-8. */
export function withoutZeros(text: string): string {
  return text.replaceAll('\0', '');
}
