import { type JsonValue, member } from '../../io/json/value.js';

/** One of the two places of a dataset.json: the raw folder holds the original, the preprocessed folder what planning copied from it. */
export interface DatasetCopy<Document> {
  readonly document: Document;
  /** How a person calls it. */
  readonly file: string;
  readonly isRaw: boolean;
  /** The other copy, where it says the same. */
  readonly twin: Document | undefined;
}

/**
 * The copies of dataset.json that are worth judging: the preprocessed one, and the raw one where it says something else under the
 * given keys. What stands in both is one mistake, and training meets it in the preprocessed copy.
 */
export function copiesToJudge<Document extends { readonly value: JsonValue | undefined }>(
  preprocessed: Document,
  raw: Document | undefined,
  keys: readonly string[],
): readonly DatasetCopy<Document>[] {
  const said = (document: Document) => JSON.stringify(keys.map((key) => member(document.value, key) ?? null));
  const isAlone = raw === undefined || preprocessed.value === undefined || said(raw) !== said(preprocessed);
  const copies: DatasetCopy<Document>[] = [
    { document: preprocessed, file: 'dataset.json', isRaw: false, twin: isAlone ? undefined : raw },
  ];
  if (raw !== undefined && isAlone)
    copies.push({ document: raw, file: 'dataset.json of the raw folder', isRaw: true, twin: undefined });
  return copies.filter(({ document }) => document.value !== undefined);
}

/** A place in a copy of dataset.json, and in its twin. */
export function inBoth<Document>(
  { document, twin }: DatasetCopy<Document>,
  pointer: string,
): readonly { readonly document: Document; readonly pointer: string }[] {
  return [document, ...(twin === undefined ? [] : [twin])].map((one) => ({ document: one, pointer }));
}
