/** GitHub takes no longer comment; GitLab takes longer ones. */
export const mostCharacters = 65_536;

/** Lines of a comment, added as long as there is room. */
export class MarkdownPage {
  readonly lines: string[] = [];
  #room: number;

  /** @param taken lines that stand around those to come */
  constructor(characters: number, taken: readonly string[] = []) {
    this.#room = characters - lengthOf(taken);
  }

  /** All of them, or none. */
  addLines(lines: readonly string[]): void {
    if (lengthOf(lines) > this.#room) return;
    for (const line of lines) this.lines.push(line);
    this.#room -= lengthOf(lines);
  }

  /** A head and as many of its items as fit, then how many are left out. */
  addList(head: readonly string[], items: readonly string[], more: (rest: number) => readonly string[]): void {
    const reserve = lengthOf(more(items.length));
    if (lengthOf(head) + reserve > this.#room) return;
    this.addLines(head);
    const end = items.findIndex((item) => {
      if (lengthOf([item]) + reserve > this.#room) return true;
      this.addLines([item]);
      return false;
    });
    if (end >= 0) this.addLines(more(items.length - end));
  }

  /** Items behind a title that opens and closes. */
  addFold(title: string, items: readonly string[], state: 'open' | 'closed' = 'closed'): void {
    const head = ['', `<details${state === 'open' ? ' open' : ''}><summary>${title}</summary>`, ''];
    const foot = ['', '</details>'];
    const inside = new MarkdownPage(this.#room, foot);
    inside.addList(head, items, (rest) => ['', `… and ${rest} more`]);
    if (inside.lines.length > head.length) this.addLines([...inside.lines, ...foot]);
  }
}

/** Each line ends with a line feed. */
function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}
