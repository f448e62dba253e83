import type { VerdictWords } from '../verdict-words.js';
import { htmlDocument } from './document.js';
import { html, type Markup } from './markup.js';
import { script } from './script.js';
import { style } from './style.js';

export interface Page {
  readonly title: string;
  readonly tone: VerdictWords['tone'];
  /** Links to the parts of the page. */
  readonly parts: readonly { readonly id: string; readonly name: string }[];
  readonly body: Markup;
  readonly version: string;
  /** The nnU-Net that was judged by. */
  readonly nnunet: string;
}

/** The report as a document of its own. */
export function page({ title, tone, parts, body, version, nnunet }: Page): string {
  return htmlDocument({
    title,
    icon: icon(tone),
    style,
    script,
    body: html`<a class="skip" href="#findings">Skip to the findings</a>
<nav aria-label="Parts of this report"><ul>${parts.map(({ id, name }) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
<main>${body}</main>
<footer><p>Made by nnplans ${version}. Checked for: ${nnunet}. More about a finding: <code>nnplans explain RULE</code></p></footer>`,
  });
}

/** A disc in the colour of the verdict, to find the tab again. */
function icon(tone: VerdictWords['tone']): string {
  const colour = { error: 'b3261e', warning: '9a6700', open: '9a6700', info: '2f6f4f', good: '2f6f4f' }[tone];
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><circle cx='8' cy='8' r='7' fill='#${colour}'/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
