import { sanitize } from '../sanitize.js';

/** HTML or SVG that is safe to print. Made by {@link html} alone, so that no text of a file ever becomes markup. */
export class Markup {
  constructor(readonly source: string) {}
}

/** What may stand in a template: texts are escaped, `undefined` is nothing, lists are joined. */
export type Content = Markup | string | number | undefined | readonly Content[];

/**
 * Template tag: ``html`<p class="${name}">${text}</p>` ``. Whatever is put in is shown as it is and cannot be mistaken for markup,
 * in text and in quoted attributes.
 */
export function html(fixed: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return new Markup(fixed.map((part, i) => part + sourceOf(contents[i])).join(''));
}

/** What comes from nnplans itself and must not be changed: its style and its script. */
export function verbatim(source: string): Markup {
  return new Markup(source);
}

function sourceOf(content: Content): string {
  if (content === undefined) return '';
  if (content instanceof Markup) return content.source;
  if (typeof content === 'number') return String(content);
  if (typeof content === 'string') return escaped(content);
  return content.map(sourceOf).join('');
}

function escaped(text: string): string {
  return sanitize(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
