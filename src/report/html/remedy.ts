import { remedyParts } from '../terminal/remedy-text.js';
import { html, type Markup } from './markup.js';

/** What to do; every command stands on its own, to be copied. */
export function remedy(text: string): Markup {
  return html`<div class="remedy">${remedyParts(text).map((part) =>
    part.isCommand ? html`<pre class="command"><code>${part.text}</code></pre>` : html`<p>${part.text}</p>`,
  )}</div>`;
}
