/** Names that can be asked for and listed: a `Set` of texts, or a view of something that takes less memory. */
export interface NameSet extends Iterable<string> {
  readonly size: number;
  has(name: string): boolean;
}
