/** A torch file in the form before torch 1.6, all in text: pickles of protocol 0. `main` is the pickle of the object, with its final dot. */
export function torchText(main: string): string {
  return `L119547037146038801333356L\n.I1001\n.(dp0\n.${main}(lp0\n.`;
}

/** The pickle of a dictionary of texts, `None` and dictionaries. */
export function pickledDictionary(entries: Readonly<Record<string, PickledText>>): string {
  return `${dictionary(entries)}.`;
}

type PickledText =
  | string
  | number
  | null
  | { readonly [key: string]: PickledText }
  | { readonly global: readonly [string, string] };

function dictionary(entries: Readonly<Record<string, PickledText>>): string {
  return `(d${Object.entries(entries)
    .map(([key, value]) => `S'${key}'\n${pickled(value)}s`)
    .join('')}`;
}

function pickled(value: PickledText): string {
  if (value === null) return 'N';
  if (typeof value === 'number') return `I${value}\n`;
  if (typeof value === 'string') return `S'${value}'\n`;
  if (Array.isArray(value['global'])) return `c${value['global'][0]}\n${value['global'][1]}\n`;
  return dictionary(value as Readonly<Record<string, PickledText>>);
}
