import type { ConfigurationInFile } from './plans.js';

interface InDocument<Document> extends ConfigurationInFile {
  readonly plansFile: ConfigurationInFile['plansFile'] & { readonly document: Document };
}

/** A value that is to be that of another file again. */
export interface Restored<Document> {
  readonly document: Document;
  readonly pointer: string;
  readonly copyOf: { readonly document: Document; readonly pointer: string };
}

/**
 * What brings fields of moved plans back to what the source says.
 * @param fields keys of the configuration or of the plans
 */
export function restored<Document>(
  moved: InDocument<Document>,
  source: InDocument<Document>,
  fields: readonly string[],
): readonly Restored<Document>[] {
  return fields.map((field) => {
    const isOwn = source.configuration.has(field);
    const pointerIn = ({ configuration }: InDocument<Document>) => (isOwn ? configuration.at(field) : `/${field}`);
    return {
      document: moved.plansFile.document,
      pointer: pointerIn(moved),
      copyOf: { document: source.plansFile.document, pointer: pointerIn(source) },
    };
  });
}
