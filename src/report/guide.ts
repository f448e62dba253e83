/** A page for a person who is about to do something: text with the commands for it. */
export interface Guide {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly parts: readonly GuidePart[];
}

export interface GuidePart {
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** Commands in their order, each with what it is for. */
  readonly steps?: readonly { readonly purpose: string; readonly command: string }[];
  readonly table?: { readonly heads: readonly string[]; readonly rows: readonly (readonly string[])[] };
  /** What stands below commands or table. */
  readonly afterwards?: readonly string[];
}
