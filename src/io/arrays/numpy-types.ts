const charactersPerItem = 4;

/** Bytes an item of a numpy type such as `<f4`; `undefined` for structured types and Python objects. */
export function itemSize(descr: string): number | undefined {
  const [, kind, digits] = /^[<>|=]?([bBiufcSaUVmM])(\d+)(?:\[[^\]]*\])?$/.exec(descr) ?? [];
  if (kind === undefined) return undefined;
  const size = Number(digits);
  return kind === 'U' ? charactersPerItem * size : size;
}
