import { sha256 } from '../../engine/digest.js';
import type { VerdictWords } from '../verdict-words.js';
import { html, type Markup, verbatim } from './markup.js';
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

/**
 * A whole document that needs nothing from outside and may load nothing: its policy forbids every request, and every style and script
 * but its own, known by their digests.
 */
export function page({ title, tone, parts, body, version, nnunet }: Page): string {
  return `${
    html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="${icon(tone)}">
<style>${verbatim(style)}</style>
</head>
<body>
<a class="skip" href="#findings">Skip to the findings</a>
<nav aria-label="Parts of this report"><ul>${parts.map(({ id, name }) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
<main>${body}</main>
<footer><p>Made by nnplans ${version}. Judged by: ${nnunet}. More about a finding: <code>nnplans explain RULE</code></p></footer>
<script>${verbatim(script)}</script>
</body>
</html>
`.source
  }`;
}

const policy = [
  "default-src 'none'",
  `style-src '${digest(style)}'`,
  `script-src '${digest(script)}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** How a Content-Security-Policy names a text: SHA-256 in base64. */
function digest(text: string): string {
  const bytes = sha256(text).match(/../g) ?? [];
  return `sha256-${btoa(bytes.map((byte) => String.fromCharCode(Number.parseInt(byte, 16))).join(''))}`;
}

/** A disc in the colour of the verdict, to find the tab again. */
function icon(tone: VerdictWords['tone']): string {
  const colour = { error: 'b3261e', warning: '9a6700', open: '9a6700', info: '2f6f4f', good: '2f6f4f' }[tone];
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><circle cx='8' cy='8' r='7' fill='#${colour}'/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
