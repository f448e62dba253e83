/** A file that follows from others and is committed all the same. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}
